import { describe, expect, it } from 'vitest';
import { initialWeights } from '../../src/learning/initial-weights.ts';

const SHAPE = { units: 5, inputs: 400, p: 4, radius: 1, seed: 0 };

/** Σ|W|^p of each unit. */
const norms = (weights: Float64Array, inputs: number, p: number): number[] =>
  Array.from({ length: weights.length / inputs }, (_, mu) =>
    weights.subarray(mu * inputs, (mu + 1) * inputs).reduce((sum, w) => sum + Math.abs(w) ** p, 0),
  );

/** A sum of 400 powers, rounded with random signs. */
const ROUNDING = 1e-14;

describe('initial weights', () => {
  it('are the numbers they have always been', () => {
    expect([...initialWeights('normal', SHAPE).slice(0, 3)]).toEqual([
      1.6008519997572193, 1.7919063982434489, -1.5115023093063489,
    ]);
  });

  it('are normal numbers that depend on the seed alone', () => {
    const weights = initialWeights('normal', SHAPE);
    expect(weights).toHaveLength(2000);
    expect(initialWeights('normal', { ...SHAPE, p: 3, radius: 2 })).toEqual(weights);
    expect(initialWeights('normal', { ...SHAPE, seed: 1 })[0]).not.toBe(weights[0]);
    // Standard error of the mean square of 2000 normal numbers: √(2/2000) = 0.03; five of them.
    const square = weights.reduce((sum, w) => sum + w * w, 0) / weights.length;
    expect(Math.abs(square - 1)).toBeLessThan(0.16);
  });

  it.each([
    [1, 1],
    [2, 0.5],
    [2.5, 2],
    [4, 1],
    [8, 3],
  ])('lie on the sphere for p = %d and R = %d when asked to', (p, radius) => {
    const options = { ...SHAPE, p, radius };
    const sphere = initialWeights('sphere', options);
    for (const norm of norms(sphere, SHAPE.inputs, p)) {
      expect(Math.abs(norm / radius ** p - 1)).toBeLessThan(ROUNDING);
    }
    const normal = initialWeights('normal', options);
    const ratio = sphere[3] / normal[3];
    for (let i = 0; i < SHAPE.inputs; i++) {
      expect(Math.abs(sphere[i] / normal[i] / ratio - 1)).toBeLessThan(ROUNDING);
    }
  });
});
