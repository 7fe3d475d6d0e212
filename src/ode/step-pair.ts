/**
 * One interval of time solved twice from the same state, coarsely and finely, so that whatever is computed from the end
 * carries an estimate of its numerical error: the difference of the two.
 *
 * The fine solve takes the interval in halves and at a hundredth of the tolerance. The halves matter: in short intervals both
 * would else take the same single step, and agree for no reason.
 */
import { createIntegrator } from './integrator.ts';
import type { Method, Retcode, RightHandSide } from './types.ts';

/** The interval, and the accuracy of the coarse solve. */
export interface StepPairOptions {
  /** Length of the interval, > 0. */
  readonly duration: number;
  readonly method: Method;
  /** ≥ 2.2e-15. */
  readonly rtol: number;
  /** ≥ 0, in the units of y. */
  readonly atol: number;
}

/** The two ends. */
export interface StepPair {
  /**
   * Solve over the interval.
   * @param y `[dimension]` state at the start, left untouched
   * @returns `Success`, or why one of the solves failed
   */
  readonly advance: (y: Float64Array) => Retcode;
  /** `[dimension]` ends of the last interval: views that the next call overwrites. */
  readonly coarse: Float64Array;
  readonly fine: Float64Array;
}

const TIGHTER = 0.01;
/** The least that an integrator takes. */
const LEAST_RTOL = 2.3e-15;
/** Steps in one interval: where more are needed, the right-hand side jumps to and fro. */
const MAX_STEPS = 2000;

/** A pair of integrators of dy/dt = f(y); f must not depend on t. */
export function createStepPair(
  f: RightHandSide,
  dimension: number,
  { duration, method, rtol, atol }: StepPairOptions,
): StepPair {
  const maxSteps = MAX_STEPS;
  const half = duration / 2;
  const coarsely = createIntegrator(f, dimension, { method, rtol, atol, maxSteps, initialStep: duration });
  const tight = { rtol: Math.max(TIGHTER * rtol, LEAST_RTOL), atol: TIGHTER * atol };
  const finely = createIntegrator(f, dimension, { method, ...tight, maxSteps, initialStep: half });
  const coarse = new Float64Array(dimension);
  const fine = new Float64Array(dimension);
  return {
    coarse,
    fine,
    advance: (y) => {
      coarse.set(y);
      fine.set(y);
      const first = coarsely.advance(coarse, 0, duration);
      if (first !== 'Success') return first;
      const second = finely.advance(fine, 0, half);
      return second === 'Success' ? finely.advance(fine, half, duration) : second;
    },
  };
}
