/** One training run in slices, so that the program that asked for it stays alive. */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import type { EpochDecisions } from '../experiments/decisions.ts';
import { sampleDecisions } from '../experiments/decisions.ts';
import { createTraining } from '../experiments/training.ts';
import type { Training } from '../experiments/training.ts';
import { trainingWarnings } from '../experiments/training-warnings.ts';
import type { Algorithm, EpochMetrics } from '../experiments/types.ts';
import type { FloatArray } from '../kernels/sparse.ts';
import { layerWeights } from '../learning/hidden-layer.ts';
import type { Divergence } from '../learning/learner.ts';
import type { TrainSetup } from './train-options.ts';

/** Averages over one epoch; the library has no clock, so time is for the caller to take. */
export type EpochReport = Omit<EpochMetrics, 'seconds'>;

/** The network at the end of an epoch. */
export interface EpochState {
  readonly algorithm: Algorithm;
  /** `[K, N]` W, a fresh array at every call. */
  readonly weights: () => NdArray<FloatArray>;
}

/** What a run calls on its way. */
export interface TrainHooks {
  /** Called at the end of every epoch, and awaited. */
  readonly onEpoch?: (report: EpochReport, state: EpochState) => void | Promise<void>;
  /**
   * Awaited after every slice of work with the share that is done, 0 to 1: lets other events in, shows progress, or
   * throws to end the run. `() => new Promise((go) => setTimeout(go))` keeps a page alive; the default,
   * `Promise.resolve`, lets only other promises in.
   */
  readonly breathe?: (share: number) => void | Promise<void>;
}

/** What was learned. */
export interface TrainResult {
  readonly algorithm: Algorithm;
  /** `[K, N]` W, float32 or float64 after `precision`. */
  readonly weights: NdArray<FloatArray>;
  /** `[K]` θ at the end; of the rule `bcm` alone. */
  readonly thresholds?: NdArray<Float64Array>;
  /** One for each epoch. */
  readonly metrics: readonly EpochReport[];
  /** Units whose weights ceased to be finite: each kept its last ones and took no further part. */
  readonly diverged: readonly number[];
  /** When each of them did. */
  readonly divergences: readonly Divergence[];
  /** What went wrong though nothing failed, in which epochs, and what to change; one line for each kind of trouble. */
  readonly warnings: readonly string[];
}

/** A finished run that can be compared with another. */
export interface FinishedRun {
  readonly training: Training;
  readonly result: TrainResult;
  /** At the end of each epoch, if they were asked for. */
  readonly decisions: readonly EpochDecisions[];
}

/** Weights times inputs between two breaths: some 10 ms. */
const SLICE = 1e7;

/**
 * Trains a new layer by `algorithm` from the weights of `setup`.
 * @param hooks.keepDecisions keeps what is decided on a sample after every epoch, for a comparison (false)
 */
export async function runTraining(
  setup: TrainSetup,
  algorithm: Algorithm,
  hooks: TrainHooks & { readonly keepDecisions?: boolean },
): Promise<FinishedRun> {
  const { onEpoch, breathe = () => Promise.resolve(), keepDecisions = false } = hooks;
  const { resolved, source, units, initial } = setup;
  const { epochs, seed, p, radius, precision } = resolved;
  const learning = { ...resolved, algorithm };
  const shape = { units, p, radius, precision };
  const training = createTraining({ start: { weights: initial }, shape, source, epochs, seed, learning });
  const weights = (): NdArray<FloatArray> => ndarray(layerWeights(training.layer), [units, source.inputs]);
  const slice = Math.max(1, Math.floor(SLICE / (units * source.inputs)));
  const metrics: EpochReport[] = [];
  const decisions: EpochDecisions[] = [];
  const breatheNow = (): void | Promise<void> =>
    breathe((training.epochsDone() + training.examplesDone() / source.count) / epochs);
  while (training.epochsDone() < epochs) {
    const activity = training.advance(slice);
    if (activity !== null) {
      const diverged = training.divergences.length;
      const report: EpochReport = { epoch: training.epochsDone(), ...activity, diverged };
      metrics.push(report);
      await onEpoch?.(report, { algorithm, weights });
      if (keepDecisions) {
        decisions.push({ epoch: report.epoch, ...(await sampleDecisions(training, source, breatheNow)) });
      }
    }
    await breatheNow();
  }
  const { memory } = training.store();
  const divergences = [...training.divergences];
  const warnings = trainingWarnings(metrics, { ...learning, units });
  const diverged = divergences.map(({ unit }) => unit);
  return {
    training,
    decisions,
    result: {
      ...{ algorithm, weights: weights() },
      ...(memory.length > 0 && { thresholds: ndarray(memory.slice(), [units]) }),
      ...{ metrics, diverged, divergences, warnings },
    },
  };
}
