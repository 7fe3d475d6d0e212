import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClosedForm } from '../../src/dynamics/closed-form.ts';
import { RUNS, anyCase, inhibitionBelowOne } from './cases.ts';
import { largestDifference } from './reference.ts';
import { randomCase, solve } from './solve.ts';

describe('The end of a trajectory by events', () => {
  test('below w = 1 is the closed form, from any initial activities', () => {
    fc.assert(
      fc.property(anyCase(60, inhibitionBelowOne), (problem) => {
        const { currents, inhibition } = problem;
        const { retcode, limit } = solve(problem);
        const set = createClosedForm({ units: currents.length, inhibition })(currents);
        const expected = new Float64Array(currents.length);
        for (let i = 0; i < set.count; i++) expected[set.units[i]] = set.activity[i];
        expect(retcode).toBe('Success');
        expect(limit?.stability).toBe('stable');
        const rates = limit?.activity.map((h) => Math.max(h, 0)) ?? [];
        // Rounding, amplified by 1/(1 − w) ≤ 50.
        expect(largestDifference(rates, expected)).toBeLessThan(1e-12);
      }),
      RUNS,
    );
  });

  test('is where the trajectory goes', () => {
    fc.assert(
      fc.property(anyCase(12, inhibitionBelowOne), (problem) => {
        const { limit } = solve(problem);
        // The slowest rate is 1 − w ≥ 0.02: e^{−0.02 · 2000} = 4e-18.
        const { activities } = solve(problem, { times: [2000], until: 2000 });
        expect(largestDifference(activities[0], limit?.activity ?? [])).toBeLessThan(1e-12);
      }),
      RUNS,
    );
  });

  test('from equal initial activities at w ≥ 1 is the unit with the largest current', () => {
    for (const inhibition of [1, 1 + 1e-15, 1.5, 1e6]) {
      for (const level of [0, 2, -2]) {
        const { currents } = randomCase(300, inhibition, true);
        const initial = new Float64Array(300).fill(level);
        const { limit } = solve({ currents, inhibition, initial });
        const most = Math.max(...currents);
        const expected = currents.map((current) => (current === most ? most : current - inhibition * most));
        expect(limit?.stability).toBe('stable');
        expect(largestDifference(limit?.activity ?? [], expected)).toBeLessThan(1e-15 * inhibition * most);
      }
    }
  });

  test('at w > 1 depends on the start, and may be any unit that holds the others down', () => {
    const currents = Float64Array.of(1, 1.2, 0.9);
    const ends = [0, 1, 2].map((winner) => {
      const initial = Float64Array.from(currents, (_, mu) => (mu === winner ? 2 : -1));
      return solve({ currents, inhibition: 1.5, initial }).limit?.activity;
    });
    expect(ends.map((h) => h?.findIndex((x) => x > 0))).toEqual([0, 1, 2]);
    // 0.7 · 1.5 < 1.2: a unit with 0.7 cannot hold down one with 1.2.
    const weak = solve({
      currents: Float64Array.of(0.7, 1.2),
      inhibition: 1.5,
      initial: Float64Array.of(2, -1),
    });
    // 0.7 − 1.5 · 1.2 = −1.1.
    expect(weak.limit?.activity).toEqual(Float64Array.of(-1.1, 1.2));
  });

  test('at w = 1 is reached after the mean current divided by the difference', () => {
    for (const gap of [1e-2, 1e-5, 1e-10]) {
      const { time, switches } = solve({
        currents: Float64Array.of(1 + gap, 1),
        inhibition: 1,
        initial: new Float64Array(2),
      });
      expect(switches).toMatchObject([{ unit: 1, direction: -1 }]);
      expect((time * gap) / (1 + gap / 2)).toBeCloseTo(1, 5);
    }
  });

  test.each([
    [0.5, 'stable'],
    [1, 'neutral'],
    [1.5, 'unstable'],
    [20, 'unstable'],
  ] as const)('keeps an exact tie at w = %d exactly, and calls it %s', (inhibition, stability) => {
    for (const level of [0, 0.4, -1]) {
      const currents = Float64Array.of(0.7, 1, 0.1, 1, 1);
      const initial = new Float64Array(5).fill(level);
      const { limit, activities } = solve({ currents, inhibition, initial }, { times: [1, 10, 1000] });
      for (const h of [...activities, limit?.activity ?? []]) {
        expect(h[1]).toBe(h[3]);
        expect(h[1]).toBe(h[4]);
      }
      expect(limit?.stability).toBe(stability);
      if (inhibition >= 1) expect(limit?.activity[1]).toBeCloseTo(1 / (1 + 2 * inhibition), 15);
    }
  });

  test('keeps a tie also among other initial activities', () => {
    const currents = Float64Array.of(1, 1, 0.5, 0.2);
    const initial = Float64Array.of(0.3, 0.3, 0.9, -0.4);
    const { limit } = solve({ currents, inhibition: 1.5, initial });
    expect(limit?.stability).toBe('unstable');
    expect([...(limit?.activity.subarray(0, 2) ?? [])]).toEqual([0.4, 0.4]);
  });

  test('leaves a tie that is not exact', () => {
    // The difference of 1e-13 grows as e^{t/2} and decides after t ≈ 2 ln 1e13 = 60.
    const initial = Float64Array.of(0.3, 0.3 + 1e-13, 0);
    const { limit, time } = solve({ currents: Float64Array.of(1, 1, 0.5), inhibition: 1.5, initial });
    expect(limit).toMatchObject({ stability: 'stable', activity: Float64Array.of(-0.5, 1, -1) });
    expect(time).toBeGreaterThan(50);
    expect(time).toBeLessThan(70);
  });

  test('is I for every w when no current is positive', () => {
    fc.assert(
      fc.property(anyCase(60), (problem) => {
        const currents = problem.currents.map((current) => -Math.abs(current));
        const { limit } = solve({ ...problem, currents });
        // One rounding of |I| ≤ 3.
        expect(largestDifference(limit?.activity ?? [], currents)).toBeLessThan(1e-15);
        expect(limit?.stability).toBe('stable');
      }),
      RUNS,
    );
  });

  test('is approached at the rates 1 + w(n−1), 1 − w and 1', () => {
    // n = 2: h* = (1, 0.75) and an inactive unit at −0.5 − …; small disturbances of each kind.
    const inhibition = 0.2;
    const currents = Float64Array.of(1.15, 0.95, -1);
    const steady = solve({ currents, inhibition, initial: new Float64Array(3) }).limit?.activity ?? [];
    const rate = (direction: readonly number[]): number => {
      const size = 1e-3;
      const initial = Float64Array.from(steady, (h, mu) => h + size * direction[mu]);
      const { activities } = solve({ currents, inhibition, initial }, { times: [1, 2], until: 2 });
      const [first, second] = activities.map((h) => Math.abs(h[0] - steady[0]) + Math.abs(h[2] - steady[2]));
      return Math.log(first / second);
    };
    // The common mode also moves the inactive unit; only h₁ is looked at by choosing its part of the eigenvector.
    const common = 1 + inhibition;
    const follow = (-2 * inhibition) / (1 - common);
    expect(rate([1, 1, follow])).toBeCloseTo(common, 8);
    expect(rate([1, -1, 0])).toBeCloseTo(1 - inhibition, 8);
    expect(rate([0, 0, 1])).toBeCloseTo(1, 8);
  });
});
