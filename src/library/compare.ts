/** Both algorithms from the same weights and the same order of examples, and how they came out. */
import { ArgumentError, ShapeError } from '../errors.ts';
import { compareLayers, completeComparison } from '../experiments/comparison.ts';
import { decisionAgreement } from '../experiments/decisions.ts';
import { linearReadoutError } from '../experiments/linear-readout.ts';
import { checkRule } from '../experiments/training-rule.ts';
import type { Algorithm, Comparison } from '../experiments/types.ts';
import { classesOf, readLabels } from './labels.ts';
import type { NumericArray } from './numeric-array.ts';
import { readExamples, resolveTrainOptions, TRAIN_OPTIONS } from './train-options.ts';
import type { TrainOptions, TrainSetup } from './train-options.ts';
import { runTraining } from './training-run.ts';
import type { FinishedRun, TrainHooks, TrainResult } from './training-run.ts';

/** What is compared. Labels are for the readout alone: all three of its arrays, or none. */
export interface CompareOptions extends Omit<TrainOptions, 'algorithm'> {
  /** `[B]` classes of the examples, integers from 0. */
  readonly labels?: NumericArray;
  /** `[B′, N]`. */
  readonly testExamples?: NumericArray;
  /** `[B′]`. */
  readonly testLabels?: NumericArray;
}

/** Two runs side by side. */
export interface CompareResult {
  readonly exact: TrainResult;
  readonly ranking: TrainResult;
  /** Agreement of the two; its readout errors are null without labels. */
  readonly comparison: Comparison;
}

type Breathe = NonNullable<TrainHooks['breathe']>;

const OPTIONS: readonly string[] = [
  ...TRAIN_OPTIONS.filter((name) => name !== 'algorithm'),
  ...['labels', 'testExamples', 'testLabels', 'onEpoch', 'breathe'],
];

/**
 * Trains by `exact` and by `ranking` from the same weights on the same order of examples, and measures how far they
 * agree: on who wins, on who learns, and on the features. With labels, the test error of the same quick linear
 * readout on both says which features are better.
 * @throws as `train`; ArgumentError, too, for labels that are no classes, or without test examples
 * @remarks The cost of two runs, O(K² N) for the matching, and with labels a readout of each.
 */
export async function compare(options: CompareOptions & TrainHooks): Promise<CompareResult> {
  const setup = resolveTrainOptions('compare', options, OPTIONS);
  checkRule({ ...setup.resolved, units: setup.units, algorithm: 'ranking' });
  const task = readReadoutTask(options, setup);
  const { breathe = () => Promise.resolve() } = options;
  const part =
    (from: number, to: number): Breathe =>
    (share) =>
      breathe(from + (to - from) * share);
  const run = (algorithm: Algorithm, from: number, to: number): Promise<FinishedRun> =>
    runTraining(setup, algorithm, { ...options, breathe: part(from, to), keepDecisions: true });
  const exact = await run('exact', 0, 0.4);
  const ranking = await run('ranking', 0.4, 0.8);
  const layers = await compareLayers({
    exact: exact.training,
    ranking: ranking.training,
    inhibition: setup.resolved.inhibition,
    source: setup.source,
    onProgress: part(0.8, 0.9),
  });
  const readoutError =
    task === null
      ? null
      : {
          exact: await task.error(exact.result, part(0.9, 0.95)),
          ranking: await task.error(ranking.result, part(0.95, 1)),
        };
  const comparison = completeComparison(layers, {
    epochs: exact.decisions.map((own, i) => ({
      epoch: own.epoch,
      ...decisionAgreement(own, ranking.decisions[i]),
    })),
    readoutError,
    testExamples: task === null ? null : task.testExamples,
    perEpoch: null,
    normDeviation: { exact: lastDeviation(exact), ranking: lastDeviation(ranking) },
  });
  return { exact: exact.result, ranking: ranking.result, comparison };
}

function lastDeviation({ result: { metrics } }: FinishedRun): number {
  return metrics[metrics.length - 1].normDeviation.median;
}

interface ReadoutTask {
  readonly testExamples: number;
  readonly error: (result: TrainResult, onProgress: Breathe) => Promise<number>;
}

function readReadoutTask(options: CompareOptions, setup: TrainSetup): ReadoutTask | null {
  const { labels, testExamples, testLabels } = options;
  if (labels === undefined && testExamples === undefined && testLabels === undefined) return null;
  if (labels === undefined || testExamples === undefined || testLabels === undefined) {
    throw new ArgumentError(
      'labels: must be given together with testExamples and testLabels, or none of them',
    );
  }
  const { source, units, resolved } = setup;
  const { seed } = resolved;
  const testSource = readExamples('testExamples', testExamples, resolved);
  if (testSource.inputs !== source.inputs) {
    throw new ShapeError(
      `testExamples: must have N = ${source.inputs} inputs, as the examples have (got ${testSource.inputs})`,
    );
  }
  const train = { source, labels: readLabels('labels', labels, source.count) };
  const test = { source: testSource, labels: readLabels('testLabels', testLabels, testSource.count) };
  const classes = classesOf(train.labels, test.labels);
  return {
    testExamples: testSource.count,
    error: ({ weights }, onProgress) =>
      linearReadoutError({ weights: weights.data, units, classes, train, test, seed, onProgress }),
  };
}
