/** One presentation by `src/learning/reduced-flow.ts`, on dense arrays. */
import { createReducedFlow } from '../../src/learning/reduced-flow.ts';
import type { Presentation } from './random-unit.ts';
import { sparseOf } from './sparse-vectors.ts';

/** p and R of eq. 2. */
export interface Geometry {
  readonly p: number;
  readonly radius: number;
}

/** What the reduced flow returned. */
export interface Presented {
  readonly succeeded: boolean;
  /** `[N]` W after the presentation, or W₀ where it failed. */
  readonly weights: Float64Array;
  readonly amplitude: number;
  readonly rho: number;
  readonly blowUpAt: number | null;
}

/**
 * Applies the reduced flow to the non-zero inputs, and its amplitude to the others.
 * @param rest Σ|W|^p over the inputs where v = 0, when the flow is to know it
 */
export function present(
  { weights, input }: Presentation,
  clock: number,
  { p, radius, rest }: Geometry & { readonly rest?: number },
): Presented {
  const vector = sparseOf(input);
  const w = Float64Array.from(vector.index.subarray(0, vector.length), (i) => weights[i]);
  const flow = createReducedFlow(p, radius);
  const succeeded = flow.present(w, vector.value, vector.length, clock, rest);
  // Weights of 0 stay 0: at an unstable fixed point the amplitude may overflow.
  const after = weights.map((x) => (succeeded && x !== 0 ? x * flow.amplitude : x));
  w.forEach((x, j) => (after[vector.index[j]] = x));
  const { amplitude, rho, blowUpAt } = flow;
  return { succeeded, weights: after, amplitude, rho, blowUpAt };
}
