import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { relax, trajectory } from '../../src/index.ts';
import type { TrajectoryOptions } from '../../src/index.ts';
import { elements, thrown } from './views.ts';

const CURRENTS = [1, 0.8, 0.6, 0.2, -0.3];
const TIMES = [0, 0.1, 1, 1.6, 5, 5, 20];

/** Rounding: the same closed form, entered from another switch or output time. */
const ROUNDING = 1e-14;

describe('trajectory', () => {
  test.each([0, 0.2, 0.9, 1, 1.5])('gives the activities of relax by events at w = %d', (inhibition) => {
    const options = { inhibition, times: TIMES, tau: 2, initial: 0.05 };
    const { times, activity, success } = trajectory(CURRENTS, options);
    const [wanted] = relax(CURRENTS, { ...options, method: 'events' }).results;
    expect(success).toBe(true);
    expect(times).toEqual(TIMES);
    expect(activity.shape).toEqual([7, 5]);
    for (const [at, h] of elements(wanted.activities).entries()) {
      expect(Math.abs(activity.data[at] - h)).toBeLessThanOrEqual(ROUNDING);
    }
  });

  test('starts at h(0), whatever the view of it', () => {
    const initial = ndarray(Float64Array.of(5, 4, 3, 2, 1)).step(-1);
    const { activity } = trajectory(CURRENTS, { inhibition: 0.9, times: [0], initial });
    expect(elements(activity)).toEqual([1, 2, 3, 4, 5]);
  });

  test('tells of each crossing of 0, where the activity is 0', () => {
    const { switches } = trajectory(CURRENTS, { inhibition: 0.9, times: [50] });
    expect(switches.map(({ unit, direction }) => [unit, direction])).toEqual([
      [3, -1],
      [2, -1],
      [1, -1],
    ]);
    const at = switches.map(({ time }) => time);
    const { activity } = trajectory(CURRENTS, { inhibition: 0.9, times: at });
    for (const [row, { unit }] of switches.entries()) {
      expect(Math.abs(activity.get(row, unit))).toBeLessThanOrEqual(ROUNDING);
    }
  });

  test('ends at the last time, and tells of no switch after it', () => {
    const { switches, message } = trajectory(CURRENTS, { inhibition: 0.9, times: [1] });
    expect(switches.map(({ unit }) => unit)).toEqual([3]);
    expect(message).toBe('reached t = 1 after 1 switches');
  });

  test('gives what was reached where there are too many switches', () => {
    const result = trajectory(CURRENTS, { inhibition: 0.9, times: [0.1, 1, 20], maxSteps: 1 });
    expect(result).toMatchObject({ retcode: 'MaxIters', success: false, times: [0.1, 1] });
    expect(result.activity.shape).toEqual([2, 5]);
    expect(result.message).toMatch(/^MaxIters: reached t = 1 after 1 switches, the limit; raise maxSteps$/);
  });

  test('returns arrays of its own', () => {
    const currents = Float64Array.from(CURRENTS);
    const times = [0, 1];
    const first = trajectory(currents, { inhibition: 0.9, times });
    currents.fill(0);
    times.fill(0);
    expect(first).toEqual(trajectory(CURRENTS, { inhibition: 0.9, times: [0, 1] }));
  });
});

test('what trajectory cannot use is refused in one line', () => {
  const refusal = (options: object, currents: number[] | number[][] = CURRENTS): string =>
    thrown(() => trajectory(currents, options as TrajectoryOptions));
  expect(refusal({ inhibition: 0.9, time: [1] })).toBe(
    'ArgumentError: time: no such option of trajectory; did you mean times?',
  );
  const empty = 'ArgumentError: times: must hold at least one time, the end (got none)';
  expect(refusal({ inhibition: 0.9 })).toBe(empty);
  expect(refusal({ inhibition: 0.9, times: [] })).toBe(empty);
  expect(refusal({ inhibition: 0.9, times: [2, 1] })).toBe(
    'ArgumentError: times[1]: must be finite and >= 2 (got 1); sort the times',
  );
  expect(refusal({ inhibition: -1, times: [1] })).toBe(
    'ArgumentError: inhibition: must be finite and >= 0 (got -1); 0 lets the units ignore each other',
  );
  expect(refusal({ inhibition: 1, times: [1] }, [[1, 2]])).toBe(
    'ShapeError: currents: must be [K] (got [1, 2]); reshape it',
  );
});
