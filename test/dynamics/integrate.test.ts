import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEventSolver } from '../../src/dynamics/events.ts';
import { createRelaxationIntegrator } from '../../src/dynamics/integrate.ts';
import type { RelaxationSolution } from '../../src/dynamics/integrate.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { METHODS } from '../../src/ode/methods.ts';
import type { Method } from '../../src/ode/methods.ts';
import { RUNS } from './cases.ts';
import { largestDifference } from './reference.ts';
import type { Case } from './reference.ts';

/** Away from near-ties, which would need long. */
const coarse = fc.integer({ min: -96, max: 96 }).map((n) => n / 32);

const coarseCase = (inhibition: fc.Arbitrary<number>): fc.Arbitrary<Case> =>
  fc.integer({ min: 1, max: 6 }).chain((units) => {
    const vector = fc
      .array(coarse, { minLength: units, maxLength: units })
      .map((values) => Float64Array.from(values));
    return fc.record({ currents: vector, inhibition, initial: vector });
  });

function toSteady(
  { currents, inhibition, initial }: Case,
  options: { readonly method?: Method; readonly rtol?: number } = {},
): RelaxationSolution {
  const solve = createRelaxationIntegrator({ units: currents.length, inhibition, ...options });
  return solve(currents, { initial, times: [], until: 'steady' });
}

describe('Integration of eq. 4', () => {
  test.each(METHODS)('by %s agrees with events to its tolerance', (method) => {
    for (const units of [1, 2, 5, 50]) {
      for (const inhibition of [0, 0.2, 0.9, 1, 1.5]) {
        const random = randomStream(units, `integrate/${inhibition}`);
        const currents = Float64Array.from({ length: units }, () => random.normal());
        const initial = Float64Array.from({ length: units }, () => random.normal());
        const times = [0.5, 2, 4];
        const exact = createEventSolver({ units, inhibition })(currents, { initial, times });
        for (const rtol of [1e-5, 1e-8]) {
          const atol = rtol / 10;
          const solve = createRelaxationIntegrator({ units, inhibition, method, rtol, atol });
          const { activities, retcode } = solve(currents, { initial, times, until: 4 });
          expect(retcode).toBe('Success');
          times.forEach((_, i) => {
            // Errors of steps add up, most at the kinks, and grow as e^{(w−1)t} ≤ 7; a step may err by √K tolerances
            // in one of K units, because the error norm is a mean.
            const bound = 30 * Math.sqrt(units) * rtol;
            expect(largestDifference(activities[i], exact.activities[i])).toBeLessThan(bound);
          });
        }
      }
    }
  });

  test.each(METHODS)('by %s stops at the steady state that events find', (method) => {
    fc.assert(
      fc.property(coarseCase(fc.constantFrom(0, 0.2, 0.9, 0.99)), (problem) => {
        const { retcode, limit } = toSteady(problem, { method });
        const { currents, inhibition, initial } = problem;
        const exact = createEventSolver({ units: currents.length, inhibition })(currents, { initial });
        expect(retcode).toBe('Terminated');
        expect(limit?.stability).toBe('stable');
        // Both are the fixed point of the same active units, but for units that end at 0.
        expect(largestDifference(limit?.activity ?? [], exact.limit?.activity ?? [])).toBeLessThan(1e-13);
      }),
      { ...RUNS, numRuns: 40 },
    );
  });

  test('ends above w = 1 in a single winner, or says that an exact balance keeps more', () => {
    fc.assert(
      fc.property(coarseCase(fc.constantFrom(1.1, 1.5, 4)), (problem) => {
        const { retcode, limit } = toSteady(problem);
        expect(retcode).toBe('Terminated');
        const active = limit?.activity.filter((h) => h > 0).length ?? -1;
        if (limit?.stability === 'stable') expect(active).toBeLessThanOrEqual(1);
        else expect(limit?.stability).toBe('unstable');
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

  test.each(METHODS)('by %s leaves the neighbourhood of an unstable state of two winners', (method) => {
    // The state itself is (0.28, 0.48); from 1e-9 beside it either unit can win.
    for (const offset of [1e-9, -1e-9]) {
      const problem = {
        currents: Float64Array.of(1, 0.9),
        inhibition: 1.5,
        initial: Float64Array.of(0.28 + offset, 0.48 - offset),
      };
      const { retcode, limit } = toSteady(problem, { method, rtol: 1e-12 });
      expect(retcode).toBe('Terminated');
      expect(limit?.stability).toBe('stable');
      expect(limit?.activity.findIndex((h) => h > 0)).toBe(offset > 0 ? 0 : 1);
    }
  });

  test.each(METHODS)('by %s keeps exactly equal units equal, and reports the tie', (method) => {
    const problem = { currents: Float64Array.of(1, 0.5, 1), inhibition: 1.5, initial: new Float64Array(3) };
    const { activity, limit } = toSteady(problem, { method });
    expect(activity[0]).toBe(activity[2]);
    expect(limit?.stability).toBe('unstable');
    expect(largestDifference(limit?.activity ?? [], [0.4, -0.7, 0.4])).toBeLessThan(1e-15);
  });

  test('stops at once where it starts steady', () => {
    const currents = Float64Array.of(1, 0.5);
    const { time, stats } = toSteady({ currents, inhibition: 1.5, initial: Float64Array.of(1, -1) });
    expect({ time, evaluations: stats.evaluations }).toEqual({ time: 0, evaluations: 1 });
  });

  test('reaches a unit that decays to 0', () => {
    const { limit } = toSteady({
      currents: Float64Array.of(0, -1),
      inhibition: 0.5,
      initial: Float64Array.of(1, 1),
    });
    expect(largestDifference(limit?.activity ?? [], [0, -1])).toBe(0);
  });

  test('stops before the slow tail, unless a small residual is asked for', () => {
    // Two active units approach at the rate 1 − w = 0.01.
    const currents = Float64Array.of(1, 0.995);
    const request = { initial: new Float64Array(2), times: [], until: 'steady' } as const;
    const early = createRelaxationIntegrator({ units: 2, inhibition: 0.99 })(currents, request);
    const residual = { rtol: 1e-4, atol: 1e-6 };
    const late = createRelaxationIntegrator({ units: 2, inhibition: 0.99, residual })(currents, request);
    expect(early.time).toBeLessThan(10);
    expect(late.time).toBeGreaterThan(100);
    expect(late.limit).toEqual(early.limit);
    // |h − h*| ≤ residual / rate.
    expect(largestDifference(late.activity, late.limit?.activity ?? [])).toBeLessThan(1e-4 / 0.01);
  });

  test('refuses a residual that its tolerances cannot support', () => {
    const residual = { rtol: 1e-6, atol: 1e-9 };
    const solve = createRelaxationIntegrator({ units: 1, inhibition: 0, residual });
    const request = { initial: new Float64Array(1), times: [], until: 'steady' } as const;
    expect(() => solve(Float64Array.of(1), request)).toThrow(/^steadyState: must have .*tighten/);
  });

  test('gives output times even after the end is proved', () => {
    const currents = Float64Array.of(1, 0.5);
    const solve = createRelaxationIntegrator({ units: 2, inhibition: 0.9 });
    const { activities, time } = solve(currents, {
      initial: new Float64Array(2),
      times: [1, 20],
      until: 'steady',
    });
    expect(activities).toHaveLength(2);
    expect(time).toBeGreaterThanOrEqual(20);
  });

  test('is measured in units of tau', () => {
    const currents = Float64Array.of(1, 0.8, 0.2);
    const request = { initial: new Float64Array(3), times: [1, 2], until: 2 };
    const one = createRelaxationIntegrator({ units: 3, inhibition: 0.9 })(currents, request);
    const slow = createRelaxationIntegrator({ units: 3, inhibition: 0.9, tau: 8 })(currents, {
      initial: new Float64Array(3),
      times: [8, 16],
      until: 16,
    });
    // A power of two scales every step exactly.
    expect(slow.activities).toEqual(one.activities);
  });

  test('fails as a value, with advice', () => {
    const solve = createRelaxationIntegrator({ units: 2, inhibition: 1, maxSteps: 5 });
    const request = { initial: new Float64Array(2), times: [], until: 'steady' } as const;
    const { retcode, limit, message } = solve(Float64Array.of(1, 0.999), request);
    expect({ retcode, limit }).toEqual({ retcode: 'MaxIters', limit: null });
    expect(message).toContain('raise maxSteps');
  });
});
