import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { energy } from '../../src/dynamics/energy.ts';
import { createEventSolver } from '../../src/dynamics/events.ts';
import { createGeneralFlow } from '../../src/dynamics/general-flow.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { INHIBITIONS, RUNS, anyCase, equalCase } from './cases.ts';
import { largestDifference, referenceActivities } from './reference.ts';
import { randomCase, solve } from './solve.ts';

const TIMES = [0.1, 0.5, 1.3, 3];

/** The reference is good to 1e-12 per step, amplified by e^{(w−1)t} ≤ 400 where differences grow. */
const REFERENCE = 2e-10;

/** The same exact solution with other roundings, amplified alike. */
const ROUNDING = 1e-11;

describe('Trajectories by events', () => {
  test('agree with an independent integrator from any initial activities', () => {
    fc.assert(
      fc.property(fc.oneof(anyCase(5), equalCase(5)), (problem) => {
        const { activities, switches } = solve(problem, { times: TIMES, until: 3 });
        const kinks = switches.map(({ time }) => time);
        const expected = referenceActivities(problem, TIMES, kinks);
        TIMES.forEach((_, i) =>
          expect(largestDifference(activities[i], expected[i])).toBeLessThan(REFERENCE),
        );
      }),
      RUNS,
    );
  });

  test('agree with it for 50 units, where only some are followed', () => {
    for (const [index, inhibition] of INHIBITIONS.entries()) {
      for (const equal of [false, true]) {
        const problem = randomCase(50 + index, inhibition, equal);
        const { activities, switches } = solve(problem, { times: TIMES, until: 3 });
        const kinks = switches.map(({ time }) => time);
        const expected = referenceActivities(problem, TIMES, kinks);
        TIMES.forEach((_, i) =>
          expect(largestDifference(activities[i], expected[i])).toBeLessThan(REFERENCE),
        );
      }
    }
  });

  test('see a unit that rises above 0 and is back before anything else happens', () => {
    // At w = 1 the velocity of unit 1 is 0 at both ends of time, and its maximum 1.1e-4.
    const problem = {
      currents: Float64Array.of(2.8896484375, 1.7890625, 1),
      inhibition: 1,
      initial: Float64Array.of(0, -1, -0.2275390625),
    };
    const { switches, activities } = solve(problem, { times: TIMES, until: 3 });
    expect(switches.map(({ unit, direction }) => [unit, direction])).toEqual([
      [1, 1],
      [1, -1],
    ]);
    const kinks = switches.map(({ time }) => time);
    const expected = referenceActivities(problem, TIMES, kinks);
    TIMES.forEach((_, i) => expect(largestDifference(activities[i], expected[i])).toBeLessThan(REFERENCE));
  });

  test('let a barely active unit leave although the growth of its deviation balances', () => {
    // Units 1 and 2: y − a x = 0.5 − 0.5 · 1 = 0 at w = 1.5, while both terms grow without bound.
    const problem = {
      currents: Float64Array.of(0, 1, 0),
      inhibition: 1.5,
      initial: Float64Array.of(0, 1e-20, 2),
    };
    const { switches, activities } = solve(problem, { times: [1.3], until: 3 });
    expect(switches[0]).toMatchObject({ unit: 1, direction: -1 });
    const atZero = solve({ ...problem, initial: Float64Array.of(0, 0, 2) }, { times: [1.3] });
    expect(largestDifference(activities[0], atZero.activities[0])).toBeLessThan(ROUNDING);
  });

  test('are the same by the ordered and by the general flow', () => {
    for (const inhibition of [0, 0.2, 0.9, 1, 1.5]) {
      for (const level of [0, 1, -0.3]) {
        const { currents } = randomCase(600, inhibition, true);
        const initial = new Float64Array(600).fill(level);
        const ordered = solve({ currents, inhibition, initial }, { times: TIMES });
        const flow = createGeneralFlow(600, inhibition);
        flow.start(currents, initial);
        const out = new Float64Array(600);
        TIMES.forEach((time, i) => {
          while (flow.next() < time) flow.step();
          flow.read(out, time);
          expect(largestDifference(out, ordered.activities[i])).toBeLessThan(ROUNDING);
        });
      }
    }
  });

  test('do not depend on when they are looked at', () => {
    fc.assert(
      fc.property(anyCase(60), (problem) => {
        const once = solve(problem, { times: [2] });
        const often = solve(problem, { times: Array.from({ length: 41 }, (_, i) => i / 20) });
        expect(often.activities[40]).toEqual(once.activities[0]);
        expect(often.switches).toEqual(once.switches);
      }),
      RUNS,
    );
  });

  test('start at h(0)', () => {
    fc.assert(
      fc.property(anyCase(60), (problem) => {
        expect(largestDifference(solve(problem, { times: [0] }).activities[0], problem.initial)).toBeLessThan(
          1e-14,
        );
      }),
      RUNS,
    );
  });

  test('scale with their currents and initial activities, bit for bit by powers of two', () => {
    fc.assert(
      fc.property(anyCase(60), ({ currents, inhibition, initial }) => {
        const twice = (values: Float64Array): Float64Array => values.map((x) => 2 * x);
        const one = solve({ currents, inhibition, initial }, { times: TIMES });
        const two = solve(
          { currents: twice(currents), inhibition, initial: twice(initial) },
          { times: TIMES },
        );
        expect(two.activities).toEqual(one.activities.map(twice));
        expect(two.switches).toEqual(one.switches);
      }),
      RUNS,
    );
  });

  test('follow a permutation of the units', () => {
    fc.assert(
      fc.property(fc.oneof(anyCase(8), equalCase(8)), fc.integer(), (problem, seed) => {
        const random = randomStream(seed, 'permutation');
        const order = [...problem.currents.keys()].map((mu) => ({ mu, key: random.uniform() }));
        order.sort((a, b) => a.key - b.key);
        const permute = (values: Float64Array): Float64Array =>
          Float64Array.from(order, ({ mu }) => values[mu]);
        const plain = solve(problem, { times: TIMES });
        const permuted = solve(
          {
            currents: permute(problem.currents),
            inhibition: problem.inhibition,
            initial: permute(problem.initial),
          },
          { times: TIMES },
        );
        TIMES.forEach((_, i) => {
          expect(largestDifference(permuted.activities[i], permute(plain.activities[i]))).toBeLessThan(
            ROUNDING,
          );
        });
      }),
      RUNS,
    );
  });

  test('keep the order of the currents from equal initial activities', () => {
    fc.assert(
      fc.property(equalCase(40), (problem) => {
        const order = [...problem.currents.keys()].sort((a, b) => problem.currents[b] - problem.currents[a]);
        for (const h of solve(problem, { times: TIMES }).activities) {
          for (let i = 1; i < order.length; i++) {
            const [above, below] = [order[i - 1], order[i]];
            if (problem.currents[above] === problem.currents[below]) expect(h[above]).toBe(h[below]);
            else expect(h[above] - h[below]).toBeGreaterThan(-1e-13);
          }
        }
      }),
      RUNS,
    );
  });

  test('never go up in energy', () => {
    fc.assert(
      fc.property(anyCase(8), (problem) => {
        const times = Array.from({ length: 60 }, (_, i) => i / 10);
        const energies = solve(problem, { times }).activities.map((h) =>
          energy(h, problem.currents, problem.inhibition),
        );
        // Rounding of terms like w S² ≤ 3 · 24².
        for (let i = 1; i < times.length; i++) expect(energies[i] - energies[i - 1]).toBeLessThan(1e-11);
      }),
      RUNS,
    );
  });

  test('list every crossing of 0 with its time, its unit and its direction', () => {
    fc.assert(
      fc.property(fc.oneof(anyCase(60), equalCase(60)), (problem) => {
        const { switches } = solve(problem);
        const side = new Map<number, number>();
        let last = 0;
        for (const { time, unit, direction } of switches) {
          expect(time).toBeGreaterThanOrEqual(last);
          // Sides alternate, from the one that the unit starts on.
          const start = problem.initial[unit];
          const before = side.get(unit) ?? (start === 0 ? -direction : Math.sign(start));
          expect(direction).toBe(-before);
          side.set(unit, direction);
          last = time;
        }
        const times = [...new Set(switches.map(({ time }) => time))].slice(0, 20);
        const { activities } = solve(problem, { times });
        for (const { time, unit } of switches) {
          const i = times.indexOf(time);
          if (i >= 0) expect(Math.abs(activities[i][unit])).toBeLessThan(1e-12);
        }
      }),
      RUNS,
    );
  });

  test('count time in units of tau', () => {
    const { currents, inhibition, initial } = randomCase(40, 0.9, false);
    const one = createEventSolver({ units: 40, inhibition })(currents, { initial, times: [0.25, 1, 2] });
    const slow = createEventSolver({ units: 40, inhibition, tau: 8 })(currents, {
      initial,
      times: [2, 8, 16],
    });
    expect(slow.activities).toEqual(one.activities);
    expect(slow.time).toBe(8 * one.time);
    expect(slow.switches).toEqual(one.switches.map((each) => ({ ...each, time: 8 * each.time })));
  });
});

describe('The event solver', () => {
  test('solves 20,000 units from equal and from random activities', () => {
    for (const equal of [true, false]) {
      const problem = randomCase(20_000, 0.9, equal);
      const { retcode, switches, limit } = solve(problem);
      expect(retcode).toBe('Success');
      expect(switches.length).toBeGreaterThan(5000);
      const h = limit?.activity ?? new Float64Array(0);
      const sum = h.reduce((total, x) => total + Math.max(x, 0), 0);
      const residuals = h.map((x, mu) => problem.currents[mu] - 0.9 * (sum - Math.max(x, 0)) - x);
      expect(Math.max(...residuals.map(Math.abs))).toBeLessThan(1e-14);
    }
  });

  test('works for one unit', () => {
    for (const inhibition of [0, 0.5, 1, 3]) {
      const { activities, limit } = solve(
        { currents: Float64Array.of(1), inhibition, initial: Float64Array.of(-1) },
        { times: [2] },
      );
      expect(activities[0][0]).toBeCloseTo(1 - 2 * Math.exp(-2), 15);
      expect(limit).toEqual({ activity: Float64Array.of(1), stability: 'stable' });
    }
  });

  test('gives up after maxSwitches, with what it has', () => {
    const { currents, inhibition, initial } = randomCase(50, 0.9, true);
    const solver = createEventSolver({ units: 50, inhibition, maxSwitches: 3 });
    const { retcode, limit, switches } = solver(currents, { initial });
    expect({ retcode, limit, switches: switches.length }).toEqual({
      retcode: 'MaxIters',
      limit: null,
      switches: 3,
    });
  });

  test('is not disturbed by what it solved before', () => {
    const first = randomCase(80, 0.9, false);
    const second = randomCase(80, 0.9, true);
    const solver = createEventSolver({ units: 80, inhibition: 0.9 });
    const fresh = solver(first.currents, { initial: first.initial, times: TIMES });
    solver(second.currents, { initial: second.initial });
    const again = solver(first.currents, { initial: first.initial, times: TIMES });
    expect(again).toEqual(fresh);
  });
});

test('Three equal units hold each other in their tie at w > 1, where every rounding of it would grow', () => {
  // A tenth three times over three is not a tenth; e³⁰ times the difference would decide the tie.
  const initial = Float64Array.of(0.1, 0.1, 0.1, -0.1);
  const { activity, switches } = solve(
    { currents: Float64Array.of(0.7, 0.7, 0.7, -0.2), inhibition: 2, initial },
    { until: 30 },
  );
  expect(switches).toEqual([]);
  // I/λ with λ = 1 + 2w: all else has decayed by e^(−5t).
  for (const mu of [0, 1, 2]) expect(activity[mu]).toBeCloseTo(0.7 / 5, 14);
});
