import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energy } from '../../src/dynamics/energy.ts';
import { hiddenDynamics } from '../../src/dynamics/hidden-dynamics.ts';
import { RUNS, anyCase } from './cases.ts';
import { largestDifference, plainDerivative } from './reference.ts';
import type { Case } from './reference.ts';

/** Rounding of sums of at most 30 terms of size 10. */
const ROUNDING = 1e-13;

function derivative({ currents, inhibition, initial }: Case, tau?: number): Float64Array {
  const dhdt = new Float64Array(currents.length);
  hiddenDynamics(currents, { inhibition, ...(tau === undefined ? {} : { tau }) })(dhdt, initial, 0);
  return dhdt;
}

/** E written out as mathematics has it, in O(K²). */
function plainEnergy({ currents, inhibition, initial }: Case): number {
  const r = Array.from(initial, (h) => Math.max(h, 0));
  let total = 0;
  r.forEach((rate, mu) => {
    total += -currents[mu] * rate + 0.5 * rate * rate;
    r.forEach((other, nu) => (total += mu === nu ? 0 : 0.5 * inhibition * rate * other));
  });
  return total;
}

describe('The right-hand side of eq. 4', () => {
  test('equals the double sum of the paper', () => {
    fc.assert(
      fc.property(anyCase(8), (problem) => {
        expect(
          largestDifference(derivative(problem), plainDerivative(problem, problem.initial)),
        ).toBeLessThan(ROUNDING);
      }),
      RUNS,
    );
  });

  test('is divided by tau', () => {
    const problem = { currents: Float64Array.of(1, 2), inhibition: 0.5, initial: Float64Array.of(1, -1) };
    expect([...derivative(problem, 4)]).toEqual([...derivative(problem)].map((rate) => rate / 4));
  });

  test('gives exactly equal units exactly equal derivatives', () => {
    const initial = Float64Array.of(0.3, 0.1, 0.7, 0.1, -0.2);
    const dhdt = derivative({ currents: Float64Array.of(0.2, 0.7, 0.1, 0.7, 0.7), inhibition: 1.7, initial });
    expect(dhdt[1]).toBe(dhdt[3]);
  });

  test('leaves the units beside one that is not a number as they are without it', () => {
    const problem = { currents: Float64Array.of(1, 2, 3), inhibition: 0.5 };
    const [first, second, third] = derivative({ ...problem, initial: Float64Array.of(0.5, NaN, 0.25) });
    expect([first, second, third]).toEqual([1 - 0.5 * 0.25 - 0.5, NaN, 3 - 0.5 * 0.5 - 0.25]);
  });

  test('sees currents that are refilled', () => {
    const currents = Float64Array.of(1);
    const rhs = hiddenDynamics(currents, { inhibition: 1 });
    currents[0] = 5;
    const dhdt = new Float64Array(1);
    rhs(dhdt, Float64Array.of(2), 0);
    expect(dhdt[0]).toBe(3);
  });
});

describe('The energy', () => {
  test('equals the double sum', () => {
    fc.assert(
      fc.property(anyCase(8), (problem) => {
        const value = energy(problem.initial, problem.currents, problem.inhibition);
        expect(Math.abs(value - plainEnergy(problem))).toBeLessThan(100 * ROUNDING);
      }),
      RUNS,
    );
  });

  test('is minus half the squared current for a single active unit at h = I', () => {
    expect(energy([-1, 3, -2], [0.5, 3, 0.1], 2)).toBe(-4.5);
  });

  test('has −dh/dt as its gradient in the active units', () => {
    const problem = {
      currents: Float64Array.of(1, 0.5, 2),
      inhibition: 0.7,
      initial: Float64Array.of(0.4, 0.2, 0.9),
    };
    const step = 1e-6;
    const at = (mu: number, by: number): number =>
      energy(
        problem.initial.map((h, nu) => h + (mu === nu ? by : 0)),
        problem.currents,
        problem.inhibition,
      );
    const rates = derivative(problem);
    for (let mu = 0; mu < 3; mu++) {
      // Central differences of a quadratic are exact but for rounding / step.
      expect((at(mu, step) - at(mu, -step)) / (2 * step)).toBeCloseTo(-rates[mu], 8);
    }
  });
});
