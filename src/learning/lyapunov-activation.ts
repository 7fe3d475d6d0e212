/** A learning activation g with its primitive G, of which the Lyapunov function is made: L = Σ_μ G(Q_μ), G′ = g (eq. 3). */
import type { LearningActivation } from './activation.ts';

/** A definite integral of g. */
export interface Increment {
  readonly value: number;
  /** A bound on the error of `value`. */
  readonly error: number;
}

/** g, and G as increments: a difference of two large values of G would lose what is looked for. */
export interface IntegrableActivation {
  readonly g: LearningActivation;
  /** ∫ g dQ from one Q to another. */
  readonly increment: (from: number, to: number) => Increment;
}

/** The step of section 2.2 (`stepActivation`) with its primitive in closed form. */
export function integrableStep(
  g: LearningActivation,
  { threshold, delta }: { readonly threshold: number; readonly delta: number },
): IntegrableActivation {
  const upTo = (q: number, low: number, high: number): number => Math.min(Math.max(q, low), high);
  return {
    g,
    increment: (from, to) => {
      const hebbian = Math.max(to, threshold) - Math.max(from, threshold);
      const anti = upTo(to, 0, threshold) - upTo(from, 0, threshold);
      return {
        value: hebbian - delta * anti,
        error: 4 * Number.EPSILON * (Math.abs(hebbian) + delta * Math.abs(anti)),
      };
    },
  };
}

/** Panels in one integral: a jump of g takes about a hundred. */
const MAX_PANELS = 1000;
/** Panels of so many units of rounding of Q are not halved. */
const NARROW = 16;
/** Relative error of an integral of |g|; a few units of rounding. */
const TOLERANCE = 1e-14;
/** Where in an interval g is probed for noise: at no place where a user's jump is likely to be. */
const PROBES: readonly number[] = [0.3819660112501051, 0.6180339887498949];

/** Any other g: adaptive Gauss–Legendre quadrature of five points, each panel against its two halves. */
export function integrableByQuadrature(g: LearningActivation): IntegrableActivation {
  return {
    g,
    increment: (from, to) => {
      if (from === to) return { value: 0, error: 0 };
      const middle = 0.5 * (from + to);
      const scale = Math.max(Math.abs(g(from)), Math.abs(g(middle)), Math.abs(g(to)));
      // At a zero of g its values are nothing but the rounding of Q, which no panel is narrow enough for. At two places, lest
      // a jump of g be taken for that.
      const size = Math.max(Math.abs(from), Math.abs(to));
      const narrowest = NARROW * Number.EPSILON * size;
      const noiseAt = (q: number): number => Math.abs(g(q + narrowest) - g(q));
      const noise = Math.min(...PROBES.map((share) => noiseAt(from + share * (to - from))));
      const allowed = Math.abs(to - from) * (TOLERANCE * scale + noise);
      const budget = { panels: MAX_PANELS, narrowest };
      return bisect(g, { from, to, whole: gauss(g, from, to), allowed }, budget);
    },
  };
}

/** Nodes and weights of the five-point rule on [−1, 1], the middle one apart. */
const INNER = Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3;
const OUTER = Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3;
const MIDDLE_WEIGHT = 128 / 225;
const INNER_WEIGHT = (322 + 13 * Math.sqrt(70)) / 900;
const OUTER_WEIGHT = (322 - 13 * Math.sqrt(70)) / 900;

function gauss(g: LearningActivation, from: number, to: number): number {
  const middle = 0.5 * (from + to);
  const half = 0.5 * (to - from);
  const pair = (node: number): number => g(middle - half * node) + g(middle + half * node);
  return half * (MIDDLE_WEIGHT * g(middle) + INNER_WEIGHT * pair(INNER) + OUTER_WEIGHT * pair(OUTER));
}

/** An interval with its integral by one panel. */
interface Panel {
  readonly from: number;
  readonly to: number;
  readonly whole: number;
  /** Absolute error that it may have. */
  readonly allowed: number;
}

interface Budget {
  /** Panels left. */
  panels: number;
  /** Width of a panel that is not halved. */
  readonly narrowest: number;
}

function bisect(g: LearningActivation, panel: Panel, budget: Budget): Increment {
  const { from, to, whole, allowed } = panel;
  const middle = 0.5 * (from + to);
  const left = gauss(g, from, middle);
  const right = gauss(g, middle, to);
  const value = left + right;
  const error = Math.abs(value - whole);
  const narrow = Math.abs(to - from) <= budget.narrowest;
  if (!(error > allowed) || narrow || --budget.panels < 0) {
    return { value, error: error + 4 * Number.EPSILON * (Math.abs(left) + Math.abs(right)) };
  }
  const first = bisect(g, { from, to: middle, whole: left, allowed: allowed / 2 }, budget);
  const second = bisect(g, { from: middle, to, whole: right, allowed: allowed / 2 }, budget);
  return { value: first.value + second.value, error: first.error + second.error };
}
