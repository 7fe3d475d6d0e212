/** Options of `train` and `compare`: checked once, with their defaults filled in. */
import { ShapeError } from '../errors.ts';
import { createExampleSource } from '../experiments/example-source.ts';
import type { Normalization } from '../experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../experiments/training-defaults.ts';
import { checkRule, checkRuleOptions, RULE_DEFAULTS } from '../experiments/training-rule.ts';
import type { LearningOptions } from '../experiments/training.ts';
import type { ExampleSource, Precision } from '../kernels/sparse.ts';
import { initialWeights } from '../learning/initial-weights.ts';
import type { InitialDistribution } from '../learning/initial-weights.ts';
import { RULE_NAMES } from '../learning/learning-rule.ts';
import { METHODS } from '../ode/methods.ts';
import { readCompact, readNumbers } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys, checkNumber, checkWord } from './option-checks.ts';
import type { Bounds } from './option-checks.ts';

/** What is learned from, by how many units, for how long. Defaults in parentheses; `TRAINING_DEFAULTS` has the others. */
export interface TrainOptions extends Partial<LearningOptions> {
  /** `[B, N]` examples v, in any order of strides; copied. */
  readonly examples: NumericArray;
  /** Inputs are examples / divisor, > 0: 255 puts bytes into [0, 1] (1). */
  readonly divisor?: number;
  /** The inputs as they are, or each example divided by its Euclidean length. */
  readonly normalize?: Normalization;
  /** K ≥ 1, number of hidden units; that of `init` where weights are given. */
  readonly hidden?: number;
  /** Passes over the examples, ≥ 1. */
  readonly epochs?: number;
  /** Lebesgue norm p ≥ 1. */
  readonly p?: number;
  /** R > 0. */
  readonly radius?: number;
  /** W at the start: standard normal (the paper), random on the sphere, or `[K, N]`; copied. */
  readonly init?: InitialDistribution | NumericArray;
  /** Of weights and currents. */
  readonly precision?: Precision;
  /** An integer ≥ 0 that decides everything random (0). */
  readonly seed?: number;
}

/** What a run starts from. */
export interface TrainSetup {
  /** The options with every default in place. */
  readonly resolved: Required<TrainOptions>;
  readonly source: ExampleSource;
  /** K. */
  readonly units: number;
  /** `[K × N]`. */
  readonly initial: Float64Array;
}

/** Names of all options above. */
export const TRAIN_OPTIONS: readonly string[] = [
  ...Object.keys(TRAINING_DEFAULTS),
  ...['examples', 'divisor', 'seed'],
];

const WORDS = {
  algorithm: ['exact', 'ranking'],
  rule: RULE_NAMES,
  normalize: ['none', 'unit'],
  precision: ['f32', 'f64'],
  steadyState: ['closed-form', 'events', 'integrate'],
  flow: ['reduced', 'integrate', 'euler'],
  coupling: ['frozen', 'adiabatic', 'full'],
  method: METHODS,
  updateScale: ['paper', 'max'],
} as const;

const BOUNDS = {
  divisor: { above: 0 },
  hidden: { integer: true, min: 1 },
  epochs: { integer: true, min: 1 },
  p: { min: 1 },
  radius: { above: 0 },
  seed: { integer: true, min: 0 },
  delta: { min: 0 },
  inhibition: { min: 0 },
  threshold: { min: 0 },
  presentation: { above: 0 },
  timescale: { above: 0 },
  thresholdTime: { above: 0 },
  rtol: { above: 0 },
  atol: { min: 0 },
  rank: { integer: true, min: 2 },
  batch: { integer: true, min: 1 },
  rate: { above: 0 },
} as const satisfies Readonly<Record<string, Bounds>>;

/**
 * Check the options that `train` and `compare` share, fill in their defaults and read their arrays.
 * @param caller named in the error for an unknown option
 * @param known names of all options of the caller
 * @throws ArgumentError for an option that is unknown or out of its range; ShapeError for arrays that do not fit
 */
export function resolveTrainOptions(
  caller: string,
  options: TrainOptions,
  known: readonly string[],
): TrainSetup {
  checkKeys(caller, options, known);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const { examples } = options;
  const ruled = options.rule === undefined ? {} : RULE_DEFAULTS[options.rule];
  const resolved: Required<TrainOptions> = {
    ...{ ...TRAINING_DEFAULTS, divisor: 1, seed: 0, ...ruled },
    ...{ examples, ...given },
  };
  for (const [name, words] of Object.entries(WORDS)) {
    checkWord(name, resolved[name as keyof typeof WORDS], words);
  }
  for (const [name, bounds] of Object.entries(BOUNDS)) {
    checkNumber(name, resolved[name as keyof typeof BOUNDS], bounds);
  }
  checkRuleOptions(resolved.rule, new Set(Object.keys(given)));
  const source = readExamples('examples', examples, resolved);
  const start = readInit(resolved, options.hidden !== undefined, source);
  checkRule({ ...resolved, units: start.units });
  return { resolved, source, ...start };
}

/** Examples `[B, N]`, read into memory of their own. */
export function readExamples(
  name: string,
  given: NumericArray,
  { divisor, normalize }: { readonly divisor: number; readonly normalize: Normalization },
): ExampleSource {
  const {
    values,
    shape: [examples, inputs],
  } = readCompact(name, given, ['[B, N]']);
  return createExampleSource({ examples, inputs, values, divisor }, normalize);
}

function readInit(
  { init, hidden, p, radius, seed }: Required<TrainOptions>,
  isHiddenGiven: boolean,
  source: ExampleSource,
): { readonly units: number; readonly initial: Float64Array } {
  const { inputs } = source;
  if (typeof init === 'string') {
    checkWord('init', init, ['normal', 'sphere', 'examples']);
    return { units: hidden, initial: initialWeights(init, source, { units: hidden, p, radius, seed }) };
  }
  const {
    values,
    shape: [units, width],
  } = readNumbers('init', init, ['[K, N]']);
  if (width === inputs && (units === hidden || !isHiddenGiven)) return { units, initial: values };
  const wanted = `[${isHiddenGiven ? hidden : 'K'}, ${inputs}]`;
  throw new ShapeError(
    `init: must be [K, N] = ${wanted} to fit ${isHiddenGiven ? 'hidden and ' : ''}the examples (got [${units}, ${width}])`,
  );
}
