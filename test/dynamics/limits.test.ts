import { describe, expect, it } from 'vitest';
import { createEventSolver } from '../../src/dynamics/events.ts';
import { checkInhibition, checkSizes, unitScale } from '../../src/dynamics/limits.ts';

describe('unitScale', () => {
  it('is the power of two that brings the largest of all sizes into [1, 2)', () => {
    expect(unitScale([0.1, -10, 3])).toBe(1 / 8);
    expect(unitScale([0.1], [-0.3])).toBe(4);
    expect(unitScale([1.5, 1])).toBe(1);
    expect(unitScale([0, 2 ** -100], [])).toBe(2 ** 100);
    expect(unitScale([1.9e300]) * 1.9e300).toBeGreaterThanOrEqual(1);
  });

  it('is finite for the smallest numbers there are', () => {
    expect(unitScale([Number.MIN_VALUE])).toBe(2 ** 1000);
  });

  it('is 1 where there is no size to go by', () => {
    expect([unitScale([]), unitScale([0, -0]), unitScale([NaN]), unitScale([Infinity, 1])]).toEqual([
      1, 1, 1, 1,
    ]);
  });
});

describe('the bounds', () => {
  it('are those of the messages, and belong to what is allowed', () => {
    expect(() => checkInhibition(1e12)).not.toThrow();
    expect(() => checkInhibition(1.001e12)).toThrow(
      'inhibition: must be <= 1000000000000 (got 1001000000000)',
    );
    expect(() => checkSizes('currents', [1e100, -1e100, 0])).not.toThrow();
    expect(() => checkSizes('currents', [0, -1.1e100])).toThrow(
      'currents[1]: must be at most 1e+100 in size',
    );
  });
});

it.each([2 ** 100, 2 ** -100, 2 ** 300])(
  'trajectories by events are the same bits for currents and activities times %d',
  (scale) => {
    const currents = Float64Array.of(1, 0.8, 0.6, 0.2, -0.3);
    const times = [0.1, 0.5, 3];
    for (const inhibition of [0, 0.5, 1, 1.5]) {
      for (const initial of [0, 0.25, Float64Array.of(0.3, -0.2, 0.9, 0, 0.1)]) {
        const solve = createEventSolver({ units: 5, inhibition });
        const plain = solve(currents, { initial, times });
        const scaled = solve(
          currents.map((current) => scale * current),
          { initial: typeof initial === 'number' ? scale * initial : initial.map((h) => scale * h), times },
        );
        expect(scaled.switches).toEqual(plain.switches);
        expect(scaled.activities).toEqual(plain.activities.map((h) => h.map((one) => scale * one)));
        expect(scaled.activity).toEqual(plain.activity.map((one) => scale * one));
        expect(scaled.limit?.activity).toEqual(plain.limit?.activity.map((one) => scale * one));
      }
    }
  },
);
