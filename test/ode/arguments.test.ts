import { describe, expect, it } from 'vitest';
import { ArgumentError, ShapeError } from '../../src/errors.ts';
import { createIntegrator } from '../../src/ode/integrator.ts';
import type { SolveOptions } from '../../src/ode/types.ts';

const decay = (d: Float64Array, y: Float64Array): void => {
  d[0] = -y[0];
};
const solve = (
  options: SolveOptions,
  y0: readonly number[],
  span: [number, number],
  times?: number[],
): unknown => createIntegrator(decay, 1, options).solve(y0, span, times);

describe('bad options are refused in one line that names the option, the bound and what was given', () => {
  it.each<[SolveOptions, string]>([
    [{ rtol: 0 }, 'rtol: must be >= 2.220446049250313e-15 and finite (got 0)'],
    [{ rtol: NaN }, 'rtol: must be >= 2.220446049250313e-15 and finite (got NaN)'],
    [{ atol: -1 }, 'atol: must be >= 0 and finite (got -1)'],
    [{ maxSteps: 0 }, 'maxSteps: must be >= 1 (got 0)'],
    [{ maxEvaluations: 0 }, 'maxEvaluations: must be >= 1 (got 0)'],
    [{ initialStep: -0.1 }, 'initialStep: must be > 0 and finite (got -0.1)'],
    [{ maxStep: 0 }, 'maxStep: must be > 0 (got 0)'],
    [{ minStep: 2, maxStep: 1 }, 'minStep: must be >= 0 and <= maxStep = 1 (got 2)'],
    [{ bound: 0 }, 'bound: must be > 0 (got 0)'],
    [{ method: 'rk4' as 'bs3' }, 'method: must be one of dopri5, tsit5, bs5, bs3, odex (got rk4)'],
    [
      { rtoll: 1e-3 } as SolveOptions,
      'rtoll: unknown option; known are method, rtol, atol, maxSteps, maxEvaluations, initialStep, maxStep, minStep, bound, events, stopWhen',
    ],
  ])('%o', (options, message) => {
    expect(() => createIntegrator(decay, 1, options)).toThrow(new ArgumentError(message));
  });

  it.each([0, 1.5, NaN])('dimension %s', (dimension) => {
    expect(() => createIntegrator(decay, dimension)).toThrow(
      new ArgumentError(`dimension: must be an integer >= 1 (got ${dimension})`),
    );
  });
});

describe('bad arguments of a solve are refused', () => {
  it('a state of another dimension', () => {
    const message = 'y: must have the dimension [1] of the integrator (got [2])';
    expect(() => solve({}, [1, 2], [0, 1])).toThrow(new ShapeError(message));
    expect(() => createIntegrator(decay, 1).advance(new Float64Array(2), 0, 1)).toThrow(
      new ShapeError(message),
    );
  });

  it.each<[number[], [number, number], number[], string]>([
    [[NaN], [0, 1], [], 'y0[0]: must be finite (got NaN)'],
    [[1], [NaN, 1], [], 't0: must be finite (got NaN)'],
    [[1], [0, NaN], [], 't1: must be a number (got NaN)'],
    [[1], [0, Infinity], [], 't1: must be finite without stopWhen or a terminal event (got Infinity)'],
    [[1], [0, 1], [0.5, 0.25], 'times[1]: must lie between 0.5 and t1 = 1 (got 0.25); sort the times'],
    [[1], [0, 1], [2], 'times[0]: must lie between 0 and t1 = 1 (got 2); sort the times'],
    [[1], [1, 0], [0.5, 0.75], 'times[1]: must lie between 0.5 and t1 = 0 (got 0.75); sort the times'],
  ])('y0 = %o, span = %o, times = %o', (y0, span, times, message) => {
    expect(() => solve({}, y0, span, times)).toThrow(new ArgumentError(message));
  });

  it('an end at infinity that only a non-terminal event watches', () => {
    const events = [{ value: (t: number): number => t - 1 }];
    expect(() => solve({ events }, [1], [0, -Infinity])).toThrow(ArgumentError);
  });
});

it('Defaults hold where options are given as undefined', () => {
  const integrator = createIntegrator(decay, 1, { rtol: undefined } as unknown as SolveOptions);
  expect(integrator.solve([1], [0, 1]).stats).toEqual(createIntegrator(decay, 1).solve([1], [0, 1]).stats);
});
