/** Input currents of given weights for given examples: what `relax` starts from, and eq. 1 before its power. */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import { ShapeError } from '../errors.ts';
import { createExampleSource } from '../experiments/example-source.ts';
import type { Normalization } from '../experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../experiments/training-defaults.ts';
import { createSparseVector } from '../kernels/sparse.ts';
import { currents } from '../learning/currents-engine.ts';
import { createHiddenLayer } from '../learning/hidden-layer.ts';
import { readCompact, readNumbers } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys, checkNumber, checkWord } from './option-checks.ts';

/** How examples become inputs. Defaults in parentheses. */
export interface InputCurrentsOptions {
  /** As in training: the inputs as they are, or each example divided by its Euclidean length. */
  readonly normalize: Normalization;
  /** Inputs are examples / divisor, > 0 (1). */
  readonly divisor?: number;
  /** Lebesgue norm p ≥ 1; 2 gives W·v (4). */
  readonly p?: number;
}

const OPTIONS: Readonly<Record<keyof InputCurrentsOptions, true>> = {
  normalize: true,
  divisor: true,
  p: true,
};

/**
 * I_μ = ⟨W_μ, v⟩ = Σ_i sgn(W_μi)|W_μi|^(p−1) v_i, the input currents of eq. 4.
 * @param weights `[K, N]` W
 * @param examples `[N]` or `[B, N]`
 * @returns `[K]` or `[B, K]`
 * @throws ArgumentError for an option out of its range, an unknown one, or a number that is not finite
 * @throws ShapeError when weights and examples differ in N
 * @remarks O(K · non-zeros) per example. Sums are in float64, whatever the weights are stored in.
 */
export function inputCurrents(
  weights: NumericArray,
  examples: NumericArray,
  options: InputCurrentsOptions,
): NdArray<Float64Array> {
  checkKeys('inputCurrents', options, Object.keys(OPTIONS));
  const { normalize, divisor = 1, p = TRAINING_DEFAULTS.p } = options;
  checkWord('normalize', normalize, ['none', 'unit']);
  checkNumber('divisor', divisor, { above: 0 });
  checkNumber('p', p, { min: 1 });
  const {
    values: w,
    shape: [units, inputs],
  } = readNumbers('weights', weights, ['[K, N]']);
  const { values, shape } = readCompact('examples', examples, ['[N]', '[B, N]']);
  const width = shape[shape.length - 1];
  if (width !== inputs) {
    throw new ShapeError(`examples: must have N = ${inputs} inputs, as the weights have (got ${width})`);
  }
  const count = values.length / inputs;
  const source = createExampleSource({ examples: count, inputs, values, divisor }, normalize);
  const layer = createHiddenLayer(w, { units, inputs, p, radius: 1, precision: 'f64' });
  const vector = createSparseVector(inputs);
  const out = new Float64Array(count * units);
  for (let example = 0; example < count; example++) {
    source.load(example, vector);
    currents(layer, vector, out.subarray(example * units, (example + 1) * units));
  }
  return ndarray(out, [...shape.slice(0, -1), units]);
}
