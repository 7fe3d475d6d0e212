/** The fixed point of eq. 4 that belongs to a given set of active units, whether it exists, and whether it attracts. */
import {
  NEGLIGIBLE,
  ROUNDINGS,
  beginSegment,
  createSegment,
  restingActivity,
  restingSize,
} from './segment.ts';

/**
 * What a small disturbance of a steady state does: dies out, stays (w = 1: equal units share one activity in any
 * proportion), or grows (w > 1: two active units, or an inactive one on the verge of 0).
 */
export type Stability = 'stable' | 'neutral' | 'unstable';

/** Solver for the fixed points of one number of units and one inhibition; its buffers are reused. */
export interface FixedPointSolver {
  /**
   * Solve for the fixed point with the given active units.
   * @param currents `[K]`
   * @param activity `[K]` present h; matters only where the fixed point depends on it (w = 1, equal active units)
   * @param active `[K]` 1 where active
   * @returns whether it exists with signs that agree to rounding: h ≥ 0 for active, ≤ 0 for inactive units
   */
  readonly solve: (currents: Float64Array, activity: Float64Array, active: Uint8Array) => boolean;
  /** Stability of the fixed point last solved for. */
  readonly stability: () => Stability;
  /**
   * Write the fixed point last solved for, whether its signs agree or not.
   * @param out `[K]`, overwritten; may be `activity` itself
   */
  readonly write: (out: Float64Array) => void;
}

/**
 * Fixed points h = (I − wS)/(1−w) of active and h = I − wS of inactive units, S = Σ_active I / λ, λ = 1 + w(n−1); the
 * active ones in the form of `fillActivities`, about the smallest active current.
 * @remarks O(K) per call, no allocation.
 */
export function createFixedPointSolver(inhibition: number): FixedPointSolver {
  const segment = createSegment(inhibition);
  const { slack } = segment;
  let currents: Float64Array = new Float64Array(0);
  let activity: Float64Array = currents;
  let active: Uint8Array = new Uint8Array(0);
  let count = 0;
  let lowest = 0;
  let above = 0;
  let least = 0;
  // At w = 1: the change of the mean activity, which all active units share.
  let shift = 0;
  let stability: Stability = 'stable';

  function excessOf(current: number): number {
    return count === 0 ? 0 : current - lowest - above / count;
  }

  function inactiveActivity(current: number): number {
    return restingActivity(segment, current, excessOf(current));
  }

  function activeActivity(mu: number): number {
    if (above === 0) return slack === 0 && count > 1 ? activity[mu] + shift : lowest / segment.rate;
    return least + (currents[mu] - lowest) / slack;
  }

  function measure(): void {
    count = 0;
    lowest = Infinity;
    let sum = 0;
    let largest = 0;
    for (let mu = 0; mu < currents.length; mu++) {
      largest = Math.max(largest, Math.abs(currents[mu]), activity[mu]);
      if (active[mu] === 0) continue;
      count++;
      sum += activity[mu];
      if (currents[mu] < lowest) lowest = currents[mu];
    }
    above = 0;
    for (let mu = 0; mu < currents.length; mu++) if (active[mu] === 1) above += currents[mu] - lowest;
    segment.negligible = NEGLIGIBLE * largest;
    beginSegment(segment, count, count * lowest + above, 0);
    least = (lowest - (above === 0 ? 0 : (inhibition / slack) * above)) / segment.rate;
    // n = λ at w = 1, and equal currents: S∞ = I_min.
    shift = count > 0 ? (lowest - sum) / count : 0;
  }

  /** To rounding, or a unit that ends at 0 would never be proved to. */
  function signsAgree(): boolean {
    if (slack === 0 && above > 0) return false;
    const spread = above === 0 ? 0 : Math.abs(inhibition / slack) * above;
    const margin = (ROUNDINGS * (Math.abs(lowest) + spread)) / segment.rate + segment.negligible;
    for (let mu = 0; mu < currents.length; mu++) {
      const current = currents[mu];
      if (active[mu] === 1) {
        if (!(activeActivity(mu) >= -margin)) return false;
      } else {
        const size = restingSize(segment, current, excessOf(current));
        if (!(inactiveActivity(current) <= ROUNDINGS * size + segment.negligible)) return false;
      }
    }
    return true;
  }

  function judge(): Stability {
    // With S∞ ≤ 0 no unit is above 0 but by rounding.
    if (slack > 0 || segment.limit <= 0) return 'stable';
    let positive = 0;
    let resting = 0;
    for (let mu = 0; mu < currents.length; mu++) {
      const h = active[mu] === 1 ? activeActivity(mu) : inactiveActivity(currents[mu]);
      if (h > 0) positive++;
      else if (h === 0) resting++;
    }
    if (positive + resting === 1) return 'stable';
    return slack === 0 ? 'neutral' : 'unstable';
  }

  return {
    solve: (theseCurrents, theseActivities, theseActive) => {
      currents = theseCurrents;
      activity = theseActivities;
      active = theseActive;
      measure();
      stability = judge();
      return signsAgree();
    },
    stability: () => stability,
    write: (out) => {
      for (let mu = 0; mu < currents.length; mu++) {
        out[mu] = active[mu] === 1 ? activeActivity(mu) : inactiveActivity(currents[mu]);
      }
    },
  };
}
