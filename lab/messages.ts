/** What the page and its two workers tell each other. One worker looks at examples, the other one trains. */
import type { LensView } from './lens.ts';
import type { PresentedUnits } from './presentation-steps.ts';
import type { RecordName } from './record.ts';
import type { Settings } from './settings.ts';
import type { Pulse, TrainingPlan } from './training-run.ts';

/** To a worker. */
export type Request =
  /** Weights `[K × N]` that later requests are about. */
  | { readonly kind: 'weights'; readonly weights: Float64Array }
  | { readonly kind: 'look'; readonly input: Float64Array; readonly settings: Settings }
  | {
      readonly kind: 'present';
      readonly input: Float64Array;
      readonly settings: Settings;
      readonly steps: number;
    }
  | {
      readonly kind: 'record';
      readonly input: Float64Array;
      readonly settings: Settings;
      readonly name: RecordName;
    }
  | { readonly kind: 'train'; readonly plan: TrainingPlan }
  /** Examples per second; 0 pauses, Infinity does not wait. */
  | { readonly kind: 'pace'; readonly pace: number }
  /** Asks for one snapshot. */
  | { readonly kind: 'snapshot' };

/** A training network as it is now. */
export interface Snapshot {
  /** That of the plan. */
  readonly run: number;
  readonly weights: Float64Array;
  readonly done: number;
  readonly total: number;
  /** Examples per second, lately; 0 while it waits. */
  readonly speed: number;
  readonly pulse: Pulse;
  /** Units that were not Hebbian once in the last whole epoch; null before its end. */
  readonly deadUnits: number | null;
  readonly diverged: number;
}

/** From a worker. */
export type Reply =
  | { readonly kind: 'view'; readonly view: LensView; readonly settings: Settings }
  | { readonly kind: 'presented'; readonly presented: PresentedUnits }
  | { readonly kind: 'record'; readonly name: RecordName; readonly text: string }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  /** An error of the program, in words. */
  | { readonly kind: 'failure'; readonly message: string };
