/** The adaptive integrator made to take n equal steps: a tolerance that everything meets, first and largest step h. */
import { createIntegrator } from '../../src/ode/integrator.ts';
import type { Method, RightHandSide, Solution } from '../../src/ode/types.ts';

export function solveInFixedSteps(
  method: Method,
  rhs: RightHandSide,
  y0: readonly number[],
  [t0, t1]: readonly [number, number],
  steps: number,
  times: readonly number[] = [],
): Solution {
  const h = Math.abs(t1 - t0) / steps;
  const options = { method, rtol: 1, atol: 1e200, initialStep: h, maxStep: h };
  const solution = createIntegrator(rhs, y0.length, options).solve(y0, [t0, t1], times);
  if (solution.stats.accepted !== steps || solution.stats.rejected > 0) {
    throw new Error(`${steps} steps wanted, ${solution.stats.accepted} taken`);
  }
  return solution;
}
