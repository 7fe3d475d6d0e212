import { Solver } from 'odex';
import { describe, expect, it } from 'vitest';
import { createIntegrator } from '../../src/ode/integrator.ts';
import type { RightHandSide } from '../../src/ode/types.ts';
import { lorenz } from './classic-problems.ts';
import { deviation } from './problem.ts';

describe('what the adapter guards against is still so in the package', () => {
  const solver = (n: number): Solver => {
    const made = new Solver(n);
    made.absoluteTolerance = 1e-9;
    made.relativeTolerance = 1e-9;
    return made;
  };

  it('a Float64Array as start gives NaN', () => {
    const y0 = Float64Array.of(1) as unknown as number[];
    const { y } = solver(1).solve(
      (_x, state) => [-state[0]],
      0,
      y0,
      1,
      () => true,
    );
    expect(y.every(Number.isNaN)).toBe(true);
  });

  it('steps to NaN are accepted', () => {
    const accepted: number[] = [];
    solver(1).solve(
      (x) => [x > 0 ? NaN : 1],
      0,
      [1],
      1,
      (_n, _xOld, _x, [y]) => {
        accepted.push(y);
        return accepted.length < 3;
      },
    );
    expect(accepted).toEqual([1, NaN, NaN]);
  });
});

describe('odex behind the interface', () => {
  it('is far more accurate than its tolerance costs the pairs of order 5', () => {
    const { rhs, y0, span, end } = lorenz;
    const tight = { rtol: 1e-13, atol: 1e-13 };
    const odex = createIntegrator(rhs, 3, { ...tight, method: 'odex' }).solve(y0, span);
    const dopri5 = createIntegrator(rhs, 3, { ...tight, method: 'dopri5' }).solve(y0, span);
    expect(deviation(odex.y, end)).toBeLessThan(1e-11);
    expect(odex.stats.evaluations).toBeLessThan(0.25 * dopri5.stats.evaluations);
  });

  it('hands the right-hand side Float64Arrays, always the same', () => {
    const seen = new Set<Float64Array>();
    const rhs: RightHandSide = (d, y) => {
      seen.add(d).add(y);
      d[0] = -y[0];
    };
    const integrator = createIntegrator(rhs, 1, { method: 'odex', stopWhen: () => false });
    for (let i = 0; i < 5; i++) integrator.solve([1], [0, 10], [1, 2]);
    // A state and a slope each for the result, the package and the probe for the first step.
    expect(seen.size).toBeLessThanOrEqual(6);
    expect([...seen].every((array) => array instanceof Float64Array)).toBe(true);
  });

  it('lets an error of the right-hand side through', () => {
    const rhs: RightHandSide = (d, y, t) => {
      if (t > 0.5) throw new RangeError('beyond the table');
      d[0] = -y[0];
    };
    expect(() => createIntegrator(rhs, 1, { method: 'odex' }).solve([1], [0, 1])).toThrow('beyond the table');
  });

  it('ends exactly at the end of an interval that is far from 0', () => {
    const { t, retcode } = createIntegrator((d, y) => (d[0] = -y[0]), 1, { method: 'odex' }).solve(
      [1],
      [1e6, 1e6 + 0.1],
    );
    expect([t, retcode]).toEqual([1e6 + 0.1, 'Success']);
  });
});
