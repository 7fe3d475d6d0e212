import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { PAIRS } from '../../src/ode/methods.ts';
import { TABLEAUS } from '../../src/ode/tableaus.ts';
import type { RightHandSide } from '../../src/ode/types.ts';
import { brusselator, lorenz, pleiades } from './classic-problems.ts';
import { DETEST } from './detest.ts';

/** Prothero, Robinson 1974: y = cos t, with a decay to it at the rate 1000. */
const protheroRobinson: RightHandSide = (d, y, t) => {
  d[0] = -1000 * (y[0] - Math.cos(t)) - Math.sin(t);
};
const vanDerPol: RightHandSide = (d, y) => {
  d[0] = y[1];
  d[1] = 1000 * ((1 - y[0] * y[0]) * y[1] - y[0]);
};

/** Rates 1 to 9. */
const LIMITED = DETEST.find(({ name }) => name.startsWith('C2'));

it('bs5 warns on the decay chain C2, on which its steps are as long as stability allows', () => {
  if (LIMITED === undefined) throw new Error('C2 is missing');
  const { rhs, y0, span } = LIMITED;
  const times: number[] = [];
  const stopWhen = (t: number): boolean => times.push(t) === 0;
  const { warnings } = createIntegrator(rhs, y0.length, { method: 'bs5', stopWhen }).solve(y0, span);
  expect(warnings).toHaveLength(1);
  // Over the steps from t = 13 on, the mean of h λ; they swing about the boundary.
  const late = times.filter((t) => t > 13 && t < 20);
  const mean = (9 * (late[late.length - 1] - late[0])) / (late.length - 1);
  expect(mean / TABLEAUS.bs5.stabilityBoundary).toBeGreaterThan(0.9);
});

describe.each(PAIRS)('%s', (method) => {
  it.each([
    ['Prothero–Robinson', protheroRobinson, [1], 1],
    ['Van der Pol with ε = 0.001', vanDerPol, [2, 0], 0.5],
  ] as const)('warns on %s, and goes on to the end', (_name, rhs, y0, t1) => {
    const solution = createIntegrator(rhs, y0.length, { method }).solve(y0, [0, t1]);
    expect(solution.retcode).toBe('Success');
    expect(solution.warnings).toEqual([
      expect.stringMatching(
        /^Stiff: at t = 0\.\d+ stability, not accuracy, limits the step; an explicit method will need many steps$/,
      ),
    ]);
  });

  it('warns in whatever unit t is measured, and backwards', () => {
    const rhs: RightHandSide = (d, y, t) => {
      protheroRobinson(d, y, -t / 1e6);
      d[0] /= -1e6;
    };
    expect(createIntegrator(rhs, 1, { method }).solve([1], [0, -1e6]).warnings).toHaveLength(1);
  });

  it('does not warn on problems that are not stiff', () => {
    for (const problem of [...DETEST, lorenz, brusselator, pleiades]) {
      if (method === 'bs5' && problem === LIMITED) continue;
      const { rhs, y0, span } = problem;
      expect(createIntegrator(rhs, y0.length, { method }).solve(y0, span).warnings).toEqual([]);
    }
  });

  it('forgets the warning in the next solve', () => {
    const integrator = createIntegrator(protheroRobinson, 1, { method });
    expect(integrator.solve([1], [0, 1]).warnings).toHaveLength(1);
    expect(integrator.solve([1], [0, 1e-4]).warnings).toHaveLength(0);
  });
});
