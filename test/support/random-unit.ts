/** Random weights and inputs for eq. 2. */
import type { RandomStream } from '../../src/kernels/random.ts';

/** One unit and one input, both dense. */
export interface Presentation {
  /** `[N]` W₀. */
  readonly weights: Float64Array;
  /** `[N]` v. */
  readonly input: Float64Array;
}

/** Normal weights of the given size, and inputs of either sign of which 30% are 0. */
export function randomUnit(stream: RandomStream, inputs: number, size: number): Presentation {
  return {
    weights: Float64Array.from({ length: inputs }, () => size * stream.normal()),
    input: Float64Array.from({ length: inputs }, () =>
      stream.uniform() < 0.3 ? 0 : 1.2 * stream.uniform() - 0.2,
    ),
  };
}

/** `weights` scaled to Σ|W|^p = (fraction · R)^p. */
export function scaledToNorm(weights: Float64Array, p: number, radius: number): Float64Array {
  const factor = radius / Math.pow(normOf(weights, p), 1 / p);
  return weights.map((w) => factor * w);
}

/** Σ|x|^p. */
export function normOf(values: ArrayLike<number>, p: number): number {
  return Array.from(values).reduce((sum, x) => sum + Math.abs(x) ** p, 0);
}

/** ⟨W,v⟩ = Σ sgn(W)|W|^(p−1) v. */
export function currentOf(weights: ArrayLike<number>, input: ArrayLike<number>, p: number): number {
  return Array.from(weights).reduce((sum, w, i) => sum + Math.sign(w) * Math.abs(w) ** (p - 1) * input[i], 0);
}
