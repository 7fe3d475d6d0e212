/** The scale of a weight picture: which |W| is drawn in the end colour, the same for all runs that are compared. */

/** Weights of one layer. */
export interface WeightMatrix {
  /** [hidden × inputs], C order. */
  readonly weights: Float32Array | Float64Array;
  readonly hidden: number;
  readonly inputs: number;
}

export interface WeightScale {
  /** |W| of the end colours, > 0. */
  readonly scale: number;
  /** Weights lie beyond it and are drawn in the end colours too. */
  readonly clipped: boolean;
}

/** max_i |W_i| of one unit; NaN when a weight is not finite. */
function largestMagnitude({ weights, inputs }: WeightMatrix, unit: number): number {
  let largest = 0;
  for (let i = unit * inputs; i < (unit + 1) * inputs; i++) {
    const magnitude = Math.abs(weights[i]);
    if (!(magnitude < Infinity)) return NaN;
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}

/** x rounded up to two significant digits, so that the numbers on the colour bar are the true ones. */
function roundUp(x: number): number {
  const digits = 1 - Math.floor(Math.log10(x));
  return Number((Math.ceil(Number(`${x}e${digits}`) - 1e-9) * 10 ** -digits).toPrecision(2));
}

/**
 * The lower quartile over the units of max_i |W_μi|, rounded up to two digits. Not the maximum, because a unit that never
 * learned keeps N(0, 1) weights ten times those of the others: a quarter of the layer that did learn is enough to set the scale,
 * and the few weights beyond it are drawn in the end colours. Units that diverged are passed over.
 */
export function weightScale(layers: readonly WeightMatrix[]): WeightScale {
  const largest = layers
    .flatMap((layer) => Array.from({ length: layer.hidden }, (_, unit) => largestMagnitude(layer, unit)))
    .filter((magnitude) => magnitude > 0)
    .sort((a, b) => a - b);
  if (largest.length === 0) return { scale: 1, clipped: false };
  const scale = roundUp(largest[largest.length >> 2]);
  return { scale, clipped: largest[largest.length - 1] > scale };
}
