/** What a report of a sweep is made from. */

/** The value of an option at a point. */
export type AxisValue = number | string | boolean | readonly (number | string)[];

/** One point with its outcome. */
export interface ReportedPoint {
  readonly seed: number;
  /** By option. */
  readonly axes: Readonly<Record<string, AxisValue>>;
  /** By path. */
  readonly measures: Readonly<Record<string, number | string | boolean | null>>;
  /** `done`, or how else it ended. */
  readonly status: string;
  /** One line; null when done. */
  readonly reason: string | null;
  readonly seconds: number;
  /** Runs this point alone. */
  readonly commandLine: string;
}

/** A measure and what is wanted of it. */
export interface ReportedMeasure {
  readonly path: string;
  /** null where nobody said. */
  readonly goal: 'minimize' | 'maximize' | null;
}

/** Input of `renderSweepReport`. */
export interface SweepReport {
  readonly title: string;
  /** The command that is swept. */
  readonly command: string;
  /** Options that vary, in their order; `isLog` where the sweep spaces them by ratios, else it is judged from the values. */
  readonly axes: readonly { readonly key: string; readonly isLog: boolean }[];
  /** At least one number of them in some point; at most `MOST_MEASURES`. */
  readonly measures: readonly ReportedMeasure[];
  /** Measures that were left out. */
  readonly omitted: readonly string[];
  /** Measures that were asked about and are the same in every point. */
  readonly constant: readonly { readonly path: string; readonly value: number }[];
  readonly points: readonly ReportedPoint[];
  /** Points of the whole sweep; null where that is not known. */
  readonly planned: number | null;
  /** The command line that makes the results, and the sweep as its file gives it. */
  readonly made: { readonly command: string; readonly config: Readonly<Record<string, unknown>> };
}

/** More than this cannot be chosen from on one page. */
export const MOST_MEASURES = 9;
