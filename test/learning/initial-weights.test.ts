import { describe, expect, it } from 'vitest';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { initialWeights, randomWeights } from '../../src/learning/initial-weights.ts';

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
    expect([...randomWeights('normal', SHAPE).slice(0, 3)]).toEqual([
      1.6008519997572193, 1.7919063982434489, -1.5115023093063489,
    ]);
  });

  it('are normal numbers that depend on the seed alone', () => {
    const weights = randomWeights('normal', SHAPE);
    expect(weights).toHaveLength(2000);
    expect(randomWeights('normal', { ...SHAPE, p: 3, radius: 2 })).toEqual(weights);
    expect(randomWeights('normal', { ...SHAPE, seed: 1 })[0]).not.toBe(weights[0]);
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
    const sphere = randomWeights('sphere', options);
    for (const norm of norms(sphere, SHAPE.inputs, p)) {
      expect(Math.abs(norm / radius ** p - 1)).toBeLessThan(ROUNDING);
    }
    const normal = randomWeights('normal', options);
    const ratio = sphere[3] / normal[3];
    for (let i = 0; i < SHAPE.inputs; i++) {
      expect(Math.abs(sphere[i] / normal[i] / ratio - 1)).toBeLessThan(ROUNDING);
    }
  });

  it('are random numbers for as many inputs as the examples have', () => {
    const source = createExampleSource(
      { examples: 2, inputs: 3, values: Float32Array.of(0, 1, 2, 3, 4, 5), divisor: 1 },
      'none',
    );
    const options = { units: 2, p: 4, radius: 1, seed: 0 };
    for (const kind of ['normal', 'sphere'] as const) {
      expect(initialWeights(kind, source, options)).toEqual(randomWeights(kind, { ...options, inputs: 3 }));
    }
  });

  it('are different examples on the sphere when asked to, zeros passed over', () => {
    const values = [
      [0, 3, 4],
      [0, 0, 0],
      [2, 0, 0],
      [1, 1, 1],
    ];
    const source = createExampleSource(
      { examples: 4, inputs: 3, values: Float32Array.from(values.flat()), divisor: 1 },
      'none',
    );
    const units = 3;
    const p = 2;
    const weights = initialWeights('examples', source, { units, p, radius: 5, seed: 0 });
    const rows = Array.from({ length: units }, (_, mu) =>
      [...weights.subarray(3 * mu, 3 * mu + 3)].map((w) => w.toFixed(12)).join(' '),
    );
    const third = (5 / Math.sqrt(3)).toFixed(12);
    expect(rows.sort()).toEqual(
      [
        '0.000000000000 3.000000000000 4.000000000000',
        '5.000000000000 0.000000000000 0.000000000000',
        `${third} ${third} ${third}`,
      ].sort(),
    );
    expect(() => initialWeights('examples', source, { units: 4, p, radius: 5, seed: 0 })).toThrow(
      'init: examples needs as many examples that are not zero as units (got 3 for 4); lower hidden, or use normal',
    );
  });
});
