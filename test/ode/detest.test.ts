import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { DETEST } from './detest.ts';
import { solveWithDopri } from './dopri-oracle.ts';
import { deviation } from './problem.ts';

/** Error at t = 20 per tolerance: local errors add up and grow along the way, most on the orbits D (1050 for odex at 1e-6, 490 for bs3). */
const GROWTH = 2000;

/** Two codes at 1e-12 against the published values, most on the orbits D (4e-10). */
const CROSS_CHECK = 1e-9;

describe('the DETEST problems', () => {
  it('are twenty-five, five of each class', () => {
    expect(DETEST.map(({ name }) => name.slice(0, 2))).toEqual(
      ['A', 'B', 'C', 'D', 'E'].flatMap((letter) => [1, 2, 3, 4, 5].map((n) => `${letter}${n}`)),
    );
  });

  it.each(DETEST)('$name ends where two independent codes end at 1e-12', (problem) => {
    const { rhs, y0, span, end } = problem;
    expect(deviation(solveWithDopri(problem), end)).toBeLessThan(CROSS_CHECK);
    const odex = createIntegrator(rhs, y0.length, { method: 'odex', rtol: 1e-12, atol: 1e-12 });
    expect(deviation(odex.solve(y0, span).y, end)).toBeLessThan(CROSS_CHECK);
  });

  describe.each([
    ['dopri5', 1e-6],
    ['dopri5', 1e-10],
    ['tsit5', 1e-6],
    ['tsit5', 1e-10],
    ['bs5', 1e-6],
    ['bs5', 1e-10],
    ['bs3', 1e-4],
    ['bs3', 1e-7],
    ['odex', 1e-6],
    ['odex', 1e-10],
  ] as const)('by %s at tolerance %g', (method, tolerance) => {
    it.each(DETEST)('$name ends at its published value', ({ rhs, y0, span, end }) => {
      const integrator = createIntegrator(rhs, y0.length, { method, rtol: tolerance, atol: tolerance });
      const solution = integrator.solve(y0, span);
      expect(solution.message).toBe('reached t = 20');
      expect(deviation(solution.y, end)).toBeLessThan(GROWTH * tolerance);
    });
  });
});
