import { describe, expect, it } from 'vitest';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import {
  chooseScale,
  createFeatureMaker,
  FEATURE_BLOCK,
  featureStride,
  LEAST_FEATURE,
} from '../../src/experiments/readout-features.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { createSimd } from '../../src/kernels/simd.ts';

const UNITS = 33;
const INPUTS = 12;
const stream = randomStream(1, 'features');
const weights = Float64Array.from({ length: UNITS * INPUTS }, () => stream.normal());
const values = Float64Array.from({ length: FEATURE_BLOCK * INPUTS }, () => stream.uniform());
const source = createExampleSource({ examples: FEATURE_BLOCK, inputs: INPUTS, values, divisor: 1 }, 'none');

/** Σ_i W_μi |W_μi|^(p−2) v_i, for p = 2 the product of eq. 1. */
function product(example: number, mu: number, p: number): number {
  let sum = 0;
  for (let i = 0; i < INPUTS; i++) {
    const weight = weights[mu * INPUTS + i];
    sum += Math.sign(weight) * Math.abs(weight) ** (p - 1) * values[example * INPUTS + i];
  }
  return sum;
}

const cases = [1, 1.5, 2, 4.5, 10, 16, 16.5, 3.7, Math.PI].map((power) => ({ power, p: 2 }));

describe('features of eq. 1', () => {
  it.each([...cases, { power: 4.5, p: 1 }, { power: 4.5, p: 1.2 }, { power: 3, p: 4 }])(
    'are max(β ⟨W,v⟩, 0)^n for n = $power and p = $p',
    ({ power, p }) => {
      const stride = featureStride(UNITS);
      const simd = createSimd({ bytes: FEATURE_BLOCK * stride * 4, shared: false });
      const row = simd.allocate(FEATURE_BLOCK * stride * 4);
      const maker = createFeatureMaker(simd, { weights, units: UNITS, inputs: INPUTS, power, p });
      const examples = [3, 0, FEATURE_BLOCK - 1];
      maker.rectify(source, examples, row);
      maker.raise(row, examples.length, 0.5);
      const found = simd.float32(row, FEATURE_BLOCK * stride);
      let positive = 0;
      examples.forEach((example, place) => {
        for (let mu = 0; mu < stride; mu++) {
          const activity = mu < UNITS ? Math.max(0.5 * product(example, mu, p), 0) : 0;
          const wanted = activity ** power;
          const feature = found[place * stride + mu];
          if (feature > 0) positive++;
          // 12 sums in float32, rounded once more, raised to n; sums of numbers near 1 that cancel keep the error of 1.
          const error = power * Math.max(activity, 1e-6) ** (power - 1) * 2e-6 + 1e-6 * wanted;
          expect(Math.abs(feature - wanted)).toBeLessThanOrEqual(error + LEAST_FEATURE);
        }
      });
      expect(positive).toBeGreaterThan(20);
      // Rows that were not asked for stay 0.
      expect(found.subarray(examples.length * stride).every((value) => value === 0)).toBe(true);
    },
  );

  it('below the least one are 0, never denormal', () => {
    const stride = featureStride(1);
    const simd = createSimd({ bytes: stride * 4, shared: false });
    const row = simd.allocate(stride * 4);
    for (const power of [10, 10.3]) {
      const maker = createFeatureMaker(simd, { weights: [1e-3], units: 1, inputs: 1, power, p: 2 });
      const one = { examples: 1, inputs: 1, values: Float64Array.of(1), divisor: 1 };
      maker.rectify(createExampleSource(one, 'none'), [0], row);
      expect(simd.float32(row, 1)[0]).toBe(Math.fround(1e-3));
      maker.raise(row, 1, 1);
      expect(simd.float32(row, 1)[0]).toBe(0);
    }
  });

  it('lie in rows of an odd number of cache lines', () => {
    for (const units of [1, 16, 17, 2000, 2048]) {
      expect(featureStride(units)).toBeGreaterThanOrEqual(units);
      expect((featureStride(units) / 16) % 2).toBe(1);
    }
  });
});

describe('the scale of the activities', () => {
  it('is the inverse mean of the largest ones, 1, or the number given', () => {
    expect(chooseScale('mean-max', [1, 2, 6])).toBe(1 / 3);
    expect(chooseScale('none', [1, 2, 6])).toBe(1);
    expect(chooseScale(0.7, [1, 2, 6])).toBe(0.7);
  });
});
