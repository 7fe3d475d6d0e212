import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { arenstorf, brusselator, lorenz, pleiades } from './classic-problems.ts';
import { solveWithDopri } from './dopri-oracle.ts';
import { deviation, type Problem } from './problem.ts';

/**
 * Error at the end per tolerance: on the Arenstorf orbit, which passes close by the moon three times, and among the
 * Pleiades, errors grow by orders of magnitude.
 */
const GROWTH = new Map<Problem, number>([
  [arenstorf, 1e5],
  [pleiades, 3000],
  [lorenz, 100],
  [brusselator, 100],
]);
const PROBLEMS = [...GROWTH].map(([problem, growth]) => ({ ...problem, growth }));

describe.each(PROBLEMS)('$name', ({ growth, ...problem }) => {
  const { rhs, y0, span, end } = problem;
  it.each([
    ['dopri5', 1e-10],
    ['tsit5', 1e-10],
    ['bs5', 1e-10],
    ['bs3', 1e-7],
    ['odex', 1e-10],
  ] as const)('ends at its published value by %s at tolerance %g', (method, tolerance) => {
    const integrator = createIntegrator(rhs, y0.length, { method, rtol: tolerance, atol: tolerance });
    const solution = integrator.solve(y0, span);
    expect(solution.retcode).toBe('Success');
    expect(solution.t).toBe(span[1]);
    expect(deviation(solution.y, end)).toBeLessThan(growth * tolerance);
  });

  it('ends there by an independent code at 1e-12 as well', () => {
    expect(deviation(solveWithDopri(problem), end)).toBeLessThan(growth * 1e-12);
  });
});
