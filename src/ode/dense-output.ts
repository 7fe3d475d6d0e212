/**
 * The solution between the ends of an accepted step.
 *
 *   y(θ) = y₀ + θ(Δ + (1−θ)(b + θ(c + (1−θ) q))),  Δ = y₁ − y₀, b = h f₀ − Δ, c = Δ − h f₁ − b, q = h Σ d_i k_i:
 * cubic Hermite plus the quartic term of the tableau (Hairer, Nørsett, Wanner I, section II.6). Continuously
 * differentiable from step to step.
 */
import { addCombination } from './linear-combination.ts';
import type { Scheme } from './scheme.ts';

/** Writes the state at the fraction `theta` in [0, 1] of the last accepted step into `out`. */
export type Interpolate = (out: Float64Array, theta: number) => void;

export interface DenseOutput {
  /**
   * Points to an accepted step. Nothing is copied: valid until the arrays change.
   * @param weights `[scheme.weights]`, multiplied by the step `h`
   */
  attach: (
    y0: Float64Array,
    y1: Float64Array,
    k: readonly Float64Array[],
    weights: Float64Array,
    h: number,
  ) => void;
  readonly interpolate: Interpolate;
}

/** Dense output of `scheme` for states of `dimension` components. The quartic term is computed when first needed. */
export function createDenseOutput(scheme: Scheme, dimension: number): DenseOutput {
  const zeros = new Float64Array(dimension);
  const quartic = new Float64Array(dimension);
  const row = scheme.quartic;
  const last = scheme.stages.length;
  let from: Float64Array = zeros;
  let to: Float64Array = zeros;
  let slopes: readonly Float64Array[] = [];
  let scaled: Float64Array = zeros;
  let step = 0;
  let pending = false;
  return {
    attach: (y0, y1, k, weights, h) => {
      from = y0;
      to = y1;
      slopes = k;
      scaled = weights;
      step = h;
      pending = true;
    },
    interpolate: (out, theta) => {
      if (pending && row !== null) addCombination(quartic, zeros, scaled, slopes, row);
      pending = false;
      const f0 = slopes[0];
      const f1 = slopes[last];
      const rest = 1 - theta;
      for (let i = 0; i < out.length; i++) {
        const delta = to[i] - from[i];
        const b = step * f0[i] - delta;
        const c = delta - step * f1[i] - b;
        out[i] = from[i] + theta * (delta + rest * (b + theta * (c + rest * quartic[i])));
      }
    },
  };
}
