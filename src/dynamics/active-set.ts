/** The active units of a steady state of eq. 4: all that the learning rule needs of it. */
import type { Retcode } from '../ode/types.ts';

/** The units with h > 0 in a steady state. Buffers belong to the solver that filled them and change at its next call. */
export interface ActiveSet {
  /** Number n of active units. */
  count: number;
  /** `[K]`; the first `count` are the active units by descending current, hence activity; equal ones by index. */
  readonly units: Int32Array;
  /** `[K]`; the first `count` are their activities h > 0. */
  readonly activity: Float64Array;
  /**
   * Two or more units share the state only because their currents and activities are exactly equal: it is neutral at
   * w = 1 and unstable above. (Below 1 equal units are active together in a stable state: not a tie.)
   */
  tied: boolean;
  /** `Success`; `Unstable`: tied with w > 1; `NonFinite`: a current is NaN or +∞; or why a trajectory failed. */
  retcode: Retcode;
}

/**
 * Finds the steady state of eq. 4 that h(0) = 0 leads to.
 * @param currents `[K]`, read only
 * @returns the same object at every call
 */
export type SteadyStateSolver = (currents: Float64Array) => ActiveSet;

/** An empty active set with room for `units` units. */
export function createActiveSet(units: number): ActiveSet {
  return {
    count: 0,
    units: new Int32Array(units),
    activity: new Float64Array(units),
    tied: false,
    retcode: 'Success',
  };
}

/**
 * Activities of the fixed point in which exactly the first `count` units of `set` are active,
 * h_i = I_min/λ − (w/aλ) Σ_j (I_j − I_min) + (I_i − I_min)/a with a = 1 − w, λ = 1 + w(n−1).
 * @param set `count` and `units` (by descending current) given; `activity`, `tied` and `retcode` written
 * @param currents `[K]`
 * @param inhibition w ≥ 0; from 1 on, all active units must have the same current
 * @remarks O(n). Written about the smallest active current: only differences of currents are divided by a, so nothing
 * is lost as w → 1 beyond what the currents themselves leave uncertain.
 */
export function fillActivities(set: ActiveSet, currents: Float64Array, inhibition: number): void {
  const { count, units, activity } = set;
  set.tied = count > 1 && inhibition >= 1;
  set.retcode = set.tied && inhibition > 1 ? 'Unstable' : 'Success';
  if (count === 0) return;
  const lowest = currents[units[count - 1]];
  let above = 0;
  for (let i = 0; i < count; i++) above += currents[units[i]] - lowest;
  const rate = 1 + inhibition * (count - 1);
  if (above === 0) {
    activity.fill(lowest / rate, 0, count);
    return;
  }
  const slack = 1 - inhibition;
  const least = (lowest - (inhibition / slack) * above) / rate;
  for (let i = 0; i < count; i++) activity[i] = least + (currents[units[i]] - lowest) / slack;
}
