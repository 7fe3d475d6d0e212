/**
 * The steady state of eq. 4 without solving it: from equal initial activities, and for w < 1 from any, the active units
 * are the leading ones by current, and how many there are follows from the currents alone.
 */
import { createActiveSet, fillActivities } from './active-set.ts';
import type { SteadyStateSolver } from './active-set.ts';
import { buildHeap, popHeap } from './descending.ts';
import type { Selection } from '../kernels/selection.ts';
import { plainSelection } from '../kernels/selection.ts';

/** What a closed-form solver is made for. */
export interface ClosedFormOptions {
  /** K ≥ 1, number of hidden units. */
  readonly units: number;
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  /** Searches among the currents (plain loops). */
  readonly selection?: Selection;
}

/**
 * Units that may be active for w < 1, in no order. For every set B of units, S_B = Σ_B I / (1 + w(|B|−1)) is a lower
 * bound of the final S, because S ≤ Σ_B max(I − wS, 0)/(1−w) ≤ Σ max(I − wS, 0)/(1−w) at S = S_B, so only units with
 * I > w S_B can be active; passes with B = the present candidates go on while they pay (Michelot 1986, for the
 * projection onto a simplex, which is the case w → 1).
 * @returns how many units `selection.found` holds
 */
function candidates(
  selection: Selection,
  currents: Float64Array,
  { most, inhibition }: { most: number; inhibition: number },
): number {
  const { found } = selection;
  let count = selection.atLeast(currents, inhibition * most * (1 - 4 * Number.EPSILON));
  let sum = 0;
  for (let i = 0; i < count; i++) sum += currents[found[i]];
  for (let before = Infinity; count < 0.75 * before;) {
    before = count;
    // The margin covers the rounding of a sum of `count` positive terms.
    const bound = ((inhibition * sum) / (1 + inhibition * (count - 1))) * (1 - (count + 8) * Number.EPSILON);
    count = 0;
    sum = 0;
    for (let i = 0; i < before; i++) {
      const current = currents[found[i]];
      if (current >= bound) {
        found[count++] = found[i];
        sum += current;
      }
    }
  }
  return count;
}

/**
 * Steady state of eq. 4 in closed form, from h(0) = const; for w < 1 or all I ≤ 0 from any h(0).
 *
 * All I ≤ 0: no unit is active. w < 1: with I_(1) ≥ I_(2) ≥ …, unit n is active while I_(n) > w S_{n−1}, tested as
 * (1−w) I_(n) > w Σ_{i<n} (I_(i) − I_(n)), which does not cancel near w = 1. w ≥ 1: the unit with the largest current,
 * or all that tie for it exactly.
 * @returns a closure from currents `[K]` to the active set, whose buffers it reuses; no allocation per call
 * @remarks O(K + n log K) with n active units: about one scan of the currents when few are active.
 */
export function createClosedForm({
  units,
  inhibition,
  selection = plainSelection(new Int32Array(units)),
}: ClosedFormOptions): SteadyStateSolver {
  const set = createActiveSet(units);
  const heap = selection.found;
  const slack = 1 - inhibition;

  return (currents) => {
    set.count = 0;
    const most = selection.maximum(currents);
    if (most > 0 && most < Infinity) {
      if (inhibition >= 1) {
        for (let mu = 0; mu < units; mu++) if (currents[mu] === most) set.units[set.count++] = mu;
      } else {
        let left = candidates(selection, currents, { most, inhibition });
        buildHeap(heap, left, currents);
        // `above` is Σ (I_(i) − I_(n)) over the units taken so far.
        for (let above = 0, last = most; left > 0; left--) {
          const unit = popHeap(heap, left, currents);
          above += set.count * (last - currents[unit]);
          last = currents[unit];
          if (set.count > 0 && !(slack * last > inhibition * above)) break;
          set.units[set.count++] = unit;
        }
      }
    }
    fillActivities(set, currents, inhibition);
    if (!(most < Infinity)) set.retcode = 'NonFinite';
    return set;
  };
}
