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

/** Panels in one integral: a jump of g takes about a hundred; more means that g is rounding there. */
const MAX_PANELS = 1000;
/** Panels of so many units of rounding of Q are not halved. */
const NARROW = 16;
/** Of the integral of |g|; a few units of rounding. */
const TOLERANCE = 1e-14;

/** Any other g: adaptive Simpson quadrature (Lyness 1969), which closes in on jumps. */
export function integrableByQuadrature(g: LearningActivation): IntegrableActivation {
  return {
    g,
    increment: (from, to) => {
      if (from === to) return { value: 0, error: 0 };
      const middle = 0.5 * (from + to);
      const [a, m, b] = [g(from), g(middle), g(to)];
      const scale = (Math.abs(a) + 4 * Math.abs(m) + Math.abs(b)) / 6;
      const allowed = TOLERANCE * Math.abs(to - from) * scale;
      return simpson(g, { from, to, a, m, b, allowed }, { panels: MAX_PANELS });
    },
  };
}

/** An interval with g at its ends and its middle. */
interface Panel {
  readonly from: number;
  readonly to: number;
  readonly a: number;
  readonly m: number;
  readonly b: number;
  /** Absolute error that it may have. */
  readonly allowed: number;
}

function simpson(
  g: LearningActivation,
  { from, to, a, m, b, allowed }: Panel,
  budget: { panels: number },
): Increment {
  const middle = 0.5 * (from + to);
  const width = to - from;
  const left = g(0.5 * (from + middle));
  const right = g(0.5 * (middle + to));
  const whole = (width * (a + 4 * m + b)) / 6;
  const halves = (width * (a + 4 * left + 2 * m + 4 * right + b)) / 12;
  const error = Math.abs(halves - whole);
  const narrow = Math.abs(width) <= NARROW * Number.EPSILON * Math.max(Math.abs(from), Math.abs(to));
  if (!(error > allowed) || narrow || --budget.panels < 0) {
    return { value: halves, error: error + 4 * Number.EPSILON * Math.abs(halves) };
  }
  const half = allowed / 2;
  const first = simpson(g, { from, to: middle, a, m: left, b: m, allowed: half }, budget);
  const second = simpson(g, { from: middle, to, a: m, m: right, b, allowed: half }, budget);
  return { value: first.value + second.value, error: first.error + second.error };
}
