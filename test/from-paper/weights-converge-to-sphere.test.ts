/**
 * Krotov & Hopfield (2019), section 2.1: "Provided that g(Q)⟨W,v⟩ ≥ 0, if the p-length of vector W is less than R its
 * length increases on the dynamics, if it is greater than R its length decreases", so that weights drawn from a
 * normal distribution converge to the sphere Σ|W|^p = R^p.
 */
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { randomWeights } from '../../src/learning/initial-weights.ts';
import { plasticity } from '../../src/learning/plasticity.ts';
import { currentOf, normOf, randomUnit } from '../support/random-unit.ts';

const INPUTS = 12;

/** Rounding of a norm of 12 powers, relative. */
const ROUNDING = 1e-13;

describe.each([1, 1.5, 2, 3, 4, 6])('for p = %d', (p) => {
  /** Q of eq. 2; it has the sign of ⟨W,v⟩. */
  const overlap = (weights: ArrayLike<number>, input: ArrayLike<number>): number =>
    currentOf(weights, input, p) / normOf(weights, p) ** ((p - 1) / p);

  it.each<readonly [string, (q: number) => number]>([
    ['g = Q, the rule of Oja', (q) => q],
    ['g = max(Q, 0)^2, a power as in eq. 1', (q) => Math.max(q, 0) ** 2],
    ['g = sgn Q', (q) => Math.sign(q)],
  ])('%s brings normal weights to the sphere, nearer with every example', (_, g) => {
    for (const radius of [0.5, 1, 2]) {
      const stream = randomStream(1, `sphere/${p}/${radius}`);
      let weights = randomWeights('normal', { units: 1, inputs: INPUTS, p, radius, seed: 3 });
      const outside = normOf(weights, p) > radius ** p;
      expect(outside).toBe(true);
      let norm = normOf(weights, p);
      for (let example = 0; example < 120; example++) {
        const { input } = randomUnit(stream, INPUTS, 1);
        const activation = g(overlap(weights, input));
        const duration = 1 / Math.max(1, Math.abs(activation)) / radius ** (p - 1);
        const [result] = plasticity({ weights, input, activation, duration, p, radius }).results;
        expect(result.success).toBe(true);
        expect(result.norm).toBeLessThanOrEqual(norm * (1 + ROUNDING));
        expect(result.norm).toBeGreaterThanOrEqual(radius ** p * (1 - ROUNDING));
        ({ weights, norm } = result);
      }
      expect(norm / radius ** p - 1).toBeLessThan(1e-9);
    }
  });

  it('weights inside the sphere grow to it and no further', () => {
    const stream = randomStream(2, `sphere/${p}`);
    let weights = randomUnit(stream, INPUTS, 0.01).weights;
    let norm = normOf(weights, p);
    for (let example = 0; example < 120; example++) {
      const { input } = randomUnit(stream, INPUTS, 1);
      const activation = overlap(weights, input);
      const [result] = plasticity({ weights, input, activation, duration: 1, p }).results;
      expect(result.norm).toBeGreaterThanOrEqual(norm * (1 - ROUNDING));
      expect(result.norm).toBeLessThanOrEqual(1 + ROUNDING);
      ({ weights, norm } = result);
    }
    expect(1 - norm).toBeLessThan(1e-9);
  });

  it('where g⟨W,v⟩ < 0 the distance from the sphere grows', () => {
    const stream = randomStream(3, `sphere/${p}`);
    for (let i = 0; i < 20; i++) {
      const { weights, input } = randomUnit(stream, INPUTS, 1);
      const activation = -0.01 * Math.sign(overlap(weights, input));
      const [{ norm }] = plasticity({ weights, input, activation, duration: 0.01, p }).results;
      expect(Math.abs(norm - 1)).toBeGreaterThan(Math.abs(normOf(weights, p) - 1));
    }
  });
});
