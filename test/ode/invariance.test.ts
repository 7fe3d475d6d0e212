import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { METHODS } from '../../src/ode/methods.ts';
import type { Method, RightHandSide, SolveOptions } from '../../src/ode/types.ts';
import { arenstorf, brusselator, lorenz } from './classic-problems.ts';
import { DETEST } from './detest.ts';

/** The same solution with t in other units. */
const rescaled =
  (rhs: RightHandSide, unit: number): RightHandSide =>
  (d, y, t) => {
    rhs(d, y, t / unit);
    for (let i = 0; i < d.length; i++) d[i] /= unit;
  };

describe.each(METHODS)('%s', (method) => {
  it('takes the same steps to the bit whatever power of two the unit of t is', () => {
    for (const { rhs, y0, span } of DETEST) {
      const plain = createIntegrator(rhs, y0.length, { method }).solve(y0, span);
      for (const unit of [2 ** -20, 2 ** 30]) {
        const scaled = createIntegrator(rescaled(rhs, unit), y0.length, { method }).solve(y0, [0, 20 * unit]);
        expect([...scaled.y]).toEqual([...plain.y]);
        expect(scaled.stats).toEqual(plain.stats);
      }
    }
  });

  it('takes the same steps backwards on the mirrored problem', () => {
    for (const { rhs, y0, span } of DETEST) {
      const plain = createIntegrator(rhs, y0.length, { method }).solve(y0, span);
      const mirrored = createIntegrator(rescaled(rhs, -1), y0.length, { method }).solve(y0, [0, -20]);
      expect([...mirrored.y]).toEqual([...plain.y]);
      expect(mirrored.stats).toEqual(plain.stats);
    }
  });

  it('solves y′ = a y + b within a hundred tolerances from any start in either direction', () => {
    const unit = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(unit, unit, unit, unit, unit, (a, b, start, t0, t1) => {
        const integrator = createIntegrator((d, y) => (d[0] = a * y[0] + b), 1, { method });
        const { y, retcode, t } = integrator.solve([start], [t0, t1]);
        const at = a * (t1 - t0);
        const growth = at === 0 ? 1 : Math.expm1(at) / at;
        const exact = start * Math.exp(at) + b * (t1 - t0) * growth;
        expect([retcode, t]).toEqual(['Success', t1]);
        expect(Math.abs(y[0] - exact)).toBeLessThan(1e-4 * Math.max(1, Math.abs(exact), Math.exp(at)));
      }),
      { seed: 1 },
    );
  });
});

/** [evaluations, accepted, rejected]: a change here is a change of results, to be said in the change log. */
const WORK: Readonly<Record<Method, readonly (readonly number[])[]>> = {
  dopri5: [
    [344, 55, 2],
    [1214, 202, 0],
    [938, 137, 19],
    [2690, 435, 13],
    [1322, 187, 33],
    [3212, 532, 3],
  ],
  tsit5: [
    [320, 52, 1],
    [1130, 188, 0],
    [884, 128, 19],
    [2540, 410, 13],
    [1346, 188, 36],
    [3278, 545, 1],
  ],
  bs5: [
    [275, 36, 3],
    [884, 126, 0],
    [779, 91, 20],
    [2081, 279, 18],
    [1115, 127, 32],
    [2613, 350, 23],
  ],
  bs3: [
    [1166, 383, 5],
    [10427, 3475, 0],
    [2357, 776, 9],
    [18251, 6083, 0],
    [4862, 1570, 50],
    [26150, 8716, 0],
  ],
  odex: [
    [371, 14, 0],
    [772, 17, 1],
    [1046, 32, 1],
    [2160, 47, 8],
    [1685, 42, 11],
    [2513, 54, 9],
  ],
};
const OPTIONS: readonly SolveOptions[] = [{}, { rtol: 1e-9, atol: 1e-9 }];

it.each(METHODS)('The number of steps of %s has not changed', (method) => {
  const work = [lorenz, brusselator, arenstorf].flatMap(({ rhs, y0, span }) =>
    OPTIONS.map((options) => {
      const { stats } = createIntegrator(rhs, y0.length, { method, ...options }).solve(y0, span);
      return [stats.evaluations, stats.accepted, stats.rejected];
    }),
  );
  expect(work).toEqual(WORK[method]);
});
