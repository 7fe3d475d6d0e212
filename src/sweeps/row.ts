/** A point with its outcome: one row of the results of a sweep. */
import type { Outcome } from './job.ts';
import type { Options } from './point-name.ts';

/** What was asked and what came out. */
export interface SweepRow extends Outcome {
  readonly command: string;
  readonly seed: number;
  /** Values of the axes, but for the seed. */
  readonly axes: Options;
  /** Arguments of `competing-units` that run this point alone. */
  readonly commandLine: string;
}
