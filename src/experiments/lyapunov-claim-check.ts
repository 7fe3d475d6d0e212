/** One claim followed over presentations, for one p, inhibition and activation. */
import type { IntegrableActivation } from '../learning/lyapunov-activation.ts';
import type { Claim } from '../learning/lyapunov-claims.ts';
import { createAgreementTally, createFallTally } from './lyapunov-tallies.ts';
import type { NormCheck } from './lyapunov-norm.ts';
import { followPresentation } from './lyapunov-presentation.ts';
import type { ClaimReport, FollowOptions, LyapunovPresentation, LyapunovTrace } from './lyapunov-types.ts';

/** What the reports are of. */
export interface ClaimCase {
  readonly claim: Claim;
  readonly inhibition: number | null;
  /** As the user wrote it. */
  readonly activation: string;
}

export interface ClaimCheck {
  /** @param norm also told of every step; null where g is not frozen */
  readonly follow: (
    index: number,
    presentation: LyapunovPresentation & { readonly activation: IntegrableActivation },
    norm: NormCheck | null,
  ) => void;
  readonly report: () => ClaimReport;
  /** Of the presentation with the steepest fall; without one, of the first that was followed. */
  readonly trace: () => LyapunovTrace | null;
}

/** A trace that is being written. */
interface Draft {
  readonly presentation: number;
  readonly times: number[];
  readonly gains: number[];
  readonly rates: number[];
  readonly numericRates: number[];
  /** Gain of the worst step that was a violation; 0 without one. */
  steepest: number;
}

export function createClaimCheck(
  { claim, inhibition, activation }: ClaimCase,
  options: FollowOptions,
): ClaimCheck {
  const { p, duration, steps } = options;
  const falls = createFallTally();
  const eq5 = createAgreementTally();
  let presentations = 0;
  let idle = 0;
  let unfinished = 0;
  let violated = 0;
  let kept: Draft | null = null;
  return {
    follow: (index, presentation, norm) => {
      presentations++;
      const draft: Draft = {
        presentation: index,
        times: [0],
        gains: [0],
        rates: [],
        numericRates: [],
        steepest: 0,
      };
      const problem = { ...presentation, claim, inhibition: inhibition ?? 0 };
      let total = 0;
      const end = followPresentation(problem, options, (followed) => {
        const { step, gain, error, rate, numericRate, rateBound } = followed;
        const fell = falls.add(gain, error, { presentation: index, step });
        if (fell) draft.steepest = Math.min(draft.steepest, gain);
        eq5.add(numericRate, rate, rateBound);
        norm?.add(followed, presentation.input);
        total += gain;
        draft.times.push(((step + 1) * duration) / steps);
        draft.gains.push(total);
        draft.rates.push(rate);
        draft.numericRates.push(numericRate);
      });
      if (end === 'idle') idle++;
      else if (end !== 'complete') unfinished++;
      if (draft.steepest < 0) violated++;
      if (draft.rates.length > 0 && (kept === null || draft.steepest < kept.steepest)) kept = draft;
    },
    report: () => {
      const count = falls.count();
      return {
        claim,
        theorem: claim !== 'iii' && p > 1,
        monotone: count.violations === 0,
        p,
        inhibition,
        activation,
        presentations,
        idle,
        unfinished,
        violated,
        ...count,
        eq5: eq5.agreement(),
      };
    },
    trace: () => {
      if (kept === null) return null;
      const { steepest, ...trace } = kept;
      return trace;
    },
  };
}
