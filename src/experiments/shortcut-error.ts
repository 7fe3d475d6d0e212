/**
 * What the ranking shortcut decides wrongly when it is given the currents of the exact run: the same winner, because
 * eq. 4 keeps the order of the currents, but other units that are strengthened or pushed away.
 */
import type { Decision } from '../learning/competition.ts';
import type { DecisionDifference, ShortcutError } from './comparison-types.ts';
import { inBoth, unitsOfSign } from './decisions.ts';

/** Counts over the examples given to it. */
export interface ShortcutTally {
  readonly add: (exact: Decision, shortcut: Decision) => void;
  readonly error: () => ShortcutError;
}

interface DifferenceTally {
  readonly add: (exact: readonly number[], shortcut: readonly number[]) => void;
  readonly difference: (examples: number) => DecisionDifference;
}

function createDifferenceTally(): DifferenceTally {
  let same = 0;
  let extra = 0;
  let missed = 0;
  return {
    add: (exact, shortcut) => {
      const common = inBoth(exact, shortcut);
      extra += shortcut.length - common;
      missed += exact.length - common;
      if (common === exact.length && common === shortcut.length) same++;
    },
    difference: (examples) => ({
      same: same / examples,
      extra: extra / examples,
      missed: missed / examples,
    }),
  };
}

/** A tally of nothing. */
export function createShortcutTally(): ShortcutTally {
  let examples = 0;
  let silent = 0;
  let sameWinner = 0;
  let opposite = 0;
  const hebbian = createDifferenceTally();
  const antiHebbian = createDifferenceTally();
  return {
    add: (exact, shortcut) => {
      examples++;
      if (exact.winner < 0) silent++;
      else if (exact.winner === shortcut.winner) sameWinner++;
      const own = { up: unitsOfSign(exact, 1), down: unitsOfSign(exact, -1) };
      const other = { up: unitsOfSign(shortcut, 1), down: unitsOfSign(shortcut, -1) };
      hebbian.add(own.up, other.up);
      antiHebbian.add(own.down, other.down);
      opposite += inBoth(own.up, other.down) + inBoth(own.down, other.up);
    },
    error: () => ({
      winnerAgreement: silent === examples ? null : sameWinner / (examples - silent),
      silent: silent / examples,
      hebbian: hebbian.difference(examples),
      antiHebbian: antiHebbian.difference(examples),
      opposite: opposite / examples,
    }),
  };
}
