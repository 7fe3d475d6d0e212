/**
 * The learning activation g(h) by branches: smooth on each, with jumps between them at known levels of h.
 *
 * Where g follows h during a presentation, an integrator must not step over a jump, so each branch can be continued
 * beyond its ends, and who integrates says which branch holds. Units with h ≤ 0 do not learn ("activities that are below
 * zero do not contribute to training"), so 0 is a level of every activation.
 */
import { SolveError } from '../errors.ts';
import type { LearningActivation } from './activation.ts';
import { stepActivation } from './activation.ts';

/** g(h) with its jumps. Branch 0 is h ≤ 0, where g = 0; branch b lies between `levels[b − 1]` and `levels[b]`. */
export interface SwitchedActivation {
  /** Ascending, the first is 0. */
  readonly levels: Float64Array;
  /** g of the branch at h, which may lie beyond the ends of the branch. */
  readonly on: (branch: number, h: number) => number;
}

/** Branch that h lies on; a level itself belongs to the branch below, as in Fig. 2. */
export function branchOf({ levels }: SwitchedActivation, h: number): number {
  let branch = 0;
  while (branch < levels.length && h > levels[branch]) branch++;
  return branch;
}

/**
 * The step of Fig. 2: 1 for h > h*, −Δ for 0 < h ≤ h*.
 * @throws ArgumentError when h* or Δ is out of its range
 */
export function switchedStep(threshold: number, delta: number): SwitchedActivation {
  stepActivation(threshold, delta);
  const levels = threshold > 0 ? Float64Array.of(0, threshold) : Float64Array.of(0);
  const g = threshold > 0 ? [0, -delta, 1] : [0, 1];
  return { levels, on: (branch) => g[branch] };
}

/**
 * A g(h) without jumps at h > 0.
 * @throws SolveError, when it is asked for, where g is not finite
 */
export function switchedSmooth(activation: LearningActivation): SwitchedActivation {
  return {
    levels: Float64Array.of(0),
    on: (branch, h) => {
      if (branch === 0) return 0;
      const g = activation(Math.max(h, 0));
      // A step that went beyond a pole has no h; its integrator takes a smaller one.
      if (Number.isFinite(g) || Number.isNaN(h)) return g;
      throw new SolveError(
        `activation: must be finite (got ${g} at h = ${h}); mend the expression, or bound it with min and max`,
      );
    },
  };
}
