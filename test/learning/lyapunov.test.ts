/** Q, dQ/ds and G, of which eq. 3 and eq. 5 are made. */
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { stepActivation } from '../../src/learning/activation.ts';
import { integrableByQuadrature, integrableStep } from '../../src/learning/lyapunov-activation.ts';
import type { ClaimRule } from '../../src/learning/lyapunov-claims.ts';
import { createClaimRule } from '../../src/learning/lyapunov-claims.ts';
import { createOverlapMeter, overlapRate } from '../../src/learning/lyapunov-overlap.ts';
import { createPlasticityField } from '../../src/learning/plasticity-field.ts';
import { plainSteadyState } from '../support/plain-steady-state.ts';
import { currentOf, normOf, randomUnit } from '../support/random-unit.ts';
import { sparseOf } from '../support/sparse-vectors.ts';

const INPUTS = 12;

describe.each([1, 1.5, 2, 2.5, 4, 6])('for p = %d', (p) => {
  const meter = createOverlapMeter(p);
  const stream = randomStream(1, `overlap/${p}`);

  test('Q is that of eq. 2, within its own bound on rounding', () => {
    for (let k = 0; k < 50; k++) {
      const { weights, input } = randomUnit(stream, INPUTS, 1);
      meter.measure(weights, input);
      const expected = currentOf(weights, input, p) / normOf(weights, p) ** ((p - 1) / p);
      // Both are rounded.
      expect(Math.abs(meter.overlap - expected)).toBeLessThanOrEqual(2 * meter.rounding);
      expect(meter.rounding).toBeLessThan(1e-13);
      expect(meter.currentOf(weights, input)).toBe(meter.current);
    }
  });

  test('dQ/ds is the bracket of eq. 5, which is the sum of squares', () => {
    for (let k = 0; k < 50; k++) {
      const { weights, input } = randomUnit(stream, INPUTS, 1);
      const radius = 1.3;
      meter.measure(weights, input);
      const rate = overlapRate(weights, input, { p, radius, at: meter });
      const norm = normOf(weights, p);
      const drive = weights.reduce(
        (sum, w, i) => sum + (input[i] === 0 ? 0 : Math.abs(w) ** (p - 2) * input[i] ** 2),
        0,
      );
      const bracket = norm * drive - currentOf(weights, input, p) ** 2;
      const expected = ((p - 1) * radius ** p * bracket) / norm ** ((p - 1) / p + 1);
      // The bracket is a difference of products.
      expect(Math.abs(rate - expected)).toBeLessThan(1e-12 * (1 + norm * drive));
      expect(rate).toBeGreaterThanOrEqual(0);
    }
  });
});

test('dQ/ds keeps its digits next to the fixed point, where the bracket of eq. 5 has none left', () => {
  const input = Float64Array.of(0.6, 0.8);
  const meter = createOverlapMeter(2);
  const offset = 1e-9;
  const weights = Float64Array.of(0.6 - 0.8 * offset, 0.8 + 0.6 * offset);
  meter.measure(weights, input);
  // W = v + offset · u with u ⟂ v: P ⟨v,v⟩ − I² = offset².
  expect(overlapRate(weights, input, { p: 2, radius: 1, at: meter }) / offset ** 2).toBeCloseTo(1, 6);
});

describe('G as increments', () => {
  test('of the step are those of the closed form, over any of its pieces', () => {
    const [threshold, delta] = [0.5, 0.4];
    const g = stepActivation(threshold, delta);
    const byQuadrature = integrableByQuadrature(g);
    const { increment } = integrableStep(g, { threshold, delta });
    const ends = [-1, -0.1, 0, 0.2, 0.5, 0.7, 2];
    for (const from of ends) {
      for (const to of ends) {
        const { value } = increment(from, to);
        const numeric = byQuadrature.increment(from, to);
        // Quadrature closes in on two jumps.
        expect(Math.abs(value - numeric.value)).toBeLessThanOrEqual(numeric.error + 1e-13);
        expect(numeric.error).toBeLessThan(1e-12);
      }
    }
    expect(increment(0, 2).value).toBeCloseTo(1.5 - 0.4 * 0.5, 15);
    // Four units of rounding of ∫ |g|.
    expect(increment(0, 2).error).toBe(4 * Number.EPSILON * 1.7);
  });

  test('of smooth functions are integrals to rounding, within their own bound', () => {
    const { increment } = integrableByQuadrature((q) => Math.cos(6 * q));
    for (const [from, to] of [
      [0, 1],
      [-3, 2],
      [0.2, 0.2 + 1e-9],
    ]) {
      const { value, error } = increment(from, to);
      const expected = (Math.sin(6 * to) - Math.sin(6 * from)) / 6;
      expect(Math.abs(value - expected)).toBeLessThan(error + 1e-15);
      expect(error).toBeLessThan(1e-13 * Math.max(1, to - from));
    }
  });

  test('end where g is nothing but rounding, at a zero of g', () => {
    const zero = Math.PI / 12;
    let calls = 0;
    const { increment } = integrableByQuadrature((q) => {
      calls++;
      return Math.cos(6 * q);
    });
    for (const width of [1e-16, 1e-15, 1e-14, 1e-13, 1e-12]) increment(zero - width, zero + 2 * width);
    // A panel and its two halves of five points, three values for the scale, four for the noise.
    expect(calls).toBeLessThanOrEqual(5 * 22);
  });
});

test('(iii) at w > 1: the winner stays while its state exists, though another current is larger', () => {
  const input = Float64Array.of(1);
  const field = createPlasticityField(2, 1);
  const activation = integrableByQuadrature(() => 1);
  const options = { claim: 'iii', units: 2, input, p: 2, inhibition: 1.5, activation, field } as const;
  const rule = createClaimRule(Float64Array.of(1, 0.9), options);
  const activations = (weights: readonly number[]): number[] => {
    const g = new Float64Array(2);
    rule.activations(Float64Array.from(weights), g);
    return [...g];
  };
  expect(activations([1, 0.9])).toEqual([1, 0]);
  expect(activations([1, 1.4])).toEqual([1, 0]);
  expect(activations([1, 1.6])).toEqual([0, 1]);
  // Nor is there a state with a winner whose current is negative, however low the other.
  expect(activations([-0.1, -1])).toEqual([0, 0]);
  rule.settle(Float64Array.of(1, 1.6));
  expect(activations([1, 0.8])).toEqual([0, 1]);
});

test('(iii) at w > 1: the weights at the end of a step decide who has won, not those last asked about', () => {
  const field = createPlasticityField(2, 1);
  const activation = integrableByQuadrature(() => 1);
  const options = { claim: 'iii', units: 2, input: Float64Array.of(1), p: 2, activation, field } as const;
  const activations = (rule: ClaimRule, weights: readonly number[]): number[] => {
    const g = new Float64Array(2);
    rule.activations(Float64Array.from(weights), g);
    return [...g];
  };
  const rule = createClaimRule(Float64Array.of(1, 0.9), { ...options, inhibition: 1.5 });
  expect(activations(rule, [1, 1.6])).toEqual([0, 1]);
  // A trial step went there; the step that is taken does not.
  rule.settle(Float64Array.of(1, 1.2));
  expect(activations(rule, [1, 1.2])).toEqual([1, 0]);
  // Where an exact tie decides nothing, the larger one takes over once there is one.
  const tied = createClaimRule(Float64Array.of(1, 1), { ...options, inhibition: 1.5 });
  expect(activations(tied, [1, 1])).toEqual([1, 1]);
  expect(activations(tied, [1, 1.1])).toEqual([0, 1]);
  expect(activations(tied, [1.1, 1])).toEqual([1, 0]);
});

describe('dW/dt of a claim is g (R^p v − ⟨W,v⟩ W) for every unit', () => {
  const [units, p, radius] = [3, 3, 1.1];
  const stream = randomStream(2, 'claims');
  const { input } = randomUnit(stream, INPUTS, 1);
  const rows = Array.from({ length: units }, () => randomUnit(stream, INPUTS, 0.4).weights);
  rows[2] = rows[2].map((w, i) => -Math.abs(w) * Math.sign(input[i]));
  const flat = Float64Array.from(rows.flatMap((row) => [...row]));
  const activation = integrableByQuadrature((q) => Math.max(q, 0) * (q - 0.3));
  const field = createPlasticityField(p, radius);
  field.present(sparseOf(input));
  const currents = rows.map((row) => currentOf(row, input, p));
  const active = plainSteadyState(currents, 0.4);
  const byActivity = rows.map((_, mu) => activation.g(active.find(({ unit }) => unit === mu)?.h ?? 0));
  const byOverlap = rows.map((row, mu) => activation.g(currents[mu] / normOf(row, p) ** ((p - 1) / p)));

  test.each([
    ['i', byOverlap],
    ['ii', byActivity],
    ['iii', byActivity],
  ] as const)('(%s)', (claim, g) => {
    const rule = createClaimRule(flat, { claim, units, input, p, inhibition: 0.4, activation, field });
    const slope = new Float64Array(flat.length).fill(NaN);
    rule.rightHandSide(slope, flat, 0);
    rows.forEach((row, mu) => {
      row.forEach((w, i) => {
        const expected = g[mu] * (radius ** p * input[i] - currents[mu] * w);
        expect(slope[mu * INPUTS + i]).toBeCloseTo(expected, 13);
      });
    });
    expect(g.filter((value) => value !== 0).length).toBeGreaterThan(0);
    expect(g[2]).toBeCloseTo(0, 15);
    // dL/dQ and L's gain by it.
    expect(rule.gradient(0, 0.7)).toBeCloseTo(claim === 'ii' ? g[0] : activation.g(0.7), 13);
    const gain = claim === 'ii' ? 0.2 * g[0] : activation.increment(0.5, 0.7).value;
    expect(rule.increment(0, 0.5, 0.7).value).toBeCloseTo(gain, 13);
  });
});
