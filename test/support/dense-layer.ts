/** Plain twin of `src/learning/hidden-layer.ts`: all weights in float64, each changed where it stands. */
import { currentOf, normOf } from './random-unit.ts';

/** `[K][N]` W. */
export type DenseLayer = Float64Array[];

/** Rows of `[K × N]` weights, copied. */
export function denseLayer(weights: ArrayLike<number>, inputs: number): DenseLayer {
  return Array.from({ length: weights.length / inputs }, (_, mu) =>
    Float64Array.from({ length: inputs }, (_unused, i) => weights[mu * inputs + i]),
  );
}

/** Sets W_μ to `replacement` where the input is not 0, and multiplies it by `amplitude` where it is. */
export function denseScatter(
  unit: Float64Array,
  input: ArrayLike<number>,
  { replacement, amplitude }: { replacement: ArrayLike<number>; amplitude: number },
): void {
  for (let i = 0; i < unit.length; i++) unit[i] = input[i] === 0 ? amplitude * unit[i] : replacement[i];
}

/** `[K]` I_μ = ⟨W_μ, v⟩. */
export function denseCurrents(layer: DenseLayer, input: ArrayLike<number>, p: number): Float64Array {
  return Float64Array.from(layer, (unit) => currentOf(unit, input, p));
}

/** `[K]` Σ|W_μ|^p. */
export function denseNorms(layer: DenseLayer, p: number): Float64Array {
  return Float64Array.from(layer, (unit) => normOf(unit, p));
}
