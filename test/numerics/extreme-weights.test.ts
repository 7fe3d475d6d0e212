/** Eq. 2 at the edges of its options, by every method: closed forms, symmetries and limits, and never NaN. */
import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import type { PlasticityMethod, PlasticityOptions, PlasticityResult } from '../../src/learning/plasticity.ts';
import { plasticity } from '../../src/learning/plasticity.ts';
import { euclideanFlow } from '../support/euclidean-flow.ts';
import { taxicabFlow } from '../support/taxicab-flow.ts';

const METHODS: readonly PlasticityMethod[] = ['reduced', 'euler', 'dopri5', 'tsit5', 'bs3', 'odex'];
const NORMS = [1, 1.5, 2, 4, 50];
const DURATIONS = [1e-12, 0.1, 1e6];

const only = (options: PlasticityOptions): PlasticityResult => plasticity(options).results[0];

const WEIGHTS: Readonly<Record<string, readonly number[]>> = {
  usual: [0.3, -0.5, 0.2, 0.7],
  zero: [0, 0, 0, 0],
  large: [1e30, -1e30, 1e30, 2e30],
  small: [1e-30, -2e-30, 1e-30, 3e-30],
};
const INPUTS: Readonly<Record<string, readonly number[]>> = {
  usual: [0.5, 0.2, 0.9, 0.1],
  zero: [0, 0, 0, 0],
  'one pixel': [0, 1, 0, 0],
  large: [1e30, 5e29, 2e29, 0],
  small: [1e-30, 5e-31, 2e-31, 0],
  'of both signs': [-0.5, 0.2, -0.9, 0.1],
};

function moved(before: readonly number[], after: Float64Array): number {
  return Math.max(...before.map((w, i) => Math.abs(after[i] - w)));
}

describe.each(METHODS)('%s', (method) => {
  const table = Object.keys(WEIGHTS).flatMap((w) => Object.keys(INPUTS).map((v) => ({ w, v })));

  it.each(table)('weights $w, input $v: finite, or refused, or a failure with a reason', ({ w, v }) => {
    const [weights, input] = [WEIGHTS[w], INPUTS[v]];
    for (const p of NORMS) {
      for (const duration of DURATIONS) {
        for (const activation of [1, -1]) {
          // Integrators give up after so much work where a presentation is 1e36 time constants long.
          const problem = { weights, input, activation, duration, p, method, rtol: 1e-4, atol: 1e-7 };
          if (method !== 'reduced' && method !== 'euler' && duration * Math.max(...input) > 1e3) continue;
          if (p === 50 && w === 'large') {
            expect(() => only(problem)).toThrow(ArgumentError);
            continue;
          }
          const { success, retcode, message, weights: after, norm, rho, blowUpAt } = only(problem);
          const numbers = [...after, norm, rho ?? 0, blowUpAt ?? 0];
          expect(numbers.every(Number.isFinite), JSON.stringify(problem)).toBe(true);
          expect(message).not.toBe('');
          expect(message).not.toMatch(/\n|NaN/);
          if (success) continue;
          expect(retcode).not.toBe('Success');
          expect([...after]).toEqual(weights);
        }
      }
    }
  });

  it('leaves all weights alone where nothing is seen, or for no time', () => {
    for (const p of NORMS) {
      const weights = WEIGHTS['usual'];
      const problem = { weights, input: INPUTS['usual'], activation: 1, duration: 1e6, p, method };
      expect([...only({ ...problem, input: INPUTS['zero'] }).weights]).toEqual(weights);
      expect([...only({ ...problem, duration: 0 }).weights]).toEqual(weights);
      expect([...only({ ...problem, activation: 0 }).weights]).toEqual(weights);
    }
  });

  it('moves by R^p v − ⟨W,v⟩ W per time in a presentation of 1e-12', () => {
    for (const p of NORMS) {
      const [weights, input] = [WEIGHTS['usual'], INPUTS['usual']];
      const current = weights.reduce(
        (sum, w, i) => sum + Math.sign(w) * Math.abs(w) ** (p - 1) * input[i],
        0,
      );
      const after = only({ weights, input, activation: 1, duration: 1e-12, p, method }).weights;
      for (const [i, w] of weights.entries()) {
        // Rounding of a weight near 1; the second order of the flow is 1e-24.
        expect(Math.abs(after[i] - w - 1e-12 * (input[i] - current * w))).toBeLessThanOrEqual(
          4 * Number.EPSILON,
        );
      }
    }
  });
});

describe('the exact flow', () => {
  it.each(NORMS)('at p = %d ends on the sphere, along the fixed point, after a presentation of 1e6', (p) => {
    const input = INPUTS['usual'];
    const { success, weights, norm } = only({
      weights: WEIGHTS['usual'],
      input,
      activation: 1,
      duration: 1e6,
      p,
    });
    expect(success).toBe(true);
    // ⟨W,v⟩ W = R^p v: W is a multiple of v with Σ|W|^p = 1.
    const length = input.reduce((sum, v) => sum + Math.abs(v) ** p, 0) ** (1 / p);
    const wanted = input.map((v) => v / length);
    expect(moved(wanted, weights)).toBeLessThanOrEqual(1e-13);
    expect(Math.abs(norm - 1)).toBeLessThanOrEqual(50 * 4 * Number.EPSILON);
  });

  it.each([
    [2 ** 100, 1e-12],
    [2 ** 100, 0.1],
    [2 ** -100, 0.1],
    [2 ** -100, 1e6],
  ])(
    'gives the same weights for inputs times %d, shown for as much shorter a time (%d)',
    (scale, duration) => {
      for (const p of NORMS) {
        for (const activation of [1, -0.1]) {
          const problem = { weights: WEIGHTS['usual'], input: INPUTS['of both signs'], activation, p };
          const plain = only({ ...problem, duration });
          const scaled = only({
            ...problem,
            input: problem.input.map((v) => scale * v),
            duration: duration / scale,
          });
          expect(scaled.success).toBe(plain.success);
          // The same numbers but for powers of two; sums of other exponents may round otherwise.
          expect(moved([...plain.weights], scaled.weights)).toBeLessThanOrEqual(1e-13);
        }
      }
    },
  );

  it.each([1e-12, 1e-3, 1, 30])('is the closed form of p = 2 after %d', (duration) => {
    for (const radius of [1e-3, 1, 1e3]) {
      const scaled = (of: readonly number[]): Float64Array => Float64Array.from(of, (x) => x * radius);
      const weights = scaled(WEIGHTS['usual']);
      const input = Float64Array.from(INPUTS['usual']);
      const expected = euclideanFlow({ weights, input }, duration, radius).weights;
      const found = only({ weights, input, activation: 1, duration, p: 2, radius });
      expect(moved([...expected], found.weights)).toBeLessThanOrEqual(1e-13 * radius);
    }
  });

  it.each([1e-12, 1e-3, 1, 30])('is the closed form of p = 1 after %d', (duration) => {
    const weights = Float64Array.from(WEIGHTS['usual']);
    const input = Float64Array.from(INPUTS['usual']);
    const { weights: expected, condition } = taxicabFlow({ weights, input }, duration, 1);
    const found = only({ weights, input, activation: 1, duration, p: 1 });
    expect(moved([...expected], found.weights)).toBeLessThanOrEqual(1e-13 * condition);
  });

  it.each(NORMS)('of one weight under one input (N = 1, p = %d) goes to R, from 0 and from 1e6 R', (p) => {
    for (const start of [0, 0.5, p === 50 ? 100 : 1e6]) {
      const { success, weights } = only({ weights: [start], input: [0.7], activation: 1, duration: 1e6, p });
      expect(success).toBe(true);
      expect(Math.abs(weights[0] - 1)).toBeLessThanOrEqual(1e-13);
    }
  });
});
