/**
 * Which units may cross h = 0 within a time span, whatever the others do, as long as S stays in a range.
 *
 * With S ≤ S_max, an active unit stays above e^{−at} h + (I − w S_max)(1 − e^{−at})/a, and with S ≥ S_min an inactive
 * one below e^{−t} h + (I − w S_min)(1 − e^{−t}). Both bounds are monotone in t, so that the end of the span decides.
 */
import { decay, ramp } from './segment.ts';

/** Where units stand. */
export interface Standing {
  /** `[K]`. */
  readonly currents: Float64Array;
  /** `[K]` h, ≥ 0 where active, ≤ 0 elsewhere. */
  readonly activity: Float64Array;
  /** `[K]` 1 where active. */
  readonly active: Uint8Array;
}

/** A time span and a range for S, the sum of the active units. */
export interface WatchSpan {
  readonly inhibition: number;
  /** In units of τ. */
  duration: number;
  leastSum: number;
  mostSum: number;
}

/**
 * Select the units that cannot be proved to keep their side of 0.
 * @param found `[≥ limit]`, overwritten by the units, ascending
 * @param limit most units to select
 * @returns how many were selected; −1 if there are more than `limit`
 * @remarks O(K), a multiplication or two per unit; no allocation.
 */
export function selectWatched(
  found: Int32Array,
  { currents, activity, active }: Standing,
  { inhibition, duration, leastSum, mostSum }: WatchSpan,
  limit: number,
): number {
  const slack = 1 - inhibition;
  const decayed = decay(slack, duration);
  const ramped = ramp(slack, duration);
  const faded = Math.exp(-duration);
  const charged = -Math.expm1(-duration);
  let count = 0;
  for (let mu = 0; mu < currents.length; mu++) {
    const safe =
      active[mu] === 1
        ? activity[mu] > 0 && decayed * activity[mu] + ramped * (currents[mu] - inhibition * mostSum) > 0
        : activity[mu] < 0 && faded * activity[mu] + charged * (currents[mu] - inhibition * leastSum) < 0;
    if (safe) continue;
    if (count === limit) return -1;
    found[count++] = mu;
  }
  return count;
}
