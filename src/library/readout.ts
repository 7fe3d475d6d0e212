/** The supervised phase: outputs over the features of trained weights. */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import { ArgumentError, ShapeError } from '../errors.ts';
import type { Normalization } from '../experiments/example-source.ts';
import { scheduleEpochs, stretchSchedule } from '../experiments/rate-schedule.ts';
import type { RateSchedule } from '../experiments/rate-schedule.ts';
import { LARGEST_LOSS_EXPONENT, MEGABYTE, READOUT_DEFAULTS } from '../experiments/readout-defaults.ts';
import type { ReadoutDefaults } from '../experiments/readout-defaults.ts';
import type { ActivityScale } from '../experiments/readout-features.ts';
import type { LabelledExamples } from '../experiments/readout-sets.ts';
import { unreadWarnings } from '../experiments/output-cost.ts';
import { createReadout } from '../experiments/readout.ts';
import type { ReadoutEpoch } from '../experiments/readout.ts';
import { TRAINING_DEFAULTS } from '../experiments/training-defaults.ts';
import { classesOf, readLabels } from './labels.ts';
import { readNumbers } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys, checkNumber, checkWord } from './option-checks.ts';
import type { Bounds } from './option-checks.ts';
import { readExamples } from './train-options.ts';

/** What is learned from what. Defaults in parentheses; `READOUT_DEFAULTS` has the others. */
export interface ReadoutOptions {
  /** `[K, N]` W, as `train` returns it. */
  readonly weights: NumericArray;
  /** `[B, N]` examples v; copied. */
  readonly examples: NumericArray;
  /** `[B]` their classes, integers from 0. */
  readonly labels: NumericArray;
  /** `[B′, N]` examples to judge by (none). */
  readonly testExamples?: NumericArray;
  /** `[B′]`, with `testExamples`. */
  readonly testLabels?: NumericArray;
  /** Inputs are examples / divisor, > 0 (1). */
  readonly divisor?: number;
  /** The inputs as they are, or each example divided by its Euclidean length ('unit'). */
  readonly normalize?: Normalization;
  /** n ≥ 1 of eq. 1. */
  readonly power?: number;
  /** p ≥ 1 of ⟨W,v⟩ = Σ W|W|^(p−2) v in the features (2: W·v, eq. 1 as printed). */
  readonly p?: number;
  /** β: 1 / mean of the largest activity of each example, 1, or a number > 0. */
  readonly activityScale?: ActivityScale;
  /** m of the loss, 1 to 20. */
  readonly lossExponent?: number;
  /** Passes over the examples, to which the default rates are stretched (the sum of `rateSchedule`). */
  readonly epochs?: number;
  readonly batch?: number;
  /** Learning rates of Adam, each for some epochs. */
  readonly rateSchedule?: RateSchedule;
  /** So many examples, chosen at random, are held out to judge by in place of test examples (0). */
  readonly validation?: number;
  /** Megabytes of features to keep; the result does not depend on it. */
  readonly memory?: number;
  /** An integer ≥ 0 that decides everything random (0). */
  readonly seed?: number;
  /** Called at the end of every epoch, and awaited. */
  readonly onEpoch?: (epoch: ReadoutEpoch) => void | Promise<void>;
  /** Awaited after every slice of work with the share that is done, 0 to 1. */
  readonly breathe?: (share: number) => void | Promise<void>;
}

/** What was learned. */
export interface ReadoutResult {
  /** `[classes, K]` S of tanh(S·f(W·v)). */
  readonly weights: NdArray<Float32Array>;
  /** β of f(W·v) = max(β W·v, 0)^n. */
  readonly activityScale: number;
  /** At the end, as a fraction. */
  readonly trainError: number;
  /** null without examples to judge by. */
  readonly testError: number | null;
  /** One for each epoch. */
  readonly curve: readonly ReadoutEpoch[];
  /** What went wrong though nothing failed, and what to change; one line each. */
  readonly warnings: readonly string[];
}

const OPTIONS: Readonly<Record<keyof ReadoutOptions, true>> = {
  weights: true,
  examples: true,
  labels: true,
  testExamples: true,
  testLabels: true,
  divisor: true,
  normalize: true,
  power: true,
  p: true,
  activityScale: true,
  lossExponent: true,
  epochs: true,
  batch: true,
  rateSchedule: true,
  validation: true,
  memory: true,
  seed: true,
  onEpoch: true,
  breathe: true,
};

/**
 * Learns the outputs of eq. 1, tanh(S·f(W·v)), over frozen weights W, by Adam from Σ|c − t|^m (appendix B).
 * @returns S, and what each epoch did. Same options and seed, same bits, also those of the command `readout`.
 * @throws ArgumentError for an option out of its range, an unknown one, or a number that is not finite
 * @throws ShapeError when weights, examples and labels do not fit each other
 * @throws SolveError when learning diverges
 * @remarks O(K · (non-zeros + epochs · classes)) per example.
 */
export async function readout(options: ReadoutOptions): Promise<ReadoutResult> {
  const { resolved, schedule, labelled, test } = resolveReadoutOptions(options);
  const {
    values,
    shape: [units, inputs],
  } = readNumbers('weights', options.weights, ['[K, N]']);
  if (inputs !== labelled.source.inputs) {
    throw new ShapeError(
      `weights: must be [K, ${labelled.source.inputs}] to fit the examples (got [${units}, ${inputs}])`,
    );
  }
  const { onEpoch, breathe = () => Promise.resolve() } = options;
  const learning = await createReadout(
    {
      ...resolved,
      weights: values,
      units,
      classes: classesOf(labelled.labels, ...(test === null ? [] : [test.labels])),
      train: labelled,
      test,
      schedule,
      memory: resolved.memory * MEGABYTE,
    },
    (share) => breathe(FEATURE_SHARE * share),
  );
  const { epochs } = learning;
  const curve: ReadoutEpoch[] = [];
  while (curve.length < epochs) {
    const before = curve.length;
    const epoch = await learning.learnEpoch((share) =>
      breathe(FEATURE_SHARE + ((1 - FEATURE_SHARE) * (before + share)) / epochs),
    );
    curve.push(epoch);
    await onEpoch?.(epoch);
  }
  const { weights } = learning.state();
  const { trainError, testError } = curve[epochs - 1];
  return {
    weights: ndarray(weights, [weights.length / units, units]),
    activityScale: learning.activityScale,
    trainError,
    testError,
    curve,
    warnings: unreadWarnings(learning.unread()),
  };
}

/** Part of the progress that is given to the features. */
const FEATURE_SHARE = 0.1;

const BOUNDS = {
  divisor: { above: 0 },
  power: { min: 1 },
  p: { min: 1 },
  lossExponent: { min: 1 },
  batch: { integer: true, min: 1 },
  validation: { integer: true, min: 0 },
  memory: { min: 0 },
  seed: { integer: true, min: 0 },
} as const satisfies Readonly<Record<string, Bounds>>;

interface Labelled extends LabelledExamples {
  readonly labels: Float64Array;
}

/** The options, checked, with every default in place, and their examples. */
function resolveReadoutOptions(options: ReadoutOptions): {
  readonly resolved: Required<Pick<ReadoutOptions, keyof typeof BOUNDS | 'normalize' | 'activityScale'>>;
  readonly schedule: RateSchedule;
  readonly labelled: Labelled;
  readonly test: Labelled | null;
} {
  checkKeys('readout', options, Object.keys(OPTIONS));
  const { rateSchedule, epochs, testExamples, testLabels } = options;
  const { normalize = TRAINING_DEFAULTS.normalize, divisor = 1, validation = 0, seed = 0 } = options;
  const { power, p, activityScale, lossExponent, batch, memory } = { ...READOUT_DEFAULTS, ...given(options) };
  const resolved = {
    ...{ normalize, divisor, validation, seed, power, p, activityScale, lossExponent, batch, memory },
  };
  checkWord('normalize', normalize, ['none', 'unit']);
  for (const [name, bounds] of Object.entries(BOUNDS)) {
    checkNumber(name, resolved[name as keyof typeof BOUNDS], bounds);
  }
  if (lossExponent > LARGEST_LOSS_EXPONENT) {
    throw new ArgumentError(`lossExponent: must be <= ${LARGEST_LOSS_EXPONENT} (got ${lossExponent})`);
  }
  if (typeof activityScale === 'number') checkNumber('activityScale', activityScale, { above: 0 });
  else checkWord('activityScale', activityScale, ['mean-max', 'none']);
  const read = (names: readonly [string, string], examples: NumericArray, labels: NumericArray): Labelled => {
    const source = readExamples(names[0], examples, resolved);
    return { source, labels: readLabels(names[1], labels, source.count) };
  };
  const labelled = read(['examples', 'labels'], options.examples, options.labels);
  if ((testExamples === undefined) !== (testLabels === undefined)) {
    throw new ArgumentError('testExamples: must be given together with testLabels, or none of them');
  }
  const test =
    testExamples === undefined || testLabels === undefined
      ? null
      : read(['testExamples', 'testLabels'], testExamples, testLabels);
  const { count, inputs } = labelled.source;
  if (test !== null && test.source.inputs !== inputs) {
    throw new ShapeError(
      `testExamples: must have N = ${inputs} inputs, as the examples have (got ${test.source.inputs})`,
    );
  }
  if (validation >= count) {
    throw new ArgumentError(`validation: must be < the number of examples, ${count} (got ${validation})`);
  }
  return { resolved, schedule: resolveSchedule(rateSchedule, epochs), labelled, test };
}

/** Without the options that are `undefined`. */
function given(options: ReadoutOptions): Partial<ReadoutDefaults> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]: [string, unknown]) => value !== undefined),
  );
}

function resolveSchedule(schedule: RateSchedule | undefined, epochs: number | undefined): RateSchedule {
  if (epochs !== undefined) checkNumber('epochs', epochs, { integer: true, min: 1 });
  if (schedule === undefined) {
    const { rateSchedule } = READOUT_DEFAULTS;
    return stretchSchedule(rateSchedule, epochs ?? scheduleEpochs(rateSchedule));
  }
  if (schedule.length === 0) throw new ArgumentError('rateSchedule: must have one step at least (got none)');
  for (const [i, step] of schedule.entries()) {
    checkNumber(`rateSchedule[${i}].rate`, step.rate, { above: 0 });
    checkNumber(`rateSchedule[${i}].epochs`, step.epochs, { integer: true, min: 1 });
  }
  const total = scheduleEpochs(schedule);
  if (epochs !== undefined && epochs !== total) {
    throw new ArgumentError(`epochs: must be ${total}, the sum of rateSchedule (got ${epochs})`);
  }
  return schedule;
}
