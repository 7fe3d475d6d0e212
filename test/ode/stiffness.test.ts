import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { PAIRS } from '../../src/ode/methods.ts';
import { createScheme } from '../../src/ode/scheme.ts';
import { createStiffnessTest } from '../../src/ode/stiffness.ts';
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

describe('The test for stiffness', () => {
  const scheme = createScheme(TABLEAUS.dopri5);
  const stages = TABLEAUS.dopri5.nodes.length;
  /** Only the slope at the end of the step differs from 0: h λ is infinite. Or all slopes are alike: h λ is 0. */
  const near = Array.from({ length: stages }, (_, j) => Float64Array.of(j === stages - 1 ? 1 : 0));
  const far = near.map(() => Float64Array.of(1));
  /** Steps from 1 on, the t of each its number. */
  const metAfter = (steps: number, isNear: (step: number) => boolean): number => {
    const stiffness = createStiffnessTest(scheme, 1);
    stiffness.begin();
    for (let step = 1; step <= steps; step++) {
      stiffness.look(step, step, isNear(step) ? near : far, scheme.weights);
    }
    return stiffness.met();
  };

  it('looks at every 25th step until one is near the boundary, and then waits for fifteen', () => {
    expect(metAfter(24, () => true)).toBeNaN();
    expect(metAfter(38, () => true)).toBeNaN();
    expect(metAfter(39, () => true)).toBe(39);
    expect(metAfter(100, (step) => step !== 25)).toBe(64);
  });

  it('keeps to where it was met first', () => {
    expect(metAfter(500, (step) => step < 45 || step > 60)).toBe(39);
  });

  it('forgets its suspicions after six steps in a row that are far from it, and not after five', () => {
    expect(metAfter(100, (step) => step < 30 || step > 35)).toBe(64);
    expect(metAfter(100, (step) => step < 30 || step > 34)).toBe(44);
    // Five and five, with one between them.
    expect(metAfter(100, (step) => step < 27 || step === 32 || step > 37)).toBe(49);
  });
});
