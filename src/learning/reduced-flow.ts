/**
 * Eq. 2 for one presentation, solved exactly on the line that the solution never leaves:
 * W(s) = α (W₀ + ρ v), with the learning clock ds = g dt/τ_L.
 *
 * With f(ρ) = 1 + (M(ρ) − M(0))/R^p (see `line.ts`): α = f^(−1/p) and dρ/ds = R^p f^(1/p), so ρ(s) is the inverse of
 * the integral s = R^(−p) ∫ f^(−1/p) dρ. It is found by quadrature and Newton's method, in segments over which the
 * amplitude α changes by a factor of two at most; after each segment the line starts anew, so that neither form nor
 * quadrature ever loses digits.
 *
 * The inputs where v = 0 only shrink or grow by the common factor α: the flow of the others does not depend on them.
 */
import type { ScalarFunction } from '../kernels/power.ts';
import { absolutePower, positiveRoot } from '../kernels/power.ts';
import { integrate } from '../kernels/quadrature.ts';
import { realPower } from '../kernels/real-power.ts';
import { createPowerLine } from './line.ts';

/** Result of the last `present`; the fields are overwritten by the next. */
export interface ReducedFlow {
  /**
   * Moves one unit through one presentation.
   * @param w `[≥ length]` weights at the non-zero inputs, replaced by those after the presentation; left as they were when
   *   the unit diverges
   * @param v `[≥ length]` the non-zero inputs
   * @param clock s = g T/τ_L, of either sign
   * @param rest Σ|W_i|^p over the inputs where v = 0: given, a unit that starts on the sphere (to rounding) is kept on
   *   it, where rounding would otherwise grow when the clock runs backwards. Not given: not needed for short presentations.
   * @returns false when the unit diverges within the presentation: then `blowUpAt` is set, unless what went out of the
   *   range of numbers is a power, or a weight that grows without a pole (p = 1)
   */
  readonly present: (
    w: Float64Array,
    v: Float64Array,
    length: number,
    clock: number,
    rest?: number,
  ) => boolean;
  /** α of the whole presentation: the factor of the weights at inputs where v = 0. */
  amplitude: number;
  /** ρ of the whole presentation, W = α (W₀ + ρ v). */
  rho: number;
  /** Clock s* at which |W| → ∞, of the sign of `clock`; null when it does not within the presentation. */
  blowUpAt: number | null;
}

/** Relative error of the integral s(ρ): a few units of rounding. */
const QUADRATURE_TOLERANCE = 2e-15;
/** The clock may miss by this much, relative: a few units of rounding. */
const NEWTON_TOLERANCE = 1e-15;
/** Newton steps for ρ; it converges in two or three, bracketed. */
const MAX_NEWTON = 40;
/** A residual |R^p v − I W| of this many units of rounding is a fixed point. */
const FIXED_POINT_ULPS = 32;
/** A norm this close to R^p, relative, is that of a unit on the sphere whose weights were rounded. */
const ON_SPHERE = 1e-12;
/** Change of C over the way to the pole below which the rest of the way is the pole's closed form. */
const STRAIGHT = 1e-15;
/** The way to a fixed point takes some 50 segments, to a pole 53; more means that a number is not one. */
const MAX_SEGMENTS = 10_000;

/**
 * The exact flow of eq. 2 for given p and R.
 * @param p Lebesgue norm, ≥ 1
 * @param radius R > 0
 * @remarks O(non-zeros) per presentation for even p ≤ 8; for other p, O(45 · non-zeros) powers.
 */
export function createReducedFlow(p: number, radius: number): ReducedFlow {
  const absolute = absolutePower(p);
  const radiusPower = absolute(radius);
  const line = createPowerLine(p, radiusPower);
  const root = positiveRoot(p);
  const lowest = realPower(2, -p);
  const highest = realPower(2, p);
  let direction = 1;
  let initial: Float64Array = new Float64Array(0);
  let kinks: Float64Array = new Float64Array(0);

  const f: ScalarFunction = (r) => 1 + line.increase(direction * r) / radiusPower;
  const slope: ScalarFunction = (r) => (direction * line.slope(direction * r)) / radiusPower;
  const inverseSpeed: ScalarFunction = (r) => 1 / root(f(r));

  /** ∫_0^r f^(−1/p), the clock that the way to r takes. */
  const clockTo = (r: number): number => {
    let sum = 0;
    let from = 0;
    for (let i = 0; i < kinks.length && kinks[i] < r; i++) {
      sum += integrate(inverseSpeed, from, kinks[i], QUADRATURE_TOLERANCE);
      from = kinks[i];
    }
    return sum + integrate(inverseSpeed, from, r, QUADRATURE_TOLERANCE);
  };

  /** f stays within a factor 2^p of 1 on [0, r]; f is convex, so its tangents at the ends bound it from below. */
  const withinSegment = (r: number, initialSlope: number): boolean => {
    const end = f(r);
    if (!(end >= lowest && end <= highest)) return false;
    const first = p * initialSlope;
    const last = p * slope(r);
    if (first >= 0 || last <= 0) return true;
    const crossing = (end - last * r - 1) / (first - last);
    return 1 + first * crossing >= lowest;
  };

  const isFixedPoint = (w: Float64Array, v: Float64Array, length: number, current: number): boolean => {
    let residual = 0;
    let scale = 0;
    for (let i = 0; i < length; i++) {
      residual = Math.max(residual, Math.abs(radiusPower * v[i] - current * w[i]));
      scale = Math.max(scale, Math.abs(radiusPower * v[i]));
    }
    return residual <= FIXED_POINT_ULPS * Number.EPSILON * scale;
  };

  /**
   * The r with ∫_0^r f^(−1/p) = theta, or the end of the segment and the smaller theta that it takes; undefined where
   * the numbers overflow.
   */
  const solveSegment = (theta: number, initialSlope: number): { r: number; theta: number } | undefined => {
    const bend = 0.5 * initialSlope * theta;
    let r = theta * (1 + Math.max(-0.5, Math.min(0.5, bend)));
    let shortened = false;
    while (!withinSegment(r, initialSlope)) {
      r *= 0.5;
      shortened = true;
      if (!(r > 0 && r < Infinity)) return undefined;
    }
    let low = 0;
    let high = Infinity;
    for (let i = 0; i < MAX_NEWTON; i++) {
      const taken = clockTo(r);
      const missing = theta - taken;
      if (Math.abs(missing) <= NEWTON_TOLERANCE * theta) return { r, theta };
      if (missing > 0 && shortened) return { r, theta: taken };
      if (missing > 0) low = r;
      else high = r;
      let next = r + missing * root(f(r));
      if (!(next > low && next < high)) next = high < Infinity ? 0.5 * (low + high) : r;
      if (Math.abs(next - r) <= 2 * Number.EPSILON * r) return { r: next, theta };
      if (!withinSegment(next, initialSlope)) {
        if (missing > 0) return { r, theta: taken };
        next = 0.5 * (low + high);
      }
      r = next;
    }
    return { r, theta };
  };

  const flow: ReducedFlow = {
    amplitude: 1,
    rho: 0,
    blowUpAt: null,
    present: (w, v, length, clock, rest) => {
      flow.amplitude = 1;
      flow.rho = 0;
      flow.blowUpAt = null;
      if (clock === 0 || length === 0) return true;
      direction = clock > 0 ? 1 : -1;
      const whole = Math.abs(clock) * radiusPower;
      let elapsed = 0;
      const onSphere =
        rest !== undefined && Math.abs((powerSum(w, length, absolute) + rest) / radiusPower - 1) <= ON_SPHERE;
      for (let segment = 0; segment < MAX_SEGMENTS; segment++) {
        const remaining = whole - elapsed;
        line.start(w, v, length);
        kinks = line.kinks(direction);
        const initialSlope = slope(0);
        const pole = -1 / ((p - 1) * initialSlope);
        if (p > 1 && initialSlope < 0 && remaining >= pole) {
          // Far outside the sphere f is a straight line up to its zero, and s* is known in closed form.
          const bent = slope(-1 / (p * initialSlope)) / initialSlope - 1;
          if (Math.abs(bent) <= STRAIGHT) {
            flow.blowUpAt = (direction * (elapsed + pole)) / radiusPower;
            if (segment > 0) w.set(initial.subarray(0, length));
            return false;
          }
        }
        const step = solveSegment(remaining, initialSlope);
        if (step === undefined) break;
        if (step.theta < remaining && isFixedPoint(w, v, length, line.slope(0))) {
          flow.amplitude *= Math.exp(-initialSlope * remaining);
          return true;
        }
        if (segment === 0 && step.theta < remaining) {
          if (initial.length < length) initial = new Float64Array(w.length);
          initial.set(w.subarray(0, length));
        }
        let factor = 1 / root(f(step.r));
        const move = direction * step.r;
        for (let i = 0; i < length; i++) w[i] = factor * (w[i] + move * v[i]);
        flow.rho += move / flow.amplitude;
        if (onSphere) {
          const norm = powerSum(w, length, absolute) + rest * absolute(flow.amplitude * factor);
          const correction = 1 / root(norm / radiusPower);
          for (let i = 0; i < length; i++) w[i] *= correction;
          factor *= correction;
        }
        flow.amplitude *= factor;
        elapsed += step.theta;
        if (!(elapsed < whole)) return true;
      }
      if (flow.rho !== 0) w.set(initial.subarray(0, length));
      flow.amplitude = NaN;
      return false;
    },
  };
  return flow;
}

/** Σ f(w). */
function powerSum(w: Float64Array, length: number, f: ScalarFunction): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += f(w[i]);
  return sum;
}
