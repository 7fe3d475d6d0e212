import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { residualSteadyState, type SteadyStateOptions } from '../../src/ode/steady-state.ts';
import { METHODS } from '../../src/ode/methods.ts';
import type { RightHandSide } from '../../src/ode/types.ts';

const STEP = { rtol: 1e-7, atol: 1e-10 };
const CRITERION: SteadyStateOptions = {
  rtol: 1e-5,
  atol: 1e-8,
  timeScale: 1,
  stepRtol: STEP.rtol,
  stepAtol: STEP.atol,
};

/** y_i → target_i at the rate rate_i. */
const relaxation =
  (targets: readonly number[], rates: readonly number[]): RightHandSide =>
  (d, y) => {
    for (let i = 0; i < d.length; i++) d[i] = rates[i] * (targets[i] - y[i]);
  };

describe.each(METHODS)('with %s', (method) => {
  it('ends where every component obeys the criterion, and not before', () => {
    const targets = [1, -3, 0];
    const rates = [1, 0.5, 0.8];
    const stopWhen = residualSteadyState(CRITERION);
    const visited: boolean[] = [];
    const integrator = createIntegrator(relaxation(targets, rates), 3, {
      method,
      ...STEP,
      stopWhen: (t, y, dydt) => {
        const steady = y.every((value, i) => Math.abs(dydt[i]) <= Math.max(1e-8, 1e-5 * Math.abs(value)));
        visited.push(steady);
        expect(stopWhen(t, y, dydt)).toBe(steady);
        return steady;
      },
    });
    const solution = integrator.solve([0, 0, 2], [0, Infinity]);
    expect(solution.message).toBe(`stopped by stopWhen at t = ${solution.t}`);
    expect(visited.lastIndexOf(true)).toBe(visited.indexOf(true));
    // |y − target| = |dy/dt| / rate, and the slowest rate is 0.5.
    solution.y.forEach((value, i) => {
      expect(Math.abs(value - targets[i])).toBeLessThanOrEqual(2 * Math.max(1e-8, 1e-5 * Math.abs(value)));
    });
  });

  it('takes no step from a state that is steady already', () => {
    const integrator = createIntegrator(relaxation([1, 0], [1, 1]), 2, {
      method,
      ...STEP,
      stopWhen: residualSteadyState(CRITERION),
    });
    const solution = integrator.solve([1, 0], [5, Infinity]);
    expect(solution).toMatchObject({ retcode: 'Terminated', success: true, t: 5 });
    expect(solution.stats).toEqual({ evaluations: 1, accepted: 0, rejected: 0, events: 0 });
    expect([...solution.y]).toEqual([1, 0]);
  });

  it('meets a criterion that the step tolerances just support, on a stiff end as well', () => {
    for (const stiffness of [1, 10, 100]) {
      // Half of what is supported for each of the two tolerances.
      const criterion: SteadyStateOptions = {
        ...CRITERION,
        rtol: 40 * stiffness * STEP.rtol,
        atol: 40 * stiffness * STEP.atol,
        stiffness,
      };
      const integrator = createIntegrator(relaxation([1, 1], [1, stiffness]), 2, {
        method,
        ...STEP,
        maxSteps: 5000,
        stopWhen: residualSteadyState(criterion),
      });
      expect(integrator.solve([0, 0], [0, Infinity]).retcode).toBe('Terminated');
    }
  });

  it('counts time in units of the time scale', () => {
    const slow = createIntegrator(relaxation([1], [1e-3]), 1, {
      method,
      ...STEP,
      stopWhen: residualSteadyState({ ...CRITERION, timeScale: 1000 }),
    }).solve([0], [0, Infinity]);
    expect(Math.abs(slow.y[0] - 1)).toBeLessThanOrEqual(1e-5);
    expect(slow.t).toBeGreaterThan(1000 * Math.log(1e5));
  });
});

it.each(['dopri5', 'tsit5'] as const)(
  'A criterion at the step tolerance, which is refused, is indeed not met by %s on a stiff end',
  (method) => {
    const { rtol, atol } = STEP;
    expect(() => residualSteadyState({ ...CRITERION, rtol, atol, stiffness: 100 })).toThrow(ArgumentError);
    const integrator = createIntegrator(relaxation([1, 1], [1, 100]), 2, {
      method,
      ...STEP,
      maxSteps: 5000,
      stopWhen: (_t, y, dydt) =>
        y.every((value, i) => Math.abs(dydt[i]) <= Math.max(atol, rtol * Math.abs(value))),
    });
    expect(integrator.solve([0, 0], [0, Infinity]).retcode).toBe('MaxIters');
  },
);

describe('is refused', () => {
  it.each<[Partial<SteadyStateOptions>, string]>([
    [{ rtol: -1 }, 'steadyState.rtol: must be >= 0 and finite (got -1)'],
    [{ atol: NaN }, 'steadyState.atol: must be >= 0 and finite (got NaN)'],
    [{ timeScale: 0 }, 'steadyState.timeScale: must be > 0 and finite (got 0)'],
    [{ stiffness: 0.5 }, 'steadyState.stiffness: must be >= 1 and finite (got 0.5)'],
    [
      { stepRtol: 1e-5 },
      'steadyState: must have stepAtol/atol + stepRtol/rtol <= 0.05 (got 1.01); ' +
        'tighten the step tolerances (cheap near a steady state) or loosen the criterion',
    ],
    [
      { atol: 0 },
      'steadyState: must have stepAtol/atol + stepRtol/rtol <= 0.05 (got Infinity); ' +
        'tighten the step tolerances (cheap near a steady state) or loosen the criterion',
    ],
    [
      { stiffness: 10 },
      'steadyState: must have stepAtol/atol + stepRtol/rtol <= 0.005 (got 0.02); ' +
        'tighten the step tolerances (cheap near a steady state) or loosen the criterion',
    ],
  ])('with %o', (options, message) => {
    expect(() => residualSteadyState({ ...CRITERION, ...options })).toThrow(new ArgumentError(message));
  });

  it('unless the step tolerance asks nothing either', () => {
    expect(residualSteadyState({ ...CRITERION, atol: 0, stepAtol: 0 })).toBeTypeOf('function');
  });
});
