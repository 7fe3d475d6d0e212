import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { METHODS } from '../../src/ode/methods.ts';
import type { RightHandSide, SolveOptions } from '../../src/ode/types.ts';
import { pleiades } from './classic-problems.ts';
import { DETEST } from './detest.ts';
import type { Problem } from './problem.ts';

const PROBLEMS: readonly Problem[] = [...DETEST, pleiades];

const nonFinite: RightHandSide = (d, _y, t) => (d[0] = t > 1 ? NaN : 1);
const CASES: readonly [string, RightHandSide, SolveOptions][] = [
  ['succeeds', (d, y) => (d[0] = -y[0]), {}],
  ['is stopped', (d, y) => (d[0] = -y[0]), { stopWhen: (_t, y) => y[0] < 0.5 }],
  [
    'meets a terminal event',
    (d, y) => (d[0] = -y[0]),
    { events: [{ value: (_t, y) => y[0] - 0.5, terminal: true }] },
  ],
  ['blows up', (d, y) => (d[0] = y[0] * y[0]), {}],
  ['meets NaN', nonFinite, {}],
  ['runs out of steps', (d, y) => (d[0] = -y[0]), { maxSteps: 3 }],
];

describe.each(METHODS)('advance of %s', (method) => {
  it('equals solve bit for bit, on one workspace for all starts', () => {
    for (const { rhs, y0, span } of PROBLEMS) {
      const solution = createIntegrator(rhs, y0.length, { method }).solve(y0, span);
      const integrator = createIntegrator(rhs, y0.length, { method });
      for (let repeat = 0; repeat < 2; repeat++) {
        const y = Float64Array.from(y0);
        expect(integrator.advance(y, ...span)).toBe(solution.retcode);
        expect([...y]).toEqual([...solution.y]);
        expect([...integrator.dydt]).toEqual([...solution.dydt]);
        expect(integrator.stats).toEqual(solution.stats);
        expect(integrator.t).toBe(solution.t);
        // Something else in between leaves nothing behind.
        integrator.advance(
          Float64Array.from(y0, (value) => value * 0.9),
          0,
          0.125,
        );
      }
    }
  });

  it.each(CASES)('tells what solve tells where it %s', (_name, rhs, options) => {
    const solution = createIntegrator(rhs, 1, { method, ...options }).solve([1], [0, 2]);
    const integrator = createIntegrator(rhs, 1, { method, ...options });
    const y = Float64Array.of(1);
    expect(integrator.advance(y, 0, 2)).toBe(solution.retcode);
    expect([...y]).toEqual([...solution.y]);
    expect(integrator.t).toBe(solution.t);
    expect(integrator.message()).toBe(solution.message);
    expect(integrator.warnings()).toEqual(solution.warnings);
    expect(integrator.stats).toEqual(solution.stats);
  });

  it('returns NonFinite for a state that is not finite', () => {
    const integrator = createIntegrator((d, y) => (d[0] = -y[0]), 1, { method });
    expect(integrator.advance(Float64Array.of(NaN), 0, 1)).toBe('NonFinite');
    expect(integrator.message()).toContain('worst component y[0] = NaN');
  });
});

it.each([
  ['dopri5', 12],
  ['tsit5', 12],
  ['bs5', 13],
  ['bs3', 9],
] as const)('Thousands of steps and calls of %s use the same few arrays', (method, most) => {
  const { rhs, y0, span } = pleiades;
  const seen = new Set<Float64Array>();
  let identity = 0;
  const integrator = createIntegrator(
    (d, y, t) => {
      seen.add(d).add(y);
      rhs(d, y, t);
    },
    y0.length,
    {
      method,
      rtol: 1e-7,
      stopWhen: (_t, y, dydt) => {
        seen.add(y).add(dydt);
        return false;
      },
    },
  );
  const { stats, dydt } = integrator;
  const y = new Float64Array(y0.length);
  let steps = 0;
  for (let call = 0; call < 20; call++) {
    y.set(y0);
    integrator.advance(y, ...span);
    seen.add(integrator.dydt);
    steps += stats.accepted;
    identity += integrator.stats === stats ? 1 : 0;
  }
  expect(steps).toBeGreaterThan(3000);
  expect(identity).toBe(20);
  expect(seen).toContain(dydt);
  // Two states, a stage, the slopes and the probe for the first step; never the caller's array.
  expect(seen.size).toBeLessThanOrEqual(most);
  expect(seen).not.toContain(y);
});
