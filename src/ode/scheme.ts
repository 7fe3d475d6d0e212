/** A tableau made ready for the stepping core: zeros dropped, all weights in one array to be multiplied by h at once. */
import type { Row } from './linear-combination.ts';
import type { Tableau } from './tableau.ts';

export interface Scheme {
  readonly tableau: Tableau;
  /** The non-zero weights of all rows, one after another. */
  readonly weights: Float64Array;
  /** Row s makes stage s + 1; the last one makes the new state. */
  readonly stages: readonly Row[];
  readonly error: Row;
  /** The quartic term of the dense output; null for plain Hermite. */
  readonly quartic: Row | null;
  /** Σ γ_i (Y_i − y) / h and Σ γ_i k_i. */
  readonly roughStates: Row;
  readonly roughSlopes: Row;
}

/** Prepares `tableau` for `addCombination`. */
export function createScheme(tableau: Tableau): Scheme {
  const weights: number[] = [];
  const row = (values: readonly number[]): Row => {
    const offset = weights.length;
    const terms: number[] = [];
    values.forEach((value, j) => {
      if (value === 0) return;
      terms.push(j);
      weights.push(value);
    });
    return { offset, terms };
  };
  const stages = tableau.stages.map(row);
  const error = row(tableau.error);
  const quartic = tableau.quartic.some((d) => d !== 0) ? row(tableau.quartic) : null;
  const roughStates = row(
    tableau.nodes.map((_, j) =>
      tableau.stages.reduce((sum, a, i) => sum + tableau.rough[i + 1] * (a[j] ?? 0), 0),
    ),
  );
  const roughSlopes = row(tableau.rough);
  return { tableau, weights: Float64Array.from(weights), stages, error, quartic, roughStates, roughSlopes };
}
