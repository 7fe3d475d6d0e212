/**
 * Oja's rule (J. Math. Biol. 15 (1982) 267–273) for one linear unit, solved exactly over a presentation in which h follows the
 * weights: τ_L dW/dt = h (R² v − h W), h = ⟨W, v⟩ of either sign, which is eq. 2 with p = 2 and g = h = I.
 *
 * The product of the current and the decay makes c = ‖v‖² and the current at the start I₀ all that is needed. With x = R² c ε:
 *   W(ε) = (e^(−x) W₀ + I₀ (1 − e^(−x)) v / c) / D,   D² = e^(−2x) + I₀² (1 − e^(−2x)) / (R² c).
 * Up to D this is linear in W₀: examples one after another multiply W by exponentials of v vᵀ, as a power method does.
 */
import type { LearningRule } from './learning-rule.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import type { UnitFlow } from './unit-flow.ts';
import { currentOf, gatherWeights, scatterWeights } from './unit-weights.ts';

/** The flow by the length of the presentation, ε = T/τ_L; p must be 2. */
export function ojaFlow(layer: HiddenLayer): UnitFlow {
  const w = layer.scratch;
  const { radius } = layer;
  return (mu, vector, duration) => {
    const { value, length } = vector;
    let square = 0;
    for (let j = 0; j < length; j++) square += value[j] * value[j];
    if (square === 0) return true;
    const current = currentOf(layer, mu, vector);
    const x = radius * radius * square * duration;
    const fading = Math.exp(-x);
    const reach = (current * current) / (radius * radius * square);
    const divisor = Math.sqrt(fading * fading - Math.expm1(-2 * x) * reach);
    const amplitude = fading / divisor;
    const pull = (-Math.expm1(-x) * current) / (square * divisor);
    gatherWeights(layer, mu, vector, w);
    for (let j = 0; j < length; j++) w[j] = amplitude * w[j] + pull * value[j];
    return scatterWeights(layer, mu, { vector, w, amplitude });
  };
}

/** The clock of that flow is the time itself. */
export function durations(): LearningRule['clocks'] {
  const clock = new Float64Array(1);
  return (_decision, duration) => clock.fill(duration);
}
