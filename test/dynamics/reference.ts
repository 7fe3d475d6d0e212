/** Independent answers for eq. 4: the npm package `dopri` (R. FitzJohn) for trajectories, enumeration for steady states. */
import { Dopri } from 'dopri';

/** One problem in eq. 4. */
export interface Case {
  readonly currents: Float64Array;
  readonly inhibition: number;
  readonly initial: Float64Array;
}

/** dh/dt of eq. 4 (τ = 1), written out as the paper has it, in O(K²). */
export function plainDerivative({ currents, inhibition }: Case, h: ArrayLike<number>): number[] {
  const firing = Float64Array.from(h, (activity) => Math.max(activity, 0));
  return Array.from(currents, (current, mu) => {
    let sum = 0;
    for (let nu = 0; nu < firing.length; nu++) if (nu !== mu) sum += firing[nu];
    return current - inhibition * sum - h[mu];
  });
}

/** Relative and absolute tolerance of the reference integration; below 1e-13 its step size vanishes at kinks. */
const TOLERANCE = 1e-12;

/**
 * Activities at `times` by `dopri`. At the times in `kinks` (where a unit crosses 0, so that h″ jumps) it starts anew,
 * because no step may contain one at this tolerance; wrong kinks only cost it accuracy.
 */
export function referenceActivities(
  problem: Case,
  times: readonly number[],
  kinks: readonly number[] = [],
): number[][] {
  const stops = [...new Set([...times, ...kinks])].filter((t) => t > 0 && t <= Math.max(...times));
  stops.sort((a, b) => a - b);
  const derivative = (_: number, h: number[], dhdt: number[]): void => {
    plainDerivative(problem, h).forEach((value, mu) => (dhdt[mu] = value));
  };
  let t = 0;
  let h = [...problem.initial];
  const found = new Map<number, number[]>([[0, h]]);
  for (const stop of stops) {
    if (stop - t > 8 * Number.EPSILON * stop) {
      const control = { rtol: TOLERANCE, atol: TOLERANCE / 10, maxSteps: 1e6, stepSizeMin: 0, tcrit: [stop] };
      const solver = new Dopri(derivative, h.length, control);
      solver.initialise(t, h);
      h = solver.run(stop)([stop])[0];
      // A unit that is to cross 0 here is at 0: a rounding before it, the next step would vanish.
      h = h.map((activity) => (Math.abs(activity) < 1e-15 ? 0 : activity));
      t = stop;
    }
    found.set(stop, h);
  }
  return times.map((time) => found.get(time) ?? []);
}

/** Activities this close to 0 may have either sign: rounding of sums of a few terms of size 3, divided by 1 − w ≥ 0.02. */
const SIGN_MARGIN = 1e-13;

/**
 * All fixed points of eq. 4, w ≠ 1, by trying every set of active units: each has one candidate, whose signs must agree.
 * A state in which a unit rests at 0 is found twice.
 */
export function allFixedPoints(currents: ArrayLike<number>, inhibition: number): number[][] {
  const units = Array.from(currents);
  const found: number[][] = [];
  for (let set = 0; set < 2 ** units.length; set++) {
    const isActive = (mu: number): boolean => ((set >> mu) & 1) === 1;
    const active = units.filter((_, mu) => isActive(mu));
    const total = active.reduce((sum, current) => sum + current, 0);
    const sum = active.length === 0 ? 0 : total / (1 + inhibition * (active.length - 1));
    const h = units.map((current, mu) => (current - inhibition * sum) / (isActive(mu) ? 1 - inhibition : 1));
    if (h.every((value, mu) => (isActive(mu) ? value > -SIGN_MARGIN : value < SIGN_MARGIN))) found.push(h);
  }
  return found;
}

/** max |a − b|; Infinity if the lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i] - b[i]));
  return largest;
}
