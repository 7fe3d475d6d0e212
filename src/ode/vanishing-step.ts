/** Steps that vanish: when that is, and whether it is because the solution runs to infinity. */
import type { Tolerances } from './error-norm.ts';

/** A component that has grown this much, and would grow on by 1/this in the vanishing step, blows up. */
const FACTOR = 1000;

/**
 * Whether a component of `y` goes to ±∞ at this t.
 * @param slope `[n]`, dy/dt at `y`
 * @param h last step, signed as the direction of integration
 * @param startSize max |y_i| at the start
 */
export function blowsUp(
  y: Float64Array,
  slope: Float64Array,
  h: number,
  startSize: number,
  { rtol, atol }: Tolerances,
): boolean {
  const grown = FACTOR * Math.max(startSize, atol / rtol);
  for (let i = 0; i < y.length; i++) {
    const size = Math.abs(y[i]);
    if (size > grown && FACTOR * h * slope[i] * Math.sign(y[i]) > size) return true;
  }
  return false;
}

/** Steps of fewer units in the last place of t than this are lost to rounding. */
const SMALLEST_STEP_ULPS = 10;

/** Size of the smallest step that may be taken from `t`: `minStep`, or what rounding of t leaves. */
export function smallestStep(t: number, minStep: number): number {
  return Math.max(minStep, SMALLEST_STEP_ULPS * Number.EPSILON * Math.abs(t), Number.MIN_VALUE);
}
