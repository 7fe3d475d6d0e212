/**
 * Adaptive Gauss–Kronrod quadrature (7, 15 points) over preallocated intervals.
 *
 * Nodes, weights and the error estimate are those of QUADPACK's QK15 (Piessens, de Doncker-Kapenga, Überhuber &
 * Kahaner 1983).
 */
import type { ScalarFunction } from './power.ts';

const NODES = [
  0.9914553711208126, 0.9491079123427585, 0.8648644233597691, 0.7415311855993945, 0.5860872354676911,
  0.4058451513773972, 0.20778495500789848, 0,
];
const KRONROD = [
  0.022935322010529224, 0.06309209262997856, 0.10479001032225019, 0.14065325971552592, 0.1690047266392679,
  0.19035057806478542, 0.20443294007529889, 0.20948214108472782,
];
/** Gauss weights of every second node, the centre last. */
const GAUSS = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];

/** Depth of bisection: 2⁻⁵⁰ of the interval is rounding. */
const MAX_DEPTH = 50;
/**
 * Panels per integral. A kink takes about 30; only an integrand whose own rounding exceeds the tolerance takes more
 * than all kinks together, and there more panels do not help.
 */
const MAX_PANELS = 20_000;

/**
 * ∫_a^b f(x) dx to about `tolerance` relative to the whole integral (of a positive integrand).
 * @param f integrand, finite on [a, b]
 * @param tolerance relative, ≥ 1e-15
 * @returns the integral; NaN where f is not finite
 */
export function integrate(f: ScalarFunction, a: number, b: number, tolerance: number): number {
  const whole = panel(f, a, b);
  const allowed = tolerance * Math.abs(whole.value);
  if (whole.error <= allowed || !Number.isFinite(whole.value)) return whole.value;
  return bisect(f, { a, b, depth: 1 }, { allowed, panels: MAX_PANELS });
}

interface Interval {
  readonly a: number;
  readonly b: number;
  readonly depth: number;
}

interface Budget {
  /**
   * Absolute error of one panel. It is not halved with the interval: a kink could not meet that, and the panels that
   * fail become fewer at each level.
   */
  readonly allowed: number;
  /** Panels left. */
  panels: number;
}

function bisect(f: ScalarFunction, { a, b, depth }: Interval, budget: Budget): number {
  const middle = 0.5 * (a + b);
  let sum = 0;
  for (const [from, to] of [
    [a, middle],
    [middle, b],
  ]) {
    const part = panel(f, from, to);
    const done =
      part.error <= budget.allowed ||
      depth >= MAX_DEPTH ||
      --budget.panels <= 0 ||
      !Number.isFinite(part.value);
    sum += done ? part.value : bisect(f, { a: from, b: to, depth: depth + 1 }, budget);
  }
  return sum;
}

function panel(f: ScalarFunction, a: number, b: number): { value: number; error: number } {
  const centre = 0.5 * (a + b);
  const half = 0.5 * (b - a);
  const middle = f(centre);
  let kronrod = KRONROD[7] * middle;
  let gauss = GAUSS[3] * middle;
  let absolute = KRONROD[7] * Math.abs(middle);
  for (let i = 0; i < 7; i++) {
    const left = f(centre - half * NODES[i]);
    const right = f(centre + half * NODES[i]);
    kronrod += KRONROD[i] * (left + right);
    absolute += KRONROD[i] * (Math.abs(left) + Math.abs(right));
    if (i % 2 === 1) gauss += GAUSS[(i - 1) / 2] * (left + right);
  }
  // QK15's estimate: the Kronrod sum is far better than the Gauss sum that it is compared with.
  const difference = Math.abs(kronrod - gauss);
  const scaled = absolute === 0 ? 0 : Math.min(1, (200 * difference) / absolute);
  return { value: kronrod * half, error: absolute * scaled * Math.sqrt(scaled) * Math.abs(half) };
}
