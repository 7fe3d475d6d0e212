/**
 * Eq. 2 for p = 1 in closed form. F(ρ) = 1 + (M(ρ) − M(0))/R is then a broken line, straight between the ρ at which a
 * weight changes its sign, and dρ/dθ = F with θ = R|s|: an exponential on each piece.
 */
import type { Presentation } from './random-unit.ts';

/** W at s. */
export interface TaxicabFlow {
  /** `[N]`. */
  readonly weights: Float64Array;
  /** 1/F where F was least, or 1: F is a difference of sums near 1, so this is the factor on their rounding. */
  readonly condition: number;
}

/** W after the learning clock `clock`. O(N²). */
export function taxicabFlow({ weights, input }: Presentation, clock: number, radius: number): TaxicabFlow {
  const direction = Math.sign(clock);
  const broken = (r: number): number =>
    weights.reduce((f, w, i) => f + (Math.abs(w + direction * r * input[i]) - Math.abs(w)) / radius, 1);
  const kinks = Array.from(weights, (w, i) => -w / (direction * input[i]))
    .filter((r) => r > 0 && r < Infinity)
    .sort((a, b) => a - b);
  let theta = Math.abs(clock) * radius;
  let from = 0;
  let least = 1;
  for (const to of [...kinks, Infinity]) {
    const start = broken(from);
    least = Math.min(least, start);
    const within = to === Infinity ? from + 1 : (from + to) / 2;
    const slope = weights.reduce(
      (sum, w, i) => sum + (Math.sign(w + direction * within * input[i]) * direction * input[i]) / radius,
      0,
    );
    // Time that the piece takes, ∫ dr / (start + slope (r − from)); infinite where F would reach 0 on it.
    const rise = slope * (to - from);
    const taken =
      slope === 0 ? (to - from) / start : rise > -start ? Math.log1p(rise / start) / slope : Infinity;
    if (taken < theta) {
      theta -= taken;
      from = to;
      continue;
    }
    const r = from + (slope === 0 ? start * theta : (start * Math.expm1(slope * theta)) / slope);
    const end = start * Math.exp(slope * theta);
    return {
      weights: weights.map((w, i) => (w + direction * r * input[i]) / end),
      condition: 1 / Math.min(least, end),
    };
  }
  throw new Error('the last piece has no end');
}
