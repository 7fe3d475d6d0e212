/**
 * The rule of Bienenstock, Cooper and Munro (J. Neurosci. 2 (1982) 32–48) with the sliding threshold θ = E[h²] of Intrator and
 * Cooper (Neural Networks 5 (1992) 3–17), for units that compete by eq. 4.
 *
 *   τ_L dW_μi/dt = φ(h_μ, θ_μ) v_i,   φ(h, θ) = h (h − θ) for h > 0, else 0,
 *   τ_θ dθ_μ/dt = r(h_μ)² − θ_μ,      r(h) = max(h, 0).
 *
 * This is eq. 2 without its last term: no decay −⟨W,v⟩W and no R, so no norm is kept. What bounds the weights is θ, which
 * outgrows h: with one pattern that comes with probability P the unit rests at h = θ = 1/P. With linearly independent patterns
 * the stable states are those in which a unit answers 1/P_i to one pattern and 0 to all others, provided that θ averages over
 * many presentations and yet is faster than the weights: ε ≪ τ_θ/τ_L < 1/‖v‖².
 *
 * h is frozen during a presentation, as g is for the other rules; θ is not. Both equations then have closed forms, with
 * T′ = τ_θ/τ_L and E = 1 − e^(−ε/T′):
 *   θ(ε) = θ₀ + (h² − θ₀) E,   W(ε) = W₀ + ρ v,   ρ = ∫ φ dt/τ_L = h [(h − θ₀) ε − (h² − θ₀)(ε − T′ E)].
 */
import { ArgumentError } from '../errors.ts';
import type { Decision } from './competition.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import type { LearningRule } from './learning-rule.ts';
import type { UnitFlow } from './unit-flow.ts';
import { gatherWeights, scatterWeights } from './unit-weights.ts';

/** θ at the start: that at which a unit rests that answers 1 to everything. */
const INITIAL_THRESHOLD = 1;

/** W ← W + ρ v. */
function additiveFlow(layer: HiddenLayer): UnitFlow {
  const w = layer.scratch;
  return (mu, vector, rho) => {
    gatherWeights(layer, mu, vector, w);
    for (let j = 0; j < vector.length; j++) w[j] += rho * vector.value[j];
    return scatterWeights(layer, mu, { vector, w, amplitude: 1 });
  };
}

/**
 * The rule for K units.
 * @param options.thresholdTime τ_θ/τ_L > 0
 * @param thresholds `[K]` θ where an earlier process left off (1 each)
 * @throws ArgumentError for a time constant out of its range
 * @remarks O(K) per presentation for the thresholds: those of silent units fall.
 */
export function bcmRule(
  units: number,
  { thresholdTime }: { readonly thresholdTime: number },
  thresholds?: ArrayLike<number>,
): LearningRule {
  if (!(thresholdTime > 0 && thresholdTime < Infinity)) {
    throw new ArgumentError(`threshold-time: must be > 0 and finite (got ${thresholdTime}); it is τ_θ/τ_L`);
  }
  const memory = new Float64Array(units).fill(INITIAL_THRESHOLD);
  if (thresholds !== undefined) memory.set(thresholds);
  const clocks = new Float64Array(units);
  const rates = new Float64Array(units);

  /** ρ of the units that learn, all of which are active, in the same order. */
  const fillClocks = ({ count, units: learning, set }: Decision, duration: number, lag: number): void => {
    for (let i = 0, j = 0; i < count; i++, j++) {
      while (set.units[j] !== learning[i]) j++;
      const h = set.activity[j];
      const theta = memory[learning[i]];
      clocks[i] = h * ((h - theta) * duration - (h * h - theta) * lag);
    }
  };

  return {
    memory,
    linear: false,
    activation: (h, mu) => h * (h - memory[mu]),
    flowOf: additiveFlow,
    clocks: (decision, duration) => {
      if (!decision.solved) return clocks;
      const { set } = decision;
      const share = -Math.expm1(-duration / thresholdTime);
      fillClocks(decision, duration, duration - thresholdTime * share);
      rates.fill(0);
      for (let j = 0; j < set.count; j++) rates[set.units[j]] = set.activity[j];
      for (let mu = 0; mu < units; mu++) memory[mu] += (rates[mu] * rates[mu] - memory[mu]) * share;
      return clocks;
    },
  };
}
