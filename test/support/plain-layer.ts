/** Plain twins of the kernels of a layer that learns end to end, rounded to float32 where the kernels round. */
const round = Math.fround;

/** One entry of a sparse row. */
export interface Entry {
  readonly index: number;
  readonly value: number;
}

/** Σ_j value_j row_index_j, in the order of the entries. */
function combination(entries: readonly Entry[], column: (index: number) => number): number {
  return entries.reduce((sum, { index, value }) => round(sum + round(value * column(index))), 0);
}

/**
 * max(W·v, 0) of every example, `[B][K]`, 0 below 2⁻⁶⁰.
 * @param weights `[K][N]`
 */
export function plainActivities(
  weights: readonly Float32Array[],
  examples: readonly (readonly Entry[])[],
): number[][] {
  return examples.map((entries) =>
    weights.map((unit) => {
      const activity = combination(entries, (i) => unit[i]);
      return activity < 2 ** -60 ? 0 : activity;
    }),
  );
}

/**
 * δ_bμ = Σ_c slope_bc S_cμ where h_bμ > 0, `[B][K]`, 0 below 2⁻⁶⁰ in size.
 * @param activities h, `[B][K]`
 * @param slopes `[B][outputs]`
 * @param outputs S, `[outputs][K]`
 */
export function plainSlopes(
  activities: readonly (readonly number[])[],
  slopes: readonly (readonly number[])[],
  outputs: readonly Float32Array[],
): number[][] {
  return activities.map((own, b) =>
    own.map((activity, mu) => {
      const entries = slopes[b].map((value, index) => ({ index, value }));
      const slope = combination(entries, (c) => outputs[c][mu]);
      return activity <= 0 || Math.abs(slope) < 2 ** -60 ? 0 : slope;
    }),
  );
}

/** Σ_b δ_bμ v_bi, `[K][N]`. */
export function plainLayerGradient(
  slopes: readonly (readonly number[])[],
  examples: readonly (readonly Entry[])[],
  inputs: number,
): number[][] {
  const columns = Array.from({ length: inputs }, (_, i) =>
    examples.flatMap((entries, b) =>
      entries.filter(({ index }) => index === i).map(({ value }) => ({ index: b, value })),
    ),
  );
  return slopes[0].map((_, mu) => columns.map((column) => combination(column, (b) => slopes[b][mu])));
}
