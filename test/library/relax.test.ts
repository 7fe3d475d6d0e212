import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { relax as inner } from '../../src/dynamics/relax.ts';
import { relax } from '../../src/index.ts';
import type { RelaxOptions, RelaxResult } from '../../src/index.ts';
import { matrixViews, thrown } from './views.ts';

const CURRENTS = [1, 0.8, 0.6, 0.2, -0.3];
const BATCH = [CURRENTS, [0.1, 0.5, 0.5, -0.2, 0.4], [-1, -2, -3, -4, -5]];

/** A result as the inner function gives it. */
function plain({ steadyState, activity, activities, ...rest }: RelaxResult): unknown {
  const { shape } = activities;
  return {
    ...rest,
    steadyState: steadyState === null ? null : steadyState.data,
    activity: activity.data,
    activities: Array.from({ length: shape[0] }, (_, t) =>
      activities.data.slice(t * shape[1], (t + 1) * shape[1]),
    ),
  };
}

describe('relax', () => {
  const cases: readonly Omit<RelaxOptions, 'initial'>[] = [
    { inhibition: 0.9 },
    { inhibition: 0.2, method: 'closed-form' },
    { inhibition: 1.5, method: 'events', times: [0.5, 1, 5] },
    { inhibition: 0.9, method: 'bs3', until: 5, times: [1], tau: 2, rtol: 1e-4, atol: 1e-6 },
    { inhibition: 0.9, method: 'tsit5', residual: { rtol: 1e-3, atol: 1e-4 } },
    { inhibition: 0.9, method: 'odex', until: 5, maxSteps: 2 },
  ];

  test.each(cases)('gives what the hidden dynamics give, bit for bit (%o)', (options) => {
    const wanted = inner({ ...options, currents: BATCH });
    const { results, ...shared } = relax(BATCH, options);
    expect({ ...shared, results: results.map(plain) }).toEqual(wanted);
  });

  test('reproduces the published activities at t = 5', () => {
    const [{ activity }] = relax(CURRENTS, { inhibition: 0.9, method: 'events', until: 5 }).results;
    const wanted = [
      0.867084953947192, 0.080146273372459, -0.241853244194444, -0.640558919536255, -1.137199373971416,
    ];
    // Exact to rounding; the reference has 15 digits.
    for (const [mu, h] of wanted.entries()) expect(Math.abs(activity.get(mu) - h)).toBeLessThan(1e-14);
  });

  test('reads currents and initial activities through any view', () => {
    const initial = BATCH.map((row) => row.map((value) => 0.3 - 0.1 * value));
    const options: RelaxOptions = { inhibition: 0.9, method: 'events', times: [1] };
    const wanted = relax(BATCH, { ...options, initial });
    const initials = matrixViews(initial);
    for (const [name, currents] of Object.entries(matrixViews(BATCH))) {
      expect(relax(currents, { ...options, initial: initials[name] })).toEqual(wanted);
    }
    const reversed = ndarray(Float64Array.from(CURRENTS.toReversed())).step(-1);
    expect(relax(reversed, options)).toEqual(relax(CURRENTS, options));
  });

  test('takes one vector of initial activities for all rows, or one number', () => {
    const options: RelaxOptions = { inhibition: 0.9, until: 1 };
    const vector = relax(BATCH, { ...options, initial: [0.2, 0.2, 0.2, 0.2, 0.2] });
    expect(vector).toEqual(relax(BATCH, { ...options, initial: 0.2 }));
    expect(vector).not.toEqual(relax(BATCH, options));
  });

  test('changes nothing that was given and shares no memory with it', () => {
    const currents = ndarray(Float64Array.from(CURRENTS));
    const initial = ndarray(new Float64Array(5).fill(0.1));
    const options: RelaxOptions = { inhibition: 0.9, method: 'events', times: [0], initial };
    const { results } = relax(currents, options);
    expect(Array.from(currents.data)).toEqual(CURRENTS);
    expect(Array.from(initial.data)).toEqual([0.1, 0.1, 0.1, 0.1, 0.1]);
    const [{ steadyState, activity, activities }] = results;
    const buffers = [currents, initial, steadyState, activity, activities].map((array) => array?.data.buffer);
    expect(new Set(buffers).size).toBe(5);
  });

  test('returns a solve that fails as a value', () => {
    const [result] = relax(CURRENTS, { inhibition: 0.9, until: 50, maxSteps: 3 }).results;
    expect(result).toMatchObject({ retcode: 'MaxIters', success: false, steadyState: null });
  });
});

describe('refusals of relax', () => {
  const refusal = (options: object): string => thrown(() => relax(CURRENTS, options as RelaxOptions));

  test('an unknown option is refused with the nearest name', () => {
    expect(refusal({ inhibitoin: 0.9 })).toBe(
      'ArgumentError: inhibitoin: no such option of relax; did you mean inhibition?',
    );
    expect(refusal({ inhibition: 0.9, max_steps: 5 })).toBe(
      'ArgumentError: max_steps: no such option of relax; did you mean maxSteps?',
    );
    expect(refusal({ inhibition: 0.9, currents: [1] })).toMatch(/^ArgumentError: currents: no such option/);
  });

  test('an unknown method is refused with the nearest one', () => {
    expect(refusal({ inhibition: 0.9, method: 'event' })).toBe(
      'ArgumentError: method: must be one of dopri5, tsit5, bs5, bs3, odex, events, closed-form (got event); did you mean events?',
    );
  });

  test('a missing or impossible option is refused in one line', () => {
    expect(refusal({})).toBe(
      'ArgumentError: inhibition: must be finite and >= 0 (got undefined); 0 lets the units ignore each other',
    );
    expect(refusal({ inhibition: 0.9, tau: 0 })).toBe(
      'ArgumentError: tau: must be finite and > 0 (got 0); it is the unit of time',
    );
    expect(refusal({ inhibition: 2, method: 'closed-form', initial: [1, 0, 0, 0, 0] })).toBe(
      'ArgumentError: method: closed-form needs equal initial activities or inhibition < 1 (got 2); use events',
    );
  });

  test('arrays that do not fit are refused', () => {
    expect(refusal({ inhibition: 0.9, initial: [1, 2] })).toBe(
      'ShapeError: initial[0]: must have [5] numbers, one for each current (got [2])',
    );
    expect(refusal({ inhibition: 0.9, initial: BATCH })).toBe(
      'ShapeError: initial: must have 1 or 1 rows, as currents have (got 3)',
    );
  });
});
