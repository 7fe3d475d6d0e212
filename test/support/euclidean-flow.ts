/**
 * Eq. 2 for p = 2 in closed form. With W = (W₀ + ρv)/y it is linear: y′ = ⟨W₀ + ρv, v⟩ = b + ρc and ρ′ = R²y, with
 * b = ⟨W₀,v⟩ and c = ‖v‖²; hence y = cosh κs + (b/κ) sinh κs with κ = R√c, and ρ as in section 2.1 of the notes on
 * the exact solution. |W| is infinite where y = 0, tanh κs* = −κ/b.
 */
import type { Presentation } from './random-unit.ts';

/** W at s, and what the solution looks like on the way. */
export interface EuclideanFlow {
  /** `[N]`. */
  readonly weights: Float64Array;
  /** s* of the sign of s, or null when y has no zero in that direction. */
  readonly blowUpAt: number | null;
  /** How many times the terms of y and ρ are larger than their sums: the factor on rounding. */
  readonly condition: number;
}

/** All terms divided by e^(κ|s|), so that none overflows. */
export function euclideanFlow(
  { weights, input }: Presentation,
  clock: number,
  radius: number,
): EuclideanFlow {
  const b = weights.reduce((sum, w, i) => sum + w * input[i], 0);
  const c = input.reduce((sum, v) => sum + v * v, 0);
  const kappa = radius * Math.sqrt(c);
  const direction = Math.sign(clock);
  const angle = kappa * Math.abs(clock);
  const slope = (direction * b) / kappa;
  const decayed = Math.exp(-2 * angle);
  const cosh = (1 + decayed) / 2;
  const coshLess1 = Math.expm1(-angle) ** 2 / 2;
  const sinh = -Math.expm1(-2 * angle) / 2;
  const y = cosh + slope * sinh;
  const rho = (b / c) * coshLess1 + direction * (radius ** 2 / kappa) * sinh;
  return {
    weights: weights.map((w, i) => (Math.exp(-angle) * w + rho * input[i]) / y),
    blowUpAt: slope < -1 ? (direction * Math.atanh(-1 / slope)) / kappa : null,
    condition: (cosh + Math.abs(slope) * sinh) / Math.abs(y),
  };
}
