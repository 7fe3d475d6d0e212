/** How many units are active as the inhibition varies, at given currents: the closed form of eq. 4 at each value. */
import { createClosedForm } from '../dynamics/closed-form.ts';
import type { ActiveAtInhibition } from './comparison-types.ts';

/** Values of w_inh, closer where few units are left. */
const VALUES = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1, 1.1, 1.2];

/** Counts over the currents given to it. */
export interface InhibitionTally {
  /** @param currents `[K]` of one example */
  readonly add: (currents: Float64Array) => void;
  /** By ascending inhibition. */
  readonly means: () => readonly ActiveAtInhibition[];
}

/**
 * A tally of nothing for K units.
 * @param own w_inh of the run, one of the values
 * @remarks Per example O(K) for each value, and a sort at w = 0, where all units with positive currents are active: 0.5 ms
 * at K = 2000.
 */
export function createInhibitionTally(units: number, own: number): InhibitionTally {
  const values = [...new Set([...VALUES, own])].sort((a, b) => a - b);
  const solvers = values.map((inhibition) => createClosedForm({ units, inhibition }));
  const sums = values.map(() => 0);
  let examples = 0;
  return {
    add: (currents) => {
      examples++;
      solvers.forEach((solve, i) => (sums[i] += solve(currents).count));
    },
    means: () => values.map((inhibition, i) => ({ inhibition, meanActive: sums[i] / examples })),
  };
}
