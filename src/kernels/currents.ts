/**
 * Input currents of all hidden units for one example (eq. 4): I_μ = ⟨W_μ, v⟩_μ = Σ_i F(W_μi) v_i, F(x) = sgn(x)|x|^(p−1).
 */
import type { FloatArray, SparseVector } from './sparse.ts';

/**
 * out_μ = Σ_j powered[index_j, μ] · value_j.
 *
 * Inputs are taken four at a time (each sum is read and written once for four products); the order of the summation
 * is fixed by the example alone.
 *
 * @param out `[K]`, overwritten
 * @param powered `[N × K]`, F(W) input-major
 * @param vector the example's non-zero inputs
 * @remarks O(K · non-zeros).
 */
export function accumulateCurrents(out: Float64Array, powered: FloatArray, vector: SparseVector): void {
  const units = out.length;
  const { index, value, length } = vector;
  out.fill(0);
  let j = 0;
  for (; j + 4 <= length; j += 4) {
    const a = value[j];
    const b = value[j + 1];
    const c = value[j + 2];
    const d = value[j + 3];
    const rowA = index[j] * units;
    const rowB = index[j + 1] * units;
    const rowC = index[j + 2] * units;
    const rowD = index[j + 3] * units;
    for (let mu = 0; mu < units; mu++) {
      out[mu] +=
        a * powered[rowA + mu] + b * powered[rowB + mu] + (c * powered[rowC + mu] + d * powered[rowD + mu]);
    }
  }
  for (; j < length; j++) {
    const a = value[j];
    const rowA = index[j] * units;
    for (let mu = 0; mu < units; mu++) out[mu] += a * powered[rowA + mu];
  }
}
