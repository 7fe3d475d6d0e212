import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { METHODS, PAIRS } from '../../src/ode/methods.ts';
import type { RightHandSide, SolveOptions } from '../../src/ode/types.ts';

/** y″ = −y: (sin t, cos t) from (0, 1). */
const oscillator: RightHandSide = (d, y) => {
  d[0] = y[1];
  d[1] = -y[0];
};
const TOLERANCE = { rtol: 1e-8, atol: 1e-10 };
/** Ten tolerances of 1e-8 and the growth over 10 time units; cubic dense output (bs3) is no less accurate. */
const ACCURACY = 1e-6;

describe.each(METHODS)('%s', (method) => {
  it('gives the states at the output times, ends included', () => {
    const times = [0, 0.001, 1, 1, 2.5, 7.25, 10];
    const solution = createIntegrator(oscillator, 2, { method, ...TOLERANCE }).solve([0, 1], [0, 10], times);
    expect(solution.saved).toHaveLength(times.length);
    expect([...solution.saved[0]]).toEqual([0, 1]);
    expect([...solution.saved[6]]).toEqual([...solution.y]);
    times.forEach((t, i) => {
      expect(Math.abs(solution.saved[i][0] - Math.sin(t))).toBeLessThan(ACCURACY);
      expect(Math.abs(solution.saved[i][1] - Math.cos(t))).toBeLessThan(ACCURACY);
    });
  });

  it('is a success at the end of the interval and where it was told to stop, and nowhere else', () => {
    const outcome = (options: SolveOptions): [string, boolean] => {
      const { retcode, success } = createIntegrator(oscillator, 2, { method, ...options }).solve(
        [0, 1],
        [0, 3],
      );
      return [retcode, success];
    };
    expect(outcome({})).toEqual(['Success', true]);
    expect(outcome({ stopWhen: (t) => t > 0.1 })).toEqual(['Terminated', true]);
    expect(outcome({ maxSteps: 2 })).toEqual(['MaxIters', false]);
  });

  it('integrates backwards to where it came from, output times descending', () => {
    const integrator = createIntegrator(oscillator, 2, { method, ...TOLERANCE });
    const forth = integrator.solve([0, 1], [0, 3]);
    const back = integrator.solve(forth.y, [3, -2], [3, 2, 0, -2]);
    expect(back.t).toBe(-2);
    [3, 2, 0, -2].forEach((t, i) => {
      expect(Math.abs(back.saved[i][0] - Math.sin(t))).toBeLessThan(ACCURACY);
    });
  });

  it('gives the derivative at the end', () => {
    const { y, dydt } = createIntegrator(oscillator, 2, { method }).solve([0, 1], [0, 3]);
    expect([...dydt]).toEqual([y[1], -y[0]]);
  });

  it('leaves its arguments alone and returns copies', () => {
    const integrator = createIntegrator(oscillator, 2, { method });
    const y0 = Float64Array.of(0, 1);
    const first = integrator.solve(y0, [0, 1], [0.5]);
    const kept = [...first.y, ...first.dydt, ...first.saved[0]];
    const work = { ...first.stats };
    const bare = integrator.solve([0, 1], [0, 1]);
    integrator.solve([5, 5], [0, 9], [0.5, 1]);
    expect(bare.saved).toHaveLength(0);
    expect([...first.y, ...first.dydt, ...first.saved[0]]).toEqual(kept);
    expect(first.stats).toEqual(work);
    expect([...y0]).toEqual([0, 1]);
  });

  it('stays where it is on an empty interval', () => {
    const solution = createIntegrator(oscillator, 2, { method }).solve([0, 1], [4, 4], [4]);
    expect(solution).toMatchObject({ retcode: 'Success', t: 4, stats: { evaluations: 1, accepted: 0 } });
    expect([...solution.saved[0], ...solution.y, ...solution.dydt]).toEqual([0, 1, 0, 1, 1, -0]);
  });
});

it.each(PAIRS)('Output times do not change the steps of %s', (method) => {
  const integrator = createIntegrator(oscillator, 2, { method });
  const without = integrator.solve([0, 1], [0, 10]);
  const times = Array.from({ length: 200 }, (_, i) => 0.05 * i);
  const output = integrator.solve([0, 1], [0, 10], times);
  expect(output.stats).toEqual(without.stats);
  expect([...output.y]).toEqual([...without.y]);
});

it('Output times beyond the end of a failed solve are left out', () => {
  const blowUp = createIntegrator((d, y) => (d[0] = y[0] * y[0]), 1);
  const solution = blowUp.solve([1], [0, 2], [0.25, 0.5, 1.5]);
  expect(solution.retcode).toBe('Unstable');
  expect(solution.saved).toHaveLength(2);
  expect(solution.saved[1][0]).toBeCloseTo(2, 4);
});
