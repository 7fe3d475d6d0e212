/** What a report of training is made from. */
import type { ImageShape } from '../data/dataset.ts';
import type { LayerView } from '../experiments/layer-view.ts';
import type { Algorithm, Comparison, EpochMetrics, TrainSummary } from '../experiments/types.ts';
import type { ExampleSource } from './example-sheet.ts';
import type { WeightMatrix } from './weight-scale.ts';

/** One finished run. */
export interface ReportedRun extends WeightMatrix {
  readonly algorithm: Algorithm;
  readonly radius: number;
  readonly p: number;
  /** h*, the activity above which a unit is Hebbian; null for the ranking shortcut, which has none. */
  readonly threshold: number | null;
  /** A line per epoch, from the first. */
  readonly metrics: readonly EpochMetrics[];
  readonly summary: TrainSummary;
}

/** What the exact run makes of some examples. */
export interface ReportedExamples extends LayerView {
  /** w_inh. */
  readonly inhibition: number;
  /** h*; null where g is an expression. */
  readonly threshold: number | null;
}

/** Input of `renderTrainingReport`. */
export interface TrainingReport {
  readonly title: string;
  /** The command line that made the runs. */
  readonly command: string;
  /** Everything resolved, as in `config.json`. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly data: {
    readonly name: string;
    /** Of one input; null when the inputs are no picture. */
    readonly shape: ImageShape | null;
    /** Training examples for the sheet; null leaves it out. */
    readonly examples: ExampleSource | null;
  };
  /** One run, or two to compare. */
  readonly runs: readonly ReportedRun[];
  /** Of `runs[0]` with `runs[1]`; null for a single run. */
  readonly comparison: Comparison | null;
  /** What the exact run makes of a few examples; null leaves them out. */
  readonly examples: ReportedExamples | null;
  readonly warnings: readonly string[];
}
