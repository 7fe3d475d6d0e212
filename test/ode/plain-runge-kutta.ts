/** Plain twin of the stepping core's arithmetic: one step of a tableau in the order in which it is written. */
import type { Tableau } from '../../src/ode/tableau.ts';
import type { RightHandSide } from '../../src/ode/types.ts';

/** y + Σ_j w_j k_j, the terms of zero weight left out, summed from left to right. */
export function plainCombination(
  y: readonly number[],
  w: readonly number[],
  k: readonly ArrayLike<number>[],
): number[] {
  return y.map((value, i) => {
    const terms = w.flatMap((weight, j) => (weight === 0 ? [] : [weight * k[j][i]]));
    return terms.length === 0 ? value : value + terms.reduce((sum, term) => sum + term);
  });
}

/** State after the step of length h from y at t. */
export function plainStep(
  { stages, nodes }: Tableau,
  rhs: RightHandSide,
  y: readonly number[],
  t: number,
  h: number,
): readonly number[] {
  const slopes: Float64Array[] = [];
  for (const [i, row] of [[], ...stages.slice(0, -1)].entries()) {
    const state = plainCombination(
      y,
      row.map((a) => h * a),
      slopes,
    );
    const slope = new Float64Array(y.length);
    rhs(slope, Float64Array.from(state), t + nodes[i] * h);
    slopes.push(slope);
  }
  return plainCombination(
    y,
    stages[stages.length - 1].map((b) => h * b),
    slopes,
  );
}
