/**
 * Features of the supervised phase, eq. 1: f(β W·v) with f(x) = x^n above 0, else 0. W·v is the plain product
 * Σ_i W_μi v_i, that is the current ⟨W,v⟩ = Σ_i W_μi |W_μi|^(p−2) v_i of eq. 4 at p = 2. Other p are offered beside it:
 * below 2 the small weights of a unit count for more, above 2 for less.
 *
 * β is one scale for all activities. It does not change what outputs tanh(S·f) can be, since S may be rescaled, but where
 * the features lie: near 1 for the strongest units, their powers neither overflow nor vanish in float32.
 */
import { ArgumentError, ShapeError } from '../errors.ts';
import type { ScalarFunction } from '../kernels/power.ts';
import { absolutePower } from '../kernels/power.ts';
import type { Pointer, Simd } from '../kernels/simd.ts';
import { FEATURE_GROUP } from '../kernels/simd.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import { currentsNow } from '../learning/currents-engine.ts';
import { blockBytes, createExampleBlock, loadExample } from '../learning/example-block.ts';
import { createHiddenLayer } from '../learning/hidden-layer.ts';

/** Weights of the hidden units and the activation function. */
export interface FeatureOptions {
  /** `[K × N]`. */
  readonly weights: ArrayLike<number>;
  /** K. */
  readonly units: number;
  /** N. */
  readonly inputs: number;
  /** n ≥ 1. */
  readonly power: number;
  /** p ≥ 1 of ⟨W,v⟩, whatever p the weights were learned with; 2 for eq. 1. */
  readonly p: number;
}

/** Computes features into rows of `stride` float32 numbers, which begin as zeros. */
export interface FeatureMaker {
  readonly units: number;
  /** Numbers from one row to the next. */
  readonly stride: number;
  /**
   * max(⟨W,v⟩, 0) of some examples, at most `FEATURE_BLOCK`.
   * @param row the first row; the others follow it
   */
  readonly rectify: (source: ExampleSource, examples: ArrayLike<number>, row: Pointer) => void;
  /** x ↦ f(βx) for `count` rows in place. */
  readonly raise: (row: Pointer, count: number, scale: number) => void;
  /** f(βx) of one activity, not rounded. */
  readonly feature: (activity: number, scale: number) => number;
}

/** Examples whose features are computed together, and which a step of learning takes together. */
export const FEATURE_BLOCK = 20;

/**
 * Features below this become 0: nothing beside those near 1, and their products with weights and slopes (which are
 * cut off likewise) are never denormal numbers, which would make the kernels some times slower.
 */
export const LEAST_FEATURE: number = 2 ** -60;

/** Largest 2n that the kernel knows. */
const LARGEST_TWICE = 32;

/**
 * Numbers from one row of features to the next: whole cache lines, and an odd number of them. Rows at a distance of a
 * power of two share their place in the cache, which made the gradient of 2048 units take 0.11 s instead of 0.06 s per epoch.
 */
export function featureStride(units: number): number {
  return FEATURE_GROUP * (Math.ceil(units / FEATURE_GROUP) | 1);
}

/**
 * A maker of features into the memory of `simd`.
 * @throws ShapeError when weights are not `[K × N]` numbers; ArgumentError when they do not fit float32
 * @remarks O(K · non-zeros) per example.
 */
export function createFeatureMaker(simd: Simd, options: FeatureOptions): FeatureMaker {
  const { weights, units, inputs, power, p } = options;
  if (weights.length !== units * inputs) {
    throw new ShapeError(`weights: must be [${units}, ${inputs}] (got ${weights.length} numbers)`);
  }
  const shape = { units, inputs, precision: 'f32' } as const;
  const layer = createHiddenLayer(weights, {
    ...shape,
    p,
    radius: 1,
    spareBytes: blockBytes(FEATURE_BLOCK, shape),
  });
  const block = createExampleBlock(layer, FEATURE_BLOCK);
  const stride = featureStride(units);
  const twice = 2 * power;
  const inKernel = Number.isInteger(twice) && twice <= LARGEST_TWICE;
  const activation: ScalarFunction = absolutePower(power);
  return {
    units,
    stride,
    rectify: (source, examples, row) => {
      block.count = 0;
      for (let i = 0; i < examples.length; i++) {
        loadExample(block, source, { example: examples[i], remaining: 0 });
      }
      currentsNow(layer, block);
      const out = simd.float32(row, block.count * stride);
      for (let place = 0; place < block.count; place++) {
        const current = block.currents[place];
        const from = place * stride;
        for (let mu = 0; mu < units; mu++) out[from + mu] = current[mu] > 0 ? current[mu] : 0;
      }
    },
    raise: (row, count, scale) => {
      const numbers = simd.float32(row, count * stride);
      for (let i = 0; i < numbers.length; i++) numbers[i] *= scale;
      if (inKernel) {
        simd.f32.powers(row, row, count * stride, twice, LEAST_FEATURE);
        return;
      }
      for (let i = 0; i < numbers.length; i++) {
        const feature = activation(numbers[i]);
        numbers[i] = feature < LEAST_FEATURE ? 0 : feature;
      }
    },
    feature: (activity, scale) => activation(activity * scale),
  };
}

/** How β is chosen: 1 / (mean over the examples of the largest activity of each), 1, or a number. */
export type ActivityScale = 'mean-max' | 'none' | number;

/** Above this, gradients of features could overflow in float32 for losses of high exponent. */
const LARGEST_FEATURE = 1e8;

/**
 * β.
 * @param largest the largest activity of each example
 * @throws ArgumentError when no activity is positive, which `mean-max` needs
 */
export function chooseScale(kind: ActivityScale, largest: ArrayLike<number>): number {
  if (typeof kind === 'number') return kind;
  if (kind === 'none') return 1;
  let sum = 0;
  for (let i = 0; i < largest.length; i++) sum += largest[i];
  if (sum === 0) {
    throw new ArgumentError(
      `weights: must give some example a positive activity (got none in ${largest.length}); are they weights of these data?`,
    );
  }
  return largest.length / sum;
}

/** @throws ArgumentError when the feature of the largest activity is too large to learn from */
export function checkFeatures(maker: FeatureMaker, largest: ArrayLike<number>, scale: number): void {
  let most = 0;
  for (let i = 0; i < largest.length; i++) most = Math.max(most, largest[i]);
  const feature = maker.feature(most, scale);
  if (feature <= LARGEST_FEATURE) return;
  throw new ArgumentError(
    `activity scale: must keep features <= ${LARGEST_FEATURE} (got ${feature.toPrecision(3)} from the activity ${most.toPrecision(3)} scaled by ${scale.toPrecision(3)}); use mean-max, a smaller number or a lower power`,
  );
}
