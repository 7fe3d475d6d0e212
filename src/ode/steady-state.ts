/**
 * When a solution counts as steady: every component moves less in one time scale than the criterion allows.
 *
 * What a step tolerance supports: near a steady state an explicit method takes steps as long as stability lets it, and
 * there its error does not die out but stays at the order of the step tolerance. A mode of rate λ then keeps a
 * residual of |λ| · timeScale tolerances, times up to 20 where a few of many components carry the fast mode
 * (measured, 2000 components: 8 for dopri5, 11 for tsit5, 20 for bs3). A criterion below that is never met.
 */
import { ArgumentError } from '../errors.ts';
import type { SolveOptions } from './types.ts';

/** A criterion this many step tolerances wide, times the stiffness, is met. */
const SUPPORT = 20;

/** Options of `residualSteadyState`. */
export interface SteadyStateOptions {
  /** Bound on |timeScale · dy_i/dt| relative to |y_i|, ≥ 0. */
  readonly rtol: number;
  /** Absolute bound on |timeScale · dy_i/dt|, in the units of y, ≥ 0. */
  readonly atol: number;
  /** The time that counts as one, > 0, in the units of t. */
  readonly timeScale: number;
  /** `rtol` of the integrator that will use the test. */
  readonly stepRtol: number;
  /** `atol` of the integrator that will use the test. */
  readonly stepAtol: number;
  /** Largest |λ| · timeScale of dy/dt linearised about the steady state, ≥ 1 (1). */
  readonly stiffness?: number;
}

/** tolerance / criterion, where nothing asked of nothing is no demand. */
function demand(tolerance: number, criterion: number): number {
  return tolerance === 0 ? 0 : tolerance / criterion;
}

/**
 * A `stopWhen` that ends a solve where every component has |timeScale · dy_i/dt| ≤ max(atol, rtol · |y_i|).
 * @throws ArgumentError for numbers out of range, and for a criterion tighter than the step tolerance can support:
 * 20 · stiffness · (stepAtol + stepRtol |y|) must be within max(atol, rtol |y|) for every y, that is,
 * stepAtol/atol + stepRtol/rtol ≤ 1/(20 · stiffness)
 */
export function residualSteadyState({
  rtol,
  atol,
  timeScale,
  stepRtol,
  stepAtol,
  stiffness = 1,
}: SteadyStateOptions): NonNullable<SolveOptions['stopWhen']> {
  for (const [name, value] of Object.entries({ rtol, atol, stepRtol, stepAtol })) {
    if (!(value >= 0 && value < Infinity)) {
      throw new ArgumentError(`steadyState.${name}: must be >= 0 and finite (got ${value})`);
    }
  }
  if (!(timeScale > 0 && timeScale < Infinity)) {
    throw new ArgumentError(`steadyState.timeScale: must be > 0 and finite (got ${timeScale})`);
  }
  if (!(stiffness >= 1 && stiffness < Infinity)) {
    throw new ArgumentError(`steadyState.stiffness: must be >= 1 and finite (got ${stiffness})`);
  }
  const demanded = demand(stepAtol, atol) + demand(stepRtol, rtol);
  const supported = 1 / (SUPPORT * stiffness);
  if (!(demanded <= supported)) {
    throw new ArgumentError(
      `steadyState: must have stepAtol/atol + stepRtol/rtol <= ${supported} (got ${Number(demanded.toPrecision(3))}); ` +
        'tighten the step tolerances (cheap near a steady state) or loosen the criterion',
    );
  }
  return (_t, y, dydt) => {
    for (let i = 0; i < y.length; i++) {
      if (!(timeScale * Math.abs(dydt[i]) <= Math.max(atol, rtol * Math.abs(y[i])))) return false;
    }
    return true;
  };
}
