/** Plain twins of the readout kernels: their definitions as straight loops, rounded to float32 where the kernels round. */
const round = Math.fround;

/** Rows of features, and what they are multiplied with. */
export interface PlainReadout {
  /** `[B][stride]`. */
  readonly rows: readonly Float32Array[];
  /** `[outputs][stride]` S. */
  readonly weights: readonly Float32Array[];
}

/** S·f of every row, `[B × outputs]`. */
export function plainScores({ rows, weights }: PlainReadout): number[] {
  return rows.flatMap((row) =>
    weights.map((output) => {
      const lanes = [0, 0, 0, 0];
      for (let mu = 0; mu < row.length; mu++) {
        lanes[mu % 4] = round(lanes[mu % 4] + round(row[mu] * output[mu]));
      }
      return round(round(lanes[0] + lanes[2]) + round(lanes[1] + lanes[3]));
    }),
  );
}

/**
 * start + Σ_b slope_bc f_bμ, `[outputs × stride]`.
 * @param start `[outputs × stride]`
 * @param slopes `[B × outputs]`
 */
export function plainGradient(
  start: Float32Array,
  slopes: Float32Array,
  rows: readonly Float32Array[],
): number[] {
  const stride = rows[0].length;
  const outputs = start.length / stride;
  return Array.from(start, (first, at) => {
    const c = Math.floor(at / stride);
    let sum = first;
    rows.forEach((row, b) => {
      sum = round(sum + round(slopes[b * outputs + c] * row[at % stride]));
    });
    return sum;
  });
}

/** What Adam keeps of one weight. */
export interface AdamState {
  readonly weight: number;
  readonly mean: number;
  readonly square: number;
}

function flushed(x: number, least: number): number {
  return Math.abs(x) < least ? 0 : x;
}

/** One step of Adam for one weight, with the corrections of the biases in `rate` and `correction`. */
export function plainAdam(
  { weight, mean, square }: AdamState,
  gradient: number,
  { rate, correction }: { rate: number; correction: number },
): AdamState {
  const [keptMean, newMean, keptSquare, newSquare, epsilon] = [0.9, 0.1, 0.999, 0.001, 1e-8].map(round);
  const g = flushed(gradient, 2 ** -50);
  const m = flushed(round(round(keptMean * mean) + round(newMean * g)), 2 ** -100);
  const v = flushed(round(round(keptSquare * square) + round(newSquare * round(g * g))), 2 ** -100);
  const size = round(round(Math.sqrt(round(round(correction) * v))) + epsilon);
  const moved = round(weight - round(round(round(rate) * m) / size));
  return { weight: flushed(moved, 2 ** -60), mean: m, square: v };
}
