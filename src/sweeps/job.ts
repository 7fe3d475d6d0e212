/** What an engine is given and what it gives back: one point of a sweep, and how it ended. */
import type { Options } from './point-name.ts';

/** One point, as any engine on any machine runs it. */
export interface Job {
  /** The point's name (`pointName`), and that of its folder. */
  readonly name: string;
  /** A command of competing-units, such as `train`. */
  readonly command: string;
  /** Options by key as the sweep file gives them, with the seed; defaults are left out. */
  readonly options: Options;
  /** Paths into the command's JSON; empty: every number, text and flag in it. */
  readonly measure: readonly string[];
}

/**
 * How a job may end. `diverged`: the command says that a solve failed or units diverged; `failed`: it refused or threw;
 * `crashed`: its process ended; `timed-out` and `out-of-memory`: the bounds per point.
 */
export const STATUSES = ['done', 'diverged', 'failed', 'crashed', 'timed-out', 'out-of-memory'] as const;

/** How a job ended. */
export type JobStatus = (typeof STATUSES)[number];

/** What one measured path holds. */
export type Measured = number | string | boolean | null;

/** The outcome of one job. */
export interface Outcome {
  readonly name: string;
  readonly status: JobStatus;
  /** One line; null when done. */
  readonly reason: string | null;
  /** By path. The same bytes for the same point, whatever the engine: nothing here may hold a time or a path. */
  readonly measures: Readonly<Record<string, Measured>>;
  /** Of the run itself; kept apart from the measures because it differs between runs. */
  readonly seconds: number;
}
