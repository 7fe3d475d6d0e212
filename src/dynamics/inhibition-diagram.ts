/**
 * The steady states of eq. 4 for given currents as the inhibition w varies: where units drop out, who may win, and
 * how many states are unstable.
 *
 * With I_(1) ≥ I_(2) ≥ … and c_n = I_(1) + … + I_(n):
 * - w < 1, one steady state. Unit n is active while I_(n) > w c_(n−1) / (1 + w(n−2)), which is
 *   w < w_n = I_(n) / (c_n − (n−1) I_(n)) = I_(n) / (I_(n) + Σ_{i<n} (I_(i) − I_(n))). The last form shows that w_n ≤ 1
 *   and that w_n falls with n, so that the active units are a prefix.
 * - w > 1. A state with the active units A needs w S_A > I for every unit (those in A have h = (w S_A − I)/(w − 1)),
 *   S_A = c_A / (1 + w(n−1)). With d = 1 − I / I_(1) that is Σ_A d < 1 − 1/w, whatever the size of A. One unit alone is
 *   stable, two or more are not: states are born in pairs, the one with unit (1) added to it being the unstable one.
 */
import { sortDescending } from './descending.ts';

/** Where a unit drops out. */
export interface Breakpoint {
  readonly unit: number;
  /** n, the unit's place by current, from 1. */
  readonly rank: number;
  /** w_n ≤ 1: the unit is active for w below it; a unique largest current (w_1 = 1) above it, too. */
  readonly inhibition: number;
}

/** A range of w < 1 (or all w, where nothing is active) over which the same units are active. */
export interface Interval {
  readonly from: number;
  /** Not included. */
  readonly to: number;
  /** n: the first n units by current are active, with h = (I − wS)/(1−w), S = c_n / (1 + w(n−1)). */
  readonly active: number;
  /** c_n. */
  readonly sum: number;
}

/** A unit that can be active alone. */
export interface Winner {
  readonly unit: number;
  /** The state with this unit alone exists and is stable for w above it: the largest other current over its own. */
  readonly above: number;
}

/** How the steady states depend on w. */
export interface InhibitionDiagram {
  /** `[K]`, a copy. */
  readonly currents: Float64Array;
  /** `[K]` units by descending current. */
  readonly order: Int32Array;
  /** By rank; units with a positive current only: the others are never active. */
  readonly breakpoints: readonly Breakpoint[];
  /** By ascending w. */
  readonly intervals: readonly Interval[];
  /** By rank. */
  readonly winners: readonly Winner[];
}

/** Number of unstable states at one w > 1. */
export interface UnstableStates {
  /** `bySize[n]` states with n active units, n ≥ 2; entries 0 and 1 are 0. */
  readonly bySize: readonly number[];
  readonly total: number;
}

/**
 * The diagram of the given currents.
 * @param currents `[K]`, finite
 * @remarks O(K log K).
 */
export function inhibitionDiagram(currents: Float64Array): InhibitionDiagram {
  const units = currents.length;
  const order = Int32Array.from({ length: units }, (_, mu) => mu);
  sortDescending(order, units, currents);
  const breakpoints: Breakpoint[] = [];
  const winners: Winner[] = [];
  const largest = currents[order[0]];
  // Σ_{i<n} (I_(i) − I_(n)), without the cancellation of c_n − n I_(n).
  let above = 0;
  let previous = largest;
  for (let n = 1; n <= units; n++) {
    const unit = order[n - 1];
    const current = currents[unit];
    if (!(current > 0)) break;
    above += (n - 1) * (previous - current);
    previous = current;
    breakpoints.push({ unit, rank: n, inhibition: current / (current + above) });
    const rival = n > 1 ? largest : units > 1 ? currents[order[1]] : 0;
    winners.push({ unit, above: Math.max(0, rival / current) });
  }
  return {
    currents: currents.slice(),
    order,
    breakpoints,
    intervals: intervalsOf(currents, breakpoints),
    winners,
  };
}

function intervalsOf(currents: Float64Array, breakpoints: readonly Breakpoint[]): Interval[] {
  if (breakpoints.length === 0) return [{ from: 0, to: Infinity, active: 0, sum: 0 }];
  const found: Interval[] = [];
  let sum = 0;
  for (const [i, { unit, inhibition: to }] of breakpoints.entries()) {
    sum += currents[unit];
    const from = i + 1 < breakpoints.length ? breakpoints[i + 1].inhibition : 0;
    if (from < to) found.push({ from, to, active: i + 1, sum });
  }
  return found.reverse();
}

/** Units that are stable when active alone at the inhibition w > 1 (or at w = 1: the largest, if it is unique). */
export function stableWinners({ winners }: InhibitionDiagram, inhibition: number): number[] {
  return winners.filter(({ above }) => inhibition > above).map(({ unit }) => unit);
}

/**
 * Unstable steady states at w > 1, counted: sets A of two or more units with Σ_A d < 1 − 1/w.
 * @param limit the largest number that is counted
 * @returns null where there are more than `limit`
 * @remarks O(number of states), each found once: with d ascending, no set is visited that fails.
 */
export function countUnstable(
  { currents, breakpoints }: InhibitionDiagram,
  inhibition: number,
  limit: number,
): UnstableStates | null {
  const bySize = [0, 0];
  if (!(inhibition > 1)) return { bySize, total: 0 };
  const room = 1 - 1 / inhibition;
  const largest = breakpoints.length > 0 ? currents[breakpoints[0].unit] : 0;
  const deficits = breakpoints
    .map(({ unit }) => (largest - currents[unit]) / largest)
    .filter((deficit) => deficit < room);
  let total = 0;
  /** Extends a set of `size` units with deficits of `used`; false when there are too many. */
  const extend = (first: number, size: number, used: number): boolean => {
    for (let i = first; i < deficits.length; i++) {
      const sum = used + deficits[i];
      if (!(sum < room)) return true;
      if (size >= 1) {
        if (++total > limit) return false;
        bySize[size + 1] = (bySize[size + 1] ?? 0) + 1;
      }
      if (!extend(i + 1, size + 1, sum)) return false;
    }
    return true;
  };
  return extend(0, 0, 0) ? { bySize, total } : null;
}

/**
 * Activities of the state with the active units A at w ≠ 1, h = (I − wS)/(1−w) on A and I − wS off it.
 * @param active A, at least one unit
 * @returns `[|A|]` in the order of `active`; the state exists where `stableWinners` or `countUnstable` count it
 */
export function activitiesWithin(
  currents: Float64Array,
  active: readonly number[],
  inhibition: number,
): Float64Array {
  const sum = active.reduce((total, unit) => total + currents[unit], 0);
  const drive = (inhibition * sum) / (1 + inhibition * (active.length - 1));
  return Float64Array.from(active, (unit) =>
    active.length === 1 ? currents[unit] : (currents[unit] - drive) / (1 - inhibition),
  );
}
