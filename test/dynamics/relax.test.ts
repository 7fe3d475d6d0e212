import { describe, expect, test } from 'vitest';
import { ArgumentError, CompetingUnitsError, ShapeError } from '../../src/errors.ts';
import { energy } from '../../src/dynamics/energy.ts';
import { relax } from '../../src/dynamics/relax.ts';
import type { RelaxResult } from '../../src/dynamics/relax.ts';
import { RELAX_METHODS } from '../../src/dynamics/relax-options.ts';
import type { RelaxOptions } from '../../src/dynamics/relax-options.ts';
import { largestDifference } from './reference.ts';

const TRAJECTORIES = RELAX_METHODS.filter((method) => method !== 'closed-form');

const CURRENTS = [1, 0.8, 0.6, 0.2, -0.3];
const STEADY = [1, -0.1, -0.3, -0.7, -1.2];

function relaxOne(options: RelaxOptions): RelaxResult {
  return relax(options).results[0];
}

/** Class and text of what is thrown. */
function failure(options: Record<string, unknown>): string {
  try {
    relax(options as unknown as RelaxOptions);
  } catch (error) {
    if (error instanceof CompetingUnitsError) return `${error.name} ${error.message}`;
    throw error;
  }
  return 'nothing thrown';
}

describe('relax to the steady state', () => {
  test.each(RELAX_METHODS)('by %s gives all that is promised', (method) => {
    const result = relaxOne({ currents: CURRENTS, inhibition: 0.9, method });
    expect(result).toMatchObject({ retcode: 'Success', success: true, active: [0], activities: [] });
    expect(largestDifference(result.steadyState ?? [], STEADY)).toBeLessThan(1e-15);
    expect(result.activity).toEqual(result.steadyState);
    expect(result.energy).toBe(energy(result.activity, CURRENTS, 0.9));
    expect(result.message).toBe('steady state with 1 active unit');
    expect(Object.keys(result.stats).sort()).toEqual(['accepted', 'evaluations', 'events', 'rejected']);
  });

  test('gives as time the last switch by events, a later proof by integration, and 0 in closed form', () => {
    const [events, dopri5, closedForm] = (['events', 'dopri5', 'closed-form'] as const).map(
      (method) => relaxOne({ currents: CURRENTS, inhibition: 0.9, method }).time,
    );
    expect(events).toBeCloseTo(6.418450836373661, 12);
    expect(dopri5).toBeGreaterThan(events);
    expect(closedForm).toBe(0);
  });

  test('counts work by integration, and switches by events', () => {
    const integrated = relaxOne({ currents: CURRENTS, inhibition: 0.9 }).stats;
    expect(integrated.evaluations).toBeGreaterThan(6 * integrated.accepted);
    expect(integrated.events).toBe(0);
    expect(relaxOne({ currents: CURRENTS, inhibition: 0.9, method: 'events' }).stats).toEqual({
      evaluations: 0,
      accepted: 0,
      rejected: 0,
      events: 3,
    });
  });

  test.each(RELAX_METHODS)('by %s takes several rows of currents', (method) => {
    const rows = [CURRENTS, [0.1, 0.9, 0.2, 0.3, 0.4]];
    const { results, ...rest } = relax({ currents: rows, inhibition: 0.9, tau: 2, method });
    expect(rest).toEqual({ method, inhibition: 0.9, tau: 2 });
    expect(results).toEqual(rows.map((row) => relaxOne({ currents: row, inhibition: 0.9, tau: 2, method })));
  });

  test.each(TRAJECTORIES)('by %s starts each row from its own activities, or all from the same', (method) => {
    const rows = [
      [1, 1.2],
      [1, 1.2],
    ];
    const own = relax({
      currents: rows,
      inhibition: 1.5,
      method,
      initial: [
        [2, -1],
        [-1, 2],
      ],
    });
    expect(own.results.map(({ active }) => active)).toEqual([[0], [1]]);
    const same = relax({ currents: rows, inhibition: 1.5, method, initial: [2, -1] });
    expect(same.results.map(({ active }) => active)).toEqual([[0], [0]]);
    const level = relax({ currents: rows, inhibition: 1.5, method, initial: 0.5 });
    expect(level.results.map(({ active }) => active)).toEqual([[1], [1]]);
  });

  test.each(RELAX_METHODS)(
    'by %s reports an exact tie at w > 1 as unstable, not as a steady state',
    (method) => {
      const result = relaxOne({ currents: [1, 0.5, 1], inhibition: 1.5, method });
      expect(result).toMatchObject({
        retcode: 'Unstable',
        success: false,
        steadyState: null,
        active: [0, 2],
      });
      expect(largestDifference(result.activity, [0.4, -0.7, 0.4])).toBeLessThan(1e-15);
      expect(result.message).toBe(
        'Unstable: units 0, 2 hold each other in an exact tie, and at inhibition > 1 any disturbance grows; ' +
          'change the currents or the initial activities',
      );
    },
  );

  test.each(RELAX_METHODS)('by %s reports an exact tie at w = 1 as neutral', (method) => {
    const result = relaxOne({ currents: [1, 0.5, 1], inhibition: 1, method });
    expect(result).toMatchObject({ retcode: 'Success', active: [0, 2] });
    expect(largestDifference(result.steadyState ?? [], [0.5, -0.5, 0.5])).toBeLessThan(1e-15);
    expect(result.message).toMatch(/^steady state with 2 active units, neutral: units 0, 2 hold/);
  });

  test.each(TRAJECTORIES)('by %s fails as a value when maxSteps is too small', (method) => {
    const result = relaxOne({ currents: CURRENTS, inhibition: 0.9, method, maxSteps: 1 });
    expect(result).toMatchObject({ retcode: 'MaxIters', success: false, steadyState: null });
    expect(result.message).toContain('raise maxSteps');
  });

  test('names a unit on the verge of becoming active, which any disturbance lets win', () => {
    const problem = { currents: [1, 1.5, 0.2], inhibition: 1.5, method: 'events' } as const;
    const result = relaxOne({ ...problem, initial: [1, -1, -1] });
    expect(result).toMatchObject({ retcode: 'Unstable', active: [0] });
    expect(result.message).toContain('Unstable: unit 1 is exactly on the verge of becoming active');
  });

  test('gives copies, which the caller may change', () => {
    const { activity, steadyState } = relaxOne({ currents: CURRENTS, inhibition: 0.9 });
    expect(steadyState).toEqual(activity);
    expect(steadyState).not.toBe(activity);
  });

  test('names only a few of many tied units', () => {
    const { message } = relaxOne({ currents: new Array<number>(9).fill(1), inhibition: 2, method: 'events' });
    expect(message).toContain('units 0, 1, 2, 3, 4, … (9 in all) hold');
  });

  test('refuses what would leave the range of numbers, and solves the largest problem that it takes', () => {
    const problem = { currents: [1e100, 1], inhibition: 1e12, method: 'closed-form' } as const;
    expect(() => relax({ ...problem, currents: [1e101, 1] })).toThrow(
      'currents[0]: must be at most 1e+100 in size (got 1e+101); scale currents and activities down together',
    );
    expect(() => relax({ ...problem, initial: -1e101 })).toThrow(
      'initial[0]: must be at most 1e+100 in size',
    );
    expect(() => relax({ ...problem, inhibition: 1e13 })).toThrow('inhibition: must be <= 1000000000000');
    const result = relaxOne(problem);
    expect(result).toMatchObject({ success: true, energy: -0.5e200 });
    expect([...result.activity]).toEqual([1e100, -1e112]);
  });

  test('says so where the tolerance is larger than all currents', () => {
    const problem = { currents: [1e-30, 2e-30], inhibition: 0.5, method: 'dopri5', maxSteps: 200 } as const;
    expect(relaxOne(problem)).toMatchObject({ retcode: 'MaxIters', steadyState: null });
    expect(relaxOne(problem).message).toContain('below the absolute tolerance 1e-9; lower atol');
    const ordinary = relaxOne({ ...problem, currents: [1, 0.999], inhibition: 1.5, maxSteps: 2 });
    expect(ordinary.retcode).toBe('MaxIters');
    expect(ordinary.message).not.toContain('lower atol');
    expect(relaxOne({ ...problem, atol: 1e-39 })).toMatchObject({ success: true });
  });
});

test('a residual that is asked for is waited for, past the time at which the active units are proved', () => {
  const problem = { currents: [1, 0.995], inhibition: 0.99, method: 'tsit5' } as const;
  const [early] = relax(problem).results;
  const [late] = relax({ ...problem, residual: { rtol: 1e-4, atol: 1e-6 } }).results;
  expect(late.retcode).toBe('Success');
  expect(late.time).toBeGreaterThan(10 * early.time);
});

describe('relax until a time', () => {
  test.each(TRAJECTORIES)('by %s gives the activities there and at the times', (method) => {
    const result = relaxOne({ currents: [1], inhibition: 0.5, tau: 2, method, until: 4, times: [0, 2, 4] });
    const expected = [0, 2, 4].map((t) => 1 - Math.exp(-t / 2));
    // Ten times the default relative tolerance.
    expect(
      largestDifference(
        result.activities.map(([h]) => h),
        expected,
      ),
    ).toBeLessThan(1e-5);
    expect(result).toMatchObject({
      retcode: 'Success',
      time: 4,
      steadyState: null,
      activity: result.activities[2],
    });
    expect(result.message).toMatch(/^reached t = 4/);
  });

  test.each(TRAJECTORIES)('by %s gives the steady state if it was reached by then', (method) => {
    const soon = relaxOne({ currents: CURRENTS, inhibition: 0.9, method, until: 8 });
    expect(soon.steadyState).toBeNull();
    const late = relaxOne({ currents: CURRENTS, inhibition: 0.9, method, until: 40 });
    expect(largestDifference(late.steadyState ?? [], STEADY)).toBeLessThan(1e-15);
  });

  test('ends at once at time 0', () => {
    const result = relaxOne({
      currents: CURRENTS,
      inhibition: 0.9,
      method: 'events',
      until: 0,
      initial: 0.25,
    });
    expect(result.activity).toEqual(new Float64Array(5).fill(0.25));
  });

  test('is the end of all times where the time is beyond the range of numbers in units of τ', () => {
    // Two equal units share: h = I/(1 + w).
    for (const inhibition of [0.5, 1, 1.5]) {
      const given = { currents: [1, 1], inhibition, method: 'events', tau: 1e-10 } as const;
      const { activity, activities, time } = relaxOne({ ...given, until: 1e300, times: [1e299] });
      expect(time).toBe(1e300);
      for (const h of [...activity, ...activities[0]]) expect(h).toBeCloseTo(1 / (1 + inhibition), 15);
    }
  });

  test('fails where currents vanish beside the activities that they would have to order', () => {
    const currents = [1e-301, 1e-302, 0];
    const initial = [1e30, 1e30, 0];
    const { success, retcode, message, steadyState } = relaxOne({
      ...{ currents, initial, inhibition: 1, method: 'events' },
    });
    expect([success, retcode, steadyState]).toEqual([false, 'NonFinite', null]);
    expect(message).toMatch(/^NonFinite: activities exceed the range of numbers/);
  });

  test('goes on to the last output time when the steady state comes before', () => {
    for (const method of ['dopri5', 'events'] as const) {
      const result = relaxOne({ currents: CURRENTS, inhibition: 0.9, method, times: [1, 30] });
      expect(result.activities).toHaveLength(2);
      expect(result.time).toBeGreaterThanOrEqual(30);
      expect(largestDifference(result.steadyState ?? [], STEADY)).toBeLessThan(1e-15);
    }
  });
});

describe('relax in closed form', () => {
  test('needs equal initial activities or w < 1, and says so', () => {
    const start = { currents: [1, 2], initial: [1, 0], method: 'closed-form' } as const;
    expect(relaxOne({ ...start, inhibition: 0.9 }).success).toBe(true);
    expect(relaxOne({ ...start, inhibition: 1.5, initial: [1, 1] }).success).toBe(true);
    expect(relaxOne({ ...start, inhibition: 1.5, currents: [-1, 0] }).success).toBe(true);
    expect(failure({ ...start, inhibition: 1.5 })).toBe(
      'ArgumentError method: closed-form needs equal initial activities or inhibition < 1 (got 1.5); use events',
    );
  });

  test('has no trajectory, and points to events', () => {
    const message =
      'ArgumentError method: closed-form knows the steady state only, not until a time or at times; ' +
      'use events, which is exact too';
    const start = { currents: [1, 2], inhibition: 0.5, method: 'closed-form' };
    expect(failure({ ...start, until: 3 })).toBe(message);
    expect(failure({ ...start, times: [1] })).toBe(message);
  });
});

describe('relax refuses', () => {
  const base = { currents: [1, 2], inhibition: 0.5 };

  test.each([
    [{ inhibition: -1 }, 'inhibition: must be finite and >= 0 (got -1); 0 lets the units ignore each other'],
    [
      { inhibition: NaN },
      'inhibition: must be finite and >= 0 (got NaN); 0 lets the units ignore each other',
    ],
    [
      { inhibition: Infinity },
      'inhibition: must be finite and >= 0 (got Infinity); 0 lets the units ignore each other',
    ],
    [{ tau: 0 }, 'tau: must be finite and > 0 (got 0); it is the unit of time'],
    [
      { method: 'rk4' },
      'method: must be one of dopri5, tsit5, bs5, bs3, odex, events, closed-form (got rk4)',
    ],
    [{ until: -1 }, 'until: must be steady or a finite time >= 0 (got -1)'],
    [{ until: Infinity }, 'until: must be steady or a finite time >= 0 (got Infinity)'],
    [{ until: 'stedy' }, 'until: must be steady or a finite time >= 0 (got stedy)'],
    [{ times: [2, 1] }, 'times[1]: must be finite and >= 2 (got 1); sort the times'],
    [{ times: [-1] }, 'times[0]: must be finite and >= 0 (got -1); sort the times'],
    [{ times: [3], until: 2 }, 'times[0]: must be <= until = 2 (got 3); raise until or drop the time'],
    [{ maxSteps: 0 }, 'maxSteps: must be an integer >= 1 (got 0)'],
    [{ currents: [1, NaN] }, 'currents[1]: must be finite (got NaN)'],
    [{ currents: [NaN, 1] }, 'currents[0]: must be finite (got NaN)'],
    [{ initial: Infinity }, 'initial: must be finite (got Infinity)'],
    [{ initial: [0, NaN] }, 'initial[1]: must be finite (got NaN)'],
    [
      { inhibitoin: 1 },
      'inhibitoin: unknown option of relax; known are currents, inhibition, tau, initial, method, until, times, ' +
        'rtol, atol, maxSteps, residual',
    ],
  ])('%o', (change, message) => {
    expect(failure({ ...base, ...change })).toBe(`${ArgumentError.name} ${message}`);
  });

  test('tolerances that no method can keep', () => {
    expect(failure({ ...base, rtol: 0 })).toMatch(/^ArgumentError rtol: must be >= .* \(got 0\)$/);
    expect(failure({ ...base, atol: -1 })).toMatch(/^ArgumentError atol: must be >= 0 .*\(got -1\)$/);
  });

  test.each([
    [{ currents: [] }, 'currents: must have at least one number (got [0])'],
    [{ currents: [[1, 2], [1]] }, 'currents[1]: must have [2] numbers, one for each current (got [1])'],
    [{ initial: [1] }, 'initial: must have [2] numbers, one for each current (got [1])'],
    [
      {
        currents: [
          [1, 2],
          [1, 2],
          [1, 2],
        ],
        initial: [
          [1, 2],
          [1, 2],
        ],
      },
      'initial: must have 1 or 3 rows, as currents have (got 2)',
    ],
  ])('%o', (change, message) => {
    expect(failure({ ...base, ...change })).toBe(`${ShapeError.name} ${message}`);
  });
});
