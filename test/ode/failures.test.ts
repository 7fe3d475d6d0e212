import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { METHODS } from '../../src/ode/methods.ts';
import type { RightHandSide, Solution, SolveOptions } from '../../src/ode/types.ts';

const FAILED_STEP =
  /^(\w+) at t = \S+ after \d+ accepted and \d+ rejected steps: last step \S+, (error \S+ × tolerance|no error estimate), worst component \S+ = \S+; .+$/;

/** The blow-up time is off by the tolerance of 1e-6 times a few: the solution there is as steep as 1/tolerance². */
const BLOW_UP_TIME = 1e-4;

describe.each(METHODS)('%s', (method) => {
  const solve = (
    rhs: RightHandSide,
    y0: readonly number[],
    span: readonly [number, number],
    options: SolveOptions = {},
  ): Solution => createIntegrator(rhs, y0.length, { method, ...options }).solve(y0, span);

  it('tells the blow-up of y′ = y² with its time, in few steps', () => {
    const solution = solve((d, y) => (d[0] = y[0] * y[0]), [1], [0, 2]);
    expect(solution).toMatchObject({ retcode: 'Unstable', success: false });
    expect(Math.abs(solution.t - 1)).toBeLessThan(BLOW_UP_TIME);
    expect(solution.y[0]).toBeGreaterThan(1e10);
    expect(solution.message).toMatch(FAILED_STEP);
    expect(solution.message).toContain('worst component y[0] = ');
    expect(solution.message).toContain('the solution blows up: end the solve before this t');
    // bs3, with the shortest steps, takes 5,114.
    expect(solution.stats.evaluations).toBeLessThan(6000);
  });

  it('tells a blow-up of the second of two components, backwards and at t = 0', () => {
    // y₂ = 1/t, from 1 at t = 1 back to 0.
    const rhs: RightHandSide = (d, y) => {
      d[0] = 1;
      d[1] = -y[1] * y[1];
    };
    const solution = solve(rhs, [0, 1], [1, -1]);
    expect(solution.retcode).toBe('Unstable');
    expect(Math.abs(solution.t)).toBeLessThan(BLOW_UP_TIME);
    expect(solution.message).toContain('worst component y[1] = ');
  });

  it('ends where a component leaves the bound', () => {
    const solution = solve((d, y) => (d[0] = -y[0]), [-1], [0, -1000], { bound: 1e6 });
    expect(solution.retcode).toBe('Unstable');
    expect(solution.y[0]).toBeLessThan(-1e6);
    expect(-solution.t).toBeLessThan(Math.log(1e8));
  });

  it('says at once that the right-hand side is NaN at the start', () => {
    const solution = solve((d) => d.set([1, NaN]), [1, 2], [0, 1]);
    expect(solution).toMatchObject({ retcode: 'NonFinite', t: 0, stats: { evaluations: 1, accepted: 0 } });
    expect([...solution.y]).toEqual([1, 2]);
    expect(solution.message).toMatch(FAILED_STEP);
    expect(solution.message).toContain('worst component dy/dt[1] = NaN; y has probably left the domain');
  });

  it.each([NaN, Infinity])('goes as far as the right-hand side is finite, where it becomes %s', (value) => {
    const solution = solve((d, _y, t) => (d[0] = t > 1 ? value : 1), [0], [0, 2]);
    expect(solution.retcode).toBe('NonFinite');
    expect(solution.t).toBeLessThanOrEqual(1);
    expect(solution.t).toBeGreaterThan(1 - 1e-12);
    expect(solution.y[0]).toBeCloseTo(solution.t, 10);
    expect(solution.message).toContain(`worst component dy/dt[0] = ${value}`);
  });

  it('steps back from a domain that only trial stages leave', () => {
    // √y from y = (1 − t/2)²: stages of long steps near t = 1.9 reach negative y.
    const solution = solve((d, y) => (d[0] = -Math.sqrt(y[0])), [1], [0, 1.9]);
    expect(solution.retcode).toBe('Success');
    expect(Math.abs(solution.y[0] - 0.0025)).toBeLessThan(1e-5);
  });

  it('tells a jump that no step above minStep crosses', () => {
    const solution = solve((d, _y, t) => (d[0] = t > 1 ? 1e9 : 1), [0], [0, 2], { minStep: 1e-5 });
    expect(solution.retcode).toBe('DtLessThanMin');
    expect(Math.abs(solution.t - 1)).toBeLessThan(1e-4);
    expect(solution.message).toMatch(FAILED_STEP);
    expect(solution.message).toContain('stop before it and restart beyond it');
  });

  it('names the component that jumps', () => {
    const rhs: RightHandSide = (d, _y, t) => d.set([1, t > 1 ? -1e9 : 1, 1]);
    const solution = solve(rhs, [7, 0, 0], [0, 2], { minStep: 1e-5 });
    expect(solution.retcode).toBe('DtLessThanMin');
    expect(solution.message).toContain('worst component y[1] = ');
  });

  it('crosses a jump in small steps where nothing forbids it', () => {
    const solution = solve((d, _y, t) => (d[0] = t > 1 ? 5 : 1), [0], [0, 2]);
    expect(solution.retcode).toBe('Success');
    // The estimate of bs5 gives a jump in the last quarter of a step the weight 0.0004, that of dopri5 0.017.
    expect(Math.abs(solution.y[0] - 6)).toBeLessThan(method === 'bs5' ? 5e-4 : 1e-4);
  });

  it('stops at the limit on steps with the state so far', () => {
    const solution = solve((d, y) => (d[0] = -y[0]), [1], [0, 100], { maxSteps: 7 });
    expect(solution.retcode).toBe('MaxIters');
    expect(solution.stats.accepted + solution.stats.rejected).toBeLessThanOrEqual(7);
    expect(solution.stats.accepted).toBeGreaterThan(0);
    expect(Math.abs(solution.y[0] - Math.exp(-solution.t))).toBeLessThan(1e-5);
    expect(solution.message).toContain('raise maxSteps or maxEvaluations');
  });

  it.each([1, 2, 50, 100])('makes no more than %i evaluations when told so', (maxEvaluations) => {
    let evaluations = 0;
    const rhs: RightHandSide = (d, y) => {
      evaluations++;
      d[0] = -y[0];
    };
    const solution = solve(rhs, [1], [0, 100], { maxEvaluations });
    expect(solution.retcode).toBe('MaxIters');
    expect(solution.stats.evaluations).toBe(evaluations);
    expect(evaluations).toBeLessThanOrEqual(maxEvaluations);
    expect(Math.abs(solution.y[0] - Math.exp(-solution.t))).toBeLessThan(1e-5);
  });

  it('keeps to the largest step', () => {
    const seen: number[] = [];
    solve((d) => (d[0] = 0), [1], [0, 10], {
      maxStep: 0.25,
      stopWhen: (t) => {
        seen.push(t);
        return false;
      },
    });
    const steps = seen.slice(1).map((t, i) => t - seen[i]);
    // A last step may be 1% longer.
    expect(Math.max(...steps)).toBeLessThanOrEqual(0.25 * 1.01);
    expect(seen.at(-1)).toBe(10);
  });

  it('counts every evaluation', () => {
    let evaluations = 0;
    const rhs: RightHandSide = (d, y) => {
      evaluations++;
      d[0] = -y[0];
    };
    const events = [{ value: (_t: number, y: Float64Array): number => y[0] - 0.1, terminal: true }];
    const { stats } = solve(rhs, [1], [0, 10], { events });
    expect(stats.evaluations).toBe(evaluations);
    expect(stats.events).toBe(1);
  });
});
