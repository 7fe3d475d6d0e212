/** What a steady state of eq. 4 is worth, in one line. */
import type { Stability } from './fixed-point.ts';

/** A steady state and what a small disturbance of it does. */
export interface SteadyState {
  /** `[K]` h. */
  readonly activity: Float64Array;
  readonly stability: Stability;
}

const NAMED = 5;

/** Indices of the units with h > 0. */
export function activeUnits(activity: Float64Array): number[] {
  const active: number[] = [];
  for (const [mu, h] of activity.entries()) if (h > 0) active.push(mu);
  return active;
}

function naming(units: readonly number[]): string {
  const names = units.slice(0, NAMED).join(', ');
  return units.length > NAMED ? `${names}, … (${units.length} in all)` : names;
}

/** Describe a steady state: how many units are active, and, if it is not stable, why, and what to do. */
export function describeSteadyState({ activity, stability }: SteadyState): string {
  const active = activeUnits(activity);
  const count = `${active.length} active ${active.length === 1 ? 'unit' : 'units'}`;
  if (stability === 'stable') return `steady state with ${count}`;
  const verge = [...activity.keys()].filter((mu) => activity[mu] === 0);
  const why =
    active.length > 1
      ? `units ${naming(active)} hold each other in an exact tie`
      : `unit ${naming(verge)} is exactly on the verge of becoming active`;
  return stability === 'neutral'
    ? `steady state with ${count}, neutral: ${why}, and at inhibition 1 any division of the activity is steady`
    : `Unstable: ${why}, and at inhibition > 1 any disturbance grows; change the currents or the initial activities`;
}
