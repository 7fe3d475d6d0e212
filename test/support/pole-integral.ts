/**
 * The learning clock at which |W| is infinite, as the integral of section 2.3: |s*| = R^(−p) ∫_0^ρ* f^(−1/p) dρ with
 * f(ρ) = 1 + (M(ρ) − M(0))/R^p and f(ρ*) = 0.
 */
import { integrate } from '../../src/kernels/quadrature.ts';
import type { Geometry } from './present.ts';
import type { Presentation } from './random-unit.ts';
import { normOf } from './random-unit.ts';

/**
 * |s*| for a unit that diverges in the given direction of the clock.
 * @remarks With ρ = ρ* − x^q, q = p/(p−1), the integrand has no singularity at the pole. About ρ* the norm is summed
 * as differences, so that f keeps its digits where it vanishes.
 */
export function poleIntegral(
  { weights, input }: Presentation,
  direction: number,
  { p, radius }: Geometry,
): number {
  const drive = radius ** p;
  const at = (r: number): Float64Array => weights.map((w, i) => w + direction * r * input[i]);
  const start = normOf(weights, p);
  const f = (r: number): number => 1 + (normOf(at(r), p) - start) / drive;
  const [, above] = bisect((r) => f(r) > 0, 0, belowZero(f));
  const pole = at(above);
  /** f(ρ* − x) = (Σ|u − xv|^p − |u|^p)/R^p with u = W₀ + ρ*v. */
  const before = (x: number): number =>
    pole.reduce((sum, u, i) => {
      const change = (-direction * x * input[i]) / u;
      const difference =
        Math.abs(change) < 0.5
          ? Math.abs(u) ** p * Math.expm1(p * Math.log1p(change))
          : Math.abs(u - direction * x * input[i]) ** p - Math.abs(u) ** p;
      return sum + difference / drive;
    }, 0);
  const q = p / (p - 1);
  const regular = (x: number): number => before(x ** q) ** (-1 / p) * q * x ** (q - 1);
  return integrate(regular, 0, above ** (1 / q), 1e-13) / drive;
}

/** A point where f < 0: f is convex, so a search by thirds closes in on its minimum. */
function belowZero(f: (r: number) => number): number {
  let low = 0;
  let high = 1e-6;
  while (f(high) < f(high / 2)) high *= 2;
  while (f(high) > 0) {
    const third = (high - low) / 3;
    if (!(third > 1e-15 * high)) throw new Error('f has no zero');
    if (f(low + third) < f(high - third)) high -= third;
    else low += third;
  }
  return high;
}

/** The two neighbouring numbers between which `holds` changes from true to false. */
function bisect(holds: (r: number) => boolean, from: number, to: number): readonly [number, number] {
  let low = from;
  let high = to;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return [low, high];
    if (holds(middle)) low = middle;
    else high = middle;
  }
}
