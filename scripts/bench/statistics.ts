/** What repeated measurements say: medians with their spread, ratios taken pairwise, exponents of growth. */

/** Median and range of repeated measurements. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  /** In the order in which they were taken. */
  readonly samples: readonly number[];
}

/** Median and range of one sample or more. */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const median =
    sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted[sorted.length - 1], samples };
}

/** Ratios of samples that were taken side by side: what slowed both down in one round cancels. */
export function ratioOf(numerator: Spread, denominator: Spread): Spread {
  const rounds = Math.min(numerator.samples.length, denominator.samples.length);
  return spreadOf(
    Array.from({ length: rounds }, (_, round) => numerator.samples[round] / denominator.samples[round]),
  );
}

/** One measured point of a cost that grows. */
export interface GrowthPoint {
  /** > 0. */
  readonly size: number;
  /** > 0. */
  readonly cost: number;
}

/** b of cost ≈ c · size^b: the slope of the least-squares line through the logarithms. NaN for fewer than two sizes. */
export function fittedExponent(points: readonly GrowthPoint[]): number {
  const x = points.map(({ size }) => Math.log(size));
  const y = points.map(({ cost }) => Math.log(cost));
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const xMean = mean(x);
  const yMean = mean(y);
  let cross = 0;
  let square = 0;
  for (let i = 0; i < points.length; i++) {
    cross += (x[i] - xMean) * (y[i] - yMean);
    square += (x[i] - xMean) ** 2;
  }
  return cross / square;
}

/** What a method costs at one tolerance, and how exact it was. */
export interface WorkPrecision {
  readonly error: number;
  readonly seconds: number;
}

/**
 * Time that a method needs for a given error: on the line between the two neighbours of that error in the logarithms of
 * both, among the points that no other point beats in error and time. Nothing is extrapolated.
 * @returns the cheapest time where every point is more exact, null where none is exact enough
 */
export function timeAtError(points: readonly WorkPrecision[], error: number): number | null {
  const front = points
    .filter((p) => !points.some((q) => q !== p && q.error <= p.error && q.seconds < p.seconds))
    .sort((a, b) => b.error - a.error);
  const next = front.findIndex((point) => point.error <= error);
  if (next < 0) return null;
  const fine = front[next];
  if (next === 0 || fine.error === error || fine.error === 0) return fine.seconds;
  const coarse = front[next - 1];
  const share = Math.log(coarse.error / error) / Math.log(coarse.error / fine.error);
  return coarse.seconds * (fine.seconds / coarse.seconds) ** share;
}
