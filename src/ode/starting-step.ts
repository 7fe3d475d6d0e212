/**
 * The first step, after Hairer, Nørsett, Wanner I, section II.4: an explicit Euler probe gives the size of y″, and
 * with it the step whose error is 1% of the tolerance.
 *
 * Departure: the book's formula holds in units of t in which the solution changes in a time of about 1. Here T, the
 * time in which y′ changes by its own size, is that unit, so that the steps do not depend on the unit of t.
 */
import { realPower } from '../kernels/real-power.ts';
import { weightedNorm, type Tolerances } from './error-norm.ts';
import type { RightHandSide } from './types.ts';

/** Share of the interval that is probed where y′ = 0, and nothing else sets a scale. */
const BLIND_PROBE = 1e-6;

/**
 * Chooser of first steps.
 * @param q exponent of h in the error estimate
 * @returns a closure from the state `[dimension]`, its derivative `[dimension]`, t and the largest step, signed as the
 * direction of integration and perhaps infinite, to the step; one evaluation of f
 */
export function createStartingStep(
  rhs: RightHandSide,
  dimension: number,
  tolerances: Tolerances,
  q: number,
): (y: Float64Array, f: Float64Array, t: number, longest: number) => number {
  const probe = new Float64Array(dimension);
  const slope = new Float64Array(dimension);
  return (y, f, t, longest) => {
    const direction = longest < 0 ? -1 : 1;
    const bound = Math.abs(longest);
    const d0 = weightedNorm(y, y, tolerances);
    const d1 = weightedNorm(f, y, tolerances);
    const isBlind = !(d1 > 0 && d1 < Infinity);
    const euler = isBlind ? BLIND_PROBE * (bound < Infinity ? bound : 1) : (0.01 * Math.max(d0, 1)) / d1;
    const h0 = Math.min(euler, bound);
    for (let i = 0; i < dimension; i++) probe[i] = y[i] + direction * h0 * f[i];
    rhs(slope, probe, t + direction * h0);
    for (let i = 0; i < dimension; i++) slope[i] -= f[i];
    const d2 = weightedNorm(slope, y, tolerances) / h0;
    // No change of slope to go by (or NaN: then the step control will shrink the step).
    if (!(d2 > 0 && d2 < Infinity)) return direction * Math.min(100 * h0, bound);
    const speed = Math.max(d1, d2 * h0);
    const T = speed / d2;
    const h1 = T * realPower(0.01 / (speed * T), 1 / q);
    return direction * Math.min(h1, Math.max(100 * h0, T), bound);
  };
}
