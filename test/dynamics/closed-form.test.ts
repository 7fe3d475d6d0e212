import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActiveSet } from '../../src/dynamics/active-set.ts';
import { createClosedForm } from '../../src/dynamics/closed-form.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { RUNS, anyCase, inhibitionBelowOne, value } from './cases.ts';
import { allFixedPoints, largestDifference } from './reference.ts';

/** Activities of size 100 at most, by another formula: rounding, amplified by 1/(1 − w) ≤ 50. */
const ROUNDING = 1e-11;

function solve(currents: ArrayLike<number>, inhibition: number): ActiveSet {
  return createClosedForm({ units: currents.length, inhibition })(Float64Array.from(currents));
}

function units({ count, units: found }: ActiveSet): number[] {
  return [...found.subarray(0, count)];
}

function activities({ count, activity }: ActiveSet): number[] {
  return [...activity.subarray(0, count)];
}

/** r(h) of every unit. */
function rates(set: ActiveSet): number[] {
  const r = new Array<number>(set.units.length).fill(0);
  units(set).forEach((mu, i) => (r[mu] = set.activity[i]));
  return r;
}

describe('The closed form below w = 1', () => {
  test('is the only fixed point among all sets of active units', () => {
    fc.assert(
      fc.property(anyCase(7, inhibitionBelowOne), ({ currents, inhibition }) => {
        const all = allFixedPoints(currents, inhibition);
        for (const h of all) {
          const expected = h.map((activity) => Math.max(activity, 0));
          expect(largestDifference(rates(solve(currents, inhibition)), expected)).toBeLessThan(ROUNDING);
        }
        expect(all.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  test('obeys h = I − w Σ of the others, unit by unit', () => {
    const random = randomStream(1, 'closed form');
    for (const inhibition of [0, 0.01, 0.2, 0.9, 0.999]) {
      const currents = Float64Array.from({ length: 2000 }, () => Math.abs(random.normal()));
      const r = rates(solve(currents, inhibition));
      const sum = r.reduce((a, b) => a + b, 0);
      for (const [mu, rate] of r.entries()) {
        const h = currents[mu] - inhibition * (sum - rate);
        expect(Math.abs(Math.max(h, 0) - rate)).toBeLessThan(1e-14 * 2000);
      }
    }
  });

  test('takes the units by descending current, equal ones by index', () => {
    const set = solve([0.5, 1, 0.5, -1, 1, 0.9], 0.1);
    expect(units(set)).toEqual([1, 4, 5, 0, 2]);
    expect(activities(set)).toEqual([...activities(set)].sort((a, b) => b - a));
    expect(set.tied).toBe(false);
  });

  test('activates every unit with a positive current at w = 0', () => {
    const currents = Float64Array.from({ length: 20_000 }, (_, mu) => ((mu * 7919) % 20_011) - 5000);
    const set = solve(currents, 0);
    const positive = [...currents.keys()].filter((mu) => currents[mu] > 0);
    expect(units(set)).toEqual(positive.sort((a, b) => currents[b] - currents[a]));
    expect(activities(set)).toEqual(positive.map((mu) => currents[mu]));
  });

  test('keeps its digits within 1e-15 of w = 1', () => {
    // Two currents apart by a few roundings: h = I₂/λ − w (I₁ − I₂)/(aλ) and so on, here in exact numbers.
    const slack = 2 ** -50;
    const inhibition = 1 - slack;
    const gap = 2 ** -52;
    const set = solve([1 + gap, 1], inhibition);
    const rate = 1 + inhibition;
    // (w/a)·gap = (1 − 2⁻⁵⁰)/4.
    const least = (1 - (1 - slack) / 4) / rate;
    expect(units(set)).toEqual([0, 1]);
    expect(set.activity[1]).toBeCloseTo(least, 15);
    expect(set.activity[0]).toBeCloseTo(least + 0.25, 15);
    // A gap of (1 − w) I/w or more leaves one.
    expect(units(solve([1 + 2 ** -49, 1], inhibition))).toEqual([0]);
  });
});

describe('The closed form from w = 1 on', () => {
  test('is the unit with the largest current alone, at h = I', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(1, 1 + 1e-15, 1.5, 1e6),
        (all, w) => {
          const most = Math.max(...all);
          fc.pre(most > 0 && all.filter((current) => current === most).length === 1);
          const set = solve(all, w);
          expect(units(set)).toEqual([all.indexOf(most)]);
          expect(activities(set)).toEqual([most]);
          expect({ tied: set.tied, retcode: set.retcode }).toEqual({ tied: false, retcode: 'Success' });
        },
      ),
      RUNS,
    );
  });

  test.each([
    [1, 'Success'],
    [1.5, 'Unstable'],
    [1e6, 'Unstable'],
  ] as const)('reports an exact tie at the top at w = %d as what it is', (inhibition, retcode) => {
    const set = solve([2, 1, 2, -1, 2], inhibition);
    expect(units(set)).toEqual([0, 2, 4]);
    for (const h of activities(set)) expect(h).toBeCloseTo(2 / (1 + 2 * inhibition), 15);
    expect({ tied: set.tied, retcode: set.retcode }).toEqual({ tied: true, retcode });
  });

  test('ignores ties below the top', () => {
    expect(units(solve([2, 1, 1], 1.5))).toEqual([0]);
  });
});

describe('The closed form', () => {
  test('has no active unit when no current is positive', () => {
    for (const inhibition of [0, 0.5, 1, 2]) {
      expect(solve([-1, 0, -0.5], inhibition)).toMatchObject({ count: 0, tied: false, retcode: 'Success' });
    }
  });

  test('works for one unit, also with the smallest positive current', () => {
    for (const inhibition of [0, 0.9, 1, 2]) {
      expect(activities(solve([0.7], inhibition))).toEqual([0.7]);
      expect(activities(solve([Number.MIN_VALUE], inhibition))).toEqual([Number.MIN_VALUE]);
    }
  });

  test('says so when a current is not finite, and recovers at the next call', () => {
    for (const inhibition of [0.5, 1.5]) {
      const solver = createClosedForm({ units: 3, inhibition });
      for (const bad of [NaN, Infinity]) {
        for (let place = 0; place < 3; place++) {
          const currents = Float64Array.of(1, 2, 3);
          currents[place] = bad;
          expect(solver(currents)).toMatchObject({ count: 0, retcode: 'NonFinite' });
        }
      }
      const set = solver(Float64Array.of(1, 2, 9));
      expect({ units: units(set), retcode: set.retcode }).toEqual({ units: [2], retcode: 'Success' });
    }
  });

  test('reuses its buffers', () => {
    const solver = createClosedForm({ units: 2, inhibition: 0.5 });
    expect(solver(Float64Array.of(1, 2))).toBe(solver(Float64Array.of(2, 1)));
  });
});
