/** Means and spreads of a few numbers. */

/** Arithmetic mean; NaN of none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sum of the squares of the distances from the mean, by the two-pass formula. */
function squares(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
}

/** Standard deviation with n − 1; null of fewer than two. */
export function deviation(values: readonly number[]): number | null {
  return values.length < 2 ? null : Math.sqrt(squares(values) / (values.length - 1));
}

/**
 * Standard deviation within groups, pooled: √(Σ squares / Σ (n − 1)).
 * @returns null where no group has two values
 */
export function pooledDeviation(groups: readonly (readonly number[])[]): number | null {
  const freedom = groups.reduce((sum, group) => sum + Math.max(0, group.length - 1), 0);
  if (freedom === 0) return null;
  return Math.sqrt(groups.reduce((sum, group) => sum + (group.length > 0 ? squares(group) : 0), 0) / freedom);
}

/** Quantile by linear interpolation between order statistics (Hyndman & Fan's type 7). @param sorted at least one */
export function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** Ascending, a copy. */
export function ascending(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}
