/** Adds one decision to the sums of an epoch. */
import type { Decision } from './competition.ts';
import type { Tally } from './learner.ts';

/**
 * @param tally changed
 * @param decision what was decided for one example
 * @param currents `[K]` its currents
 */
export function countDecision(tally: Tally, decision: Decision, currents: Float64Array): void {
  tally.examples++;
  if (!decision.solved) tally.unsolved++;
  tally.active += decision.active;
  for (let i = 0; i < decision.count; i++) {
    // Where no unit is active, only a linear unit learns, with g and I both negative: pulled along −v, so Hebbian.
    if (decision.activation[i] > 0 || decision.active === 0) {
      tally.hebbian++;
      tally.hebbianCount[decision.units[i]]++;
    } else {
      tally.antiHebbian++;
    }
  }
  tally.largestCurrent += decision.winner >= 0 ? currents[decision.winner] : largestOf(currents);
}

/** The largest finite current; 0 where there is none: retired units stand at −∞ in a ranking. */
function largestOf(currents: Float64Array): number {
  let largest = -Infinity;
  for (let mu = 0; mu < currents.length; mu++) {
    if (currents[mu] > largest && currents[mu] < Infinity) largest = currents[mu];
  }
  return largest === -Infinity ? 0 : largest;
}
