/** Which ranks are active, strengthened and pushed away: eq. 4 keeps the order of the currents, and decides the rest. */
import type { Selection } from '../kernels/selection.ts';
import { plainSelection } from '../kernels/selection.ts';
import type { Decision } from '../learning/competition.ts';
import type { RankRegimes, RankTable } from './comparison-types.ts';
import type { Algorithm } from './types.ts';

/** Ranks that are told apart. */
const RANKS = 10;

/** Counts over the examples given to it. */
export interface RankTally {
  /** @param currents `[K]` those decided on */
  readonly add: (decision: Decision, currents: Float64Array) => void;
  readonly table: () => RankTable;
}

type Counts = { -readonly [key in keyof RankRegimes]: number };

/** A tally of nothing for K units. */
export function createRankTally(units: number, algorithm: Algorithm): RankTally {
  const shown = Math.min(RANKS, units);
  // The last is for all ranks beyond.
  const counts = Array.from({ length: shown + 1 }, (): Counts => ({ active: 0, hebbian: 0, antiHebbian: 0 }));
  const selection: Selection = plainSelection(new Int32Array(units));
  let examples = 0;

  const add = (decision: Decision, currents: Float64Array): void => {
    examples++;
    selection.largest(currents, shown);
    const top = selection.found.subarray(0, shown);
    for (let i = 0; i < decision.count; i++) {
      const place = top.indexOf(decision.units[i]);
      const at = counts[place < 0 ? shown : place];
      if (decision.activation[i] > 0) at.hebbian++;
      else at.antiHebbian++;
      if (algorithm === 'ranking') at.active++;
    }
    if (algorithm === 'ranking') return;
    // The active units of eq. 4 are the first ranks.
    for (let place = 0; place < Math.min(decision.active, shown); place++) counts[place].active++;
    counts[shown].active += Math.max(0, decision.active - shown);
  };

  const shares = ({ active, hebbian, antiHebbian }: Counts): RankRegimes => ({
    active: active / examples,
    hebbian: hebbian / examples,
    antiHebbian: antiHebbian / examples,
  });
  return {
    add,
    table: () => ({
      ranks: counts.slice(0, shown).map((count, i) => ({ rank: i + 1, ...shares(count) })),
      beyond: shares(counts[shown]),
    }),
  };
}
