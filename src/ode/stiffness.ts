/**
 * Hairer's stiffness test (Hairer, Wanner II, section IV.2): h|λ| is estimated from the stages of a step; where it
 * stays near the boundary of stability, stability and not accuracy decides the step.
 *
 * A combination Σ γ_i Y_i of stage states without smooth part (Σ γ_i = Σ γ_i c_i = 0; for the methods of order 5, the
 * two stages at c = 1) and the same one of the slopes differ by the factor |λ|.
 */
import { addCombination } from './linear-combination.ts';
import type { Scheme } from './scheme.ts';

/** Accepted steps between two looks, while nothing is suspected. */
const INTERVAL = 25;
/** So many looks near the boundary make a problem stiff, unless CLEAR looks in a row off it came between. */
const SUSPICIONS = 15;
const CLEAR = 6;
/**
 * Share of the boundary that counts as near. DOPRI5 asks for 3.25 of 3.31; but with PI control the step settles
 * below: at 2.7 of 3.31 for dopri5 on y′ = −1000 (y − cos t).
 */
const NEAR = 0.75;

export interface StiffnessTest {
  readonly begin: () => void;
  /** Looks, if one is due, at the accepted step to t; the step is the `accepted`th of the solve. */
  readonly look: (t: number, accepted: number, k: readonly Float64Array[], weights: Float64Array) => void;
  /** t at which stiffness was met, or NaN. */
  readonly met: () => number;
}

/** Stiffness test for `scheme` with states of `dimension` components. */
export function createStiffnessTest(scheme: Scheme, dimension: number): StiffnessTest {
  const limit = NEAR * scheme.tableau.stabilityBoundary;
  const zeros = new Float64Array(dimension);
  const states = new Float64Array(dimension);
  const slopes = new Float64Array(dimension);
  let suspicions = 0;
  let clear = 0;
  let met = NaN;

  const isNear = (k: readonly Float64Array[], weights: Float64Array): boolean => {
    addCombination(states, zeros, weights, k, scheme.roughStates);
    addCombination(slopes, zeros, weights, k, scheme.roughSlopes);
    let a = 0;
    let b = 0;
    for (let i = 0; i < dimension; i++) {
      a += states[i] * states[i];
      b += slopes[i] * slopes[i];
    }
    return b > limit * limit * a;
  };

  return {
    begin: () => {
      suspicions = 0;
      clear = 0;
      met = NaN;
    },
    look: (t, accepted, k, weights) => {
      if (!Number.isNaN(met) || (suspicions === 0 && accepted % INTERVAL !== 0)) return;
      if (isNear(k, weights)) {
        clear = 0;
        suspicions++;
        if (suspicions === SUSPICIONS) met = t;
      } else if (++clear === CLEAR) {
        suspicions = 0;
        clear = 0;
      }
    },
    met: () => met,
  };
}
