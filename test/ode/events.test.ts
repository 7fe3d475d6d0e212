import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { METHODS } from '../../src/ode/methods.ts';
import type { RightHandSide, ScalarEvent } from '../../src/ode/types.ts';

const TOLERANCE = { rtol: 1e-9, atol: 1e-11 };

/** An event at tolerance 1e-9: the error of the state there, divided by the slope of the event function (≥ 0.5). */
const ACCURACY = 1e-7;

/** y″ = −y: (sin t, cos t) from (0, 1). */
const oscillator: RightHandSide = (d, y) => {
  d[0] = y[1];
  d[1] = -y[0];
};
const height = (level: number): ScalarEvent => ({ value: (_t, y) => y[0] - level });

describe.each(METHODS)('%s', (method) => {
  const solve = (
    events: readonly ScalarEvent[],
    span: readonly [number, number],
    times?: readonly number[],
  ) => createIntegrator(oscillator, 2, { method, ...TOLERANCE, events }).solve([0, 1], span, times);

  it('locates crossings of either direction, of one, and of several events in their order', () => {
    const events: ScalarEvent[] = [
      height(0.5),
      { ...height(0.5), direction: 1 },
      { ...height(0.5), direction: -1 },
      { value: (_t, y) => y[1] },
    ];
    const { events: found, stats, retcode } = solve(events, [0, 7]);
    const sixth = Math.PI / 6;
    const expected = [
      [0, sixth],
      [1, sixth],
      [3, 3 * sixth],
      [0, 5 * sixth],
      [2, 5 * sixth],
      [3, 9 * sixth],
      [0, 13 * sixth],
      [1, 13 * sixth],
    ];
    expect(retcode).toBe('Success');
    expect(found.map(({ index }) => index)).toEqual(expected.map(([index]) => index));
    found.forEach(({ t, y }, i) => {
      expect(Math.abs(t - expected[i][1])).toBeLessThan(ACCURACY);
      expect(Math.abs(y[0] - Math.sin(t))).toBeLessThan(ACCURACY);
    });
    expect(stats.events).toBe(expected.length);
  });

  it('ends at a terminal event, with state, derivative and output up to there', () => {
    const solution = solve(
      [height(0.9), { ...height(0.5), direction: -1, terminal: true }],
      [0, Infinity],
      [1, 2, 3],
    );
    const end = (5 * Math.PI) / 6;
    expect(solution).toMatchObject({ retcode: 'Terminated', success: true });
    expect(solution.message).toBe(`stopped by events[1] at t = ${solution.t}`);
    expect(Math.abs(solution.t - end)).toBeLessThan(ACCURACY);
    expect(Math.abs(solution.y[0] - 0.5)).toBeLessThan(1e-12);
    expect([...solution.dydt]).toEqual([solution.y[1], -solution.y[0]]);
    expect(solution.saved).toHaveLength(2);
    expect(solution.events.map(({ index }) => index)).toEqual([0, 0, 1]);
    expect(solution.events.at(-1)?.t).toBe(solution.t);
    expect([...(solution.events.at(-1)?.y ?? [])]).toEqual([...solution.y]);
  });

  it('does not meet the event again where it restarts', () => {
    const integrator = createIntegrator(oscillator, 2, {
      method,
      ...TOLERANCE,
      events: [{ ...height(0.5), terminal: true }],
    });
    const first = integrator.solve([0, 1], [0, 20]);
    const second = integrator.solve(first.y, [first.t, 20]);
    expect(Math.abs(second.t - (5 * Math.PI) / 6)).toBeLessThan(ACCURACY);
  });

  it('does not count a zero at the start as an event', () => {
    expect(solve([height(0)], [0, 3]).events).toHaveLength(0);
  });

  it('locates events backwards in time', () => {
    const { events } = solve([height(-0.5)], [0, -3]);
    expect(events).toHaveLength(2);
    expect(Math.abs(events[0].t + Math.PI / 6)).toBeLessThan(ACCURACY);
    expect(Math.abs(events[1].t + (5 * Math.PI) / 6)).toBeLessThan(ACCURACY);
  });
});

it('Finds every crossing of random levels by a random straight line, whatever the number in one step', () => {
  // No closer than the width of a bracket, so that their order is decided.
  const level = fc.integer({ min: 1, max: 999 }).map((n) => n / 1000);
  fc.assert(
    fc.property(fc.uniqueArray(level, { minLength: 1, maxLength: 8 }), (levels) => {
      const events = levels.map((value): ScalarEvent => ({ value: (_t, y) => y[0] - value }));
      const { events: found } = createIntegrator((d) => (d[0] = 1), 1, { events }).solve([0], [0, 1]);
      const sorted = levels.map((t, index) => ({ t, index })).sort((a, b) => a.t - b.t);
      expect(found.map(({ index }) => index)).toEqual(sorted.map(({ index }) => index));
      found.forEach(({ t }, i) => {
        expect(Math.abs(t - sorted[i].t)).toBeLessThan(1e-14);
      });
    }),
    { seed: 1 },
  );
});

it('Finds two crossings of one event within one step', () => {
  // y = t (1 − t) − 0.1 is a polynomial that a step of any length integrates without error.
  const events: ScalarEvent[] = [{ value: (_t, y) => y[0] }];
  const integrator = createIntegrator((d, _y, t) => (d[0] = 1 - 2 * t), 1, { events, initialStep: 1 });
  const { events: found, stats } = integrator.solve([-0.1], [0, 1]);
  expect(stats.accepted).toBe(1);
  const half = Math.sqrt(0.25 - 0.1);
  expect(found.map(({ t }) => t)).toEqual([expect.closeTo(0.5 - half, 12), expect.closeTo(0.5 + half, 12)]);
});

it('A terminal event keeps later ones of the same step out', () => {
  const events: ScalarEvent[] = [
    { value: (t) => t - 0.9 },
    { value: (t) => t - 0.5, terminal: true },
    { value: (t) => t - 0.1 },
  ];
  const { events: found, t } = createIntegrator((d) => (d[0] = 0), 1, { events, initialStep: 1 }).solve(
    [0],
    [0, 1],
  );
  expect(found.map(({ index }) => index)).toEqual([2, 1]);
  expect(t).toBeCloseTo(0.5, 14);
});

it('Events do not change the steps', () => {
  const without = createIntegrator(oscillator, 2).solve([0, 1], [0, 10]);
  const watched = createIntegrator(oscillator, 2, { events: [height(0.3)] }).solve([0, 1], [0, 10]);
  expect([...watched.y]).toEqual([...without.y]);
  expect(watched.stats).toEqual({ ...without.stats, events: 4 });
});

it('An event function that returns NaN is the mistake of its author', () => {
  const events: ScalarEvent[] = [{ value: () => NaN }];
  expect(() => createIntegrator(oscillator, 2, { events }).solve([0, 1], [0, 1])).toThrow(
    'events[0].value: must return a number (got NaN at t = 0)',
  );
});
