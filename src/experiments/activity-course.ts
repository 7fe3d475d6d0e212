/** h(t) of eq. 4 from h(0) = 0 for one vector of currents, exact from switch to switch, at times that show all of it. */
import type { EventSolution, EventSolverOptions } from '../dynamics/events.ts';
import { createEventSolver } from '../dynamics/events.ts';
import type { Switch } from '../dynamics/exact-flow.ts';
import { largestIndices } from '../kernels/top-k.ts';

/** The way of the hidden units to their steady state. */
export interface ActivityCourse {
  /** `[T]` ascending, > 0, in units of τ: evenly spaced logarithms, and the switches of the followed units. */
  readonly times: readonly number[];
  /** Units with the largest currents, first the largest. */
  readonly followed: readonly { readonly unit: number; readonly activity: readonly number[] }[];
  /** Of all units, in order. */
  readonly switches: readonly Switch[];
  /** `[K]` at the end. */
  readonly steady: Float64Array;
}

/** Times between the first and the last, besides switches. */
const SAMPLES = 90;
/** Relaxation times after the last switch. */
const AFTERWARDS = 5;
/** The first time shown is this share of the time in which inhibition sets in, 1 / (1 + w(K − 1)). */
const BEFORE = 0.1;

/** When nothing changes visibly any more: the last switch, and some relaxation times of the slowest mode there. */
function horizon({ switches, activity }: EventSolution, inhibition: number): number {
  const last = switches.at(-1)?.time ?? 0;
  const active = activity.reduce((count, h) => count + (h > 0 ? 1 : 0), 0);
  const slowest = active > 1 && inhibition < 1 ? 1 - inhibition : 1;
  return last + AFTERWARDS / slowest;
}

/**
 * Follows the units with the largest currents.
 * @param mostFollowed how many; equal starts keep the order of the currents, so these are the last to be active
 * @returns null where there are too many switches to get to the end
 */
export function activityCourse(
  currents: Float64Array,
  { inhibition, mostFollowed }: Pick<EventSolverOptions, 'inhibition'> & { mostFollowed: number },
): ActivityCourse | null {
  const units = currents.length;
  const solve = createEventSolver({ units, inhibition });
  const whole = solve(currents, { until: 'steady' });
  if (whole.retcode !== 'Success') return null;
  const ranked = new Int32Array(units);
  const count = Math.min(mostFollowed, units);
  largestIndices(currents, count, ranked);
  const chosen = Array.from(ranked.subarray(0, count));
  const { switches } = whole;
  const end = horizon(whole, inhibition);
  const first = BEFORE / (1 + inhibition * (units - 1));
  const grid = Array.from({ length: SAMPLES + 1 }, (_, i) => first * (end / first) ** (i / SAMPLES));
  const bends = switches
    .filter(({ time, unit }) => time > first && chosen.includes(unit))
    .map(({ time }) => time);
  const times = [...new Set([...grid, ...bends])].sort((a, b) => a - b);
  const { activities } = solve(currents, { times, until: times[times.length - 1] });
  return {
    times,
    followed: chosen.map((unit) => ({ unit, activity: activities.map((h) => h[unit]) })),
    switches,
    steady: whole.limit?.activity ?? activities[activities.length - 1],
  };
}
