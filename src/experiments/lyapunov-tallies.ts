/** Tallies of the checks of eq. 3: how many, how many failed, and which was worst. */
import type { Agreement, Fall, FallCount } from './lyapunov-types.ts';

/** Counts falls of a quantity that should not fall. */
export interface FallTally {
  /**
   * @param change of the quantity in one step
   * @param error its estimated numerical error, ≥ 0
   * @returns whether it is a violation: a fall beyond the error
   */
  readonly add: (change: number, error: number, at: { presentation: number; step: number }) => boolean;
  readonly count: () => FallCount;
}

export function createFallTally(): FallTally {
  let steps = 0;
  let decreases = 0;
  let violations = 0;
  let largest: Fall | null = null;
  return {
    add: (change, error, at) => {
      steps++;
      // NaN is no decrease, and not passed over either: it is beyond any error.
      if (change >= 0) return false;
      decreases++;
      const ratio = -change / error;
      if (largest === null || !(ratio <= largest.ratio)) largest = { amount: -change, error, ratio, ...at };
      const violated = !(-change <= error);
      if (violated) violations++;
      return violated;
    },
    count: () => ({ steps, decreases, violations, largest }),
  };
}

/** Compares numbers. */
export interface AgreementTally {
  /** @param bound on the difference; `null` where the comparison says nothing */
  readonly add: (value: number, expected: number, bound: number | null) => void;
  readonly agreement: () => Agreement;
}

export function createAgreementTally(): AgreementTally {
  let compared = 0;
  let skipped = 0;
  let disagreements = 0;
  let largest = 0;
  return {
    add: (value, expected, bound) => {
      if (bound === null) {
        skipped++;
        return;
      }
      compared++;
      const difference = Math.abs(value - expected);
      if (!(difference <= bound)) disagreements++;
      const size = Math.max(Math.abs(expected), Math.abs(value));
      if (size > 0) largest = Math.max(largest, difference / size);
    },
    agreement: () => ({ compared, skipped, disagreements, largest }),
  };
}
