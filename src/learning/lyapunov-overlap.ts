/**
 * Q = ⟨W,v⟩ / ⟨W,W⟩^((p−1)/p), the argument of the Lyapunov function (eq. 3), and how fast eq. 2 lets it grow (eq. 5).
 */
import { absolutePower, signedPower } from '../kernels/power.ts';
import { realPower } from '../kernels/real-power.ts';

/** What one unit makes of one input. The fields are overwritten by the next `measure`. */
export interface OverlapMeter {
  /**
   * @param w `[N]` W
   * @param v `[N]`
   */
  readonly measure: (w: Float64Array, v: Float64Array) => void;
  /** I alone, at half the cost. */
  readonly currentOf: (w: Float64Array, v: Float64Array) => number;
  /** Q; 0 for W = 0. */
  overlap: number;
  /** A bound on the rounding error of `overlap`. */
  rounding: number;
  /** I = ⟨W,v⟩ = Σ sgn(W)|W|^(p−1) v. */
  current: number;
  /** ⟨W,W⟩ = Σ|W|^p. */
  norm: number;
}

/** Roundings of one term beside those of the sum: two powers, a product, a quotient. */
const TERM_ROUNDINGS = 8;

/**
 * A meter for one p.
 * @param p Lebesgue norm, ≥ 1
 * @remarks O(N) per measurement, no allocation.
 */
export function createOverlapMeter(p: number): OverlapMeter {
  const power = absolutePower(p);
  const signed = signedPower(p);
  const meter: OverlapMeter = {
    overlap: 0,
    rounding: 0,
    current: 0,
    norm: 0,
    currentOf: (w, v) => {
      let current = 0;
      for (let i = 0; i < w.length; i++) current += signed(w[i]) * v[i];
      return current;
    },
    measure: (w, v) => {
      let current = 0;
      let norm = 0;
      let size = 0;
      for (let i = 0; i < w.length; i++) {
        const term = signed(w[i]) * v[i];
        current += term;
        size += Math.abs(term);
        norm += power(w[i]);
      }
      const length = realPower(norm, (p - 1) / p);
      meter.current = current;
      meter.norm = norm;
      meter.overlap = norm > 0 ? current / length : 0;
      // Errors of a sum of N terms, relative to the sum of their magnitudes.
      const relative = (w.length + TERM_ROUNDINGS) * Number.EPSILON;
      meter.rounding = norm > 0 ? (relative * (size + Math.abs(current))) / length : 0;
    },
  };
  return meter;
}

/**
 * dQ/ds along eq. 2 in the learning clock, ds = g dt/τ_L: (p−1) R^p P^(−(p−1)/p) Σ|W|^(p−2) (v − (I/P) W)², P = ⟨W,W⟩.
 *
 * That is the bracket of eq. 5, P ⟨v,v⟩ − I², as a sum of squares (Lagrange's identity): it does not cancel where W comes
 * close to its fixed point, and shows that nothing here is negative.
 * @param w `[N]` W, not all 0
 * @param v `[N]`
 * @param at a meter of the same p that was last shown `w` and `v`
 * @returns ≥ 0; ∞ for p < 2 where a weight is 0 and its input is not; 0 for p = 1, where Q only jumps
 */
export function overlapRate(
  w: Float64Array,
  v: Float64Array,
  { p, radius, at }: { readonly p: number; readonly radius: number; readonly at: OverlapMeter },
): number {
  if (p === 1) return 0;
  const power = absolutePower(p);
  const ratio = at.current / at.norm;
  let sum = 0;
  for (let i = 0; i < w.length; i++) {
    // |W|^(p−2) W² by itself: for p < 2 the first factor is infinite at W = 0, their product 0.
    if (v[i] === 0) sum += ratio * ratio * power(w[i]);
    else sum += realPower(Math.abs(w[i]), p - 2) * (v[i] - ratio * w[i]) ** 2;
  }
  return (p - 1) * realPower(radius, p) * realPower(at.norm, -(p - 1) / p) * sum;
}
