/** Eigenvectors of a symmetric matrix by Jacobi's rotations (1846). */

const MAX_SWEEPS = 50;

/** Eigenvalues, largest first, each with its unit eigenvector. */
export function symmetricEigen(
  matrix: readonly (readonly number[])[],
): readonly { readonly value: number; readonly vector: readonly number[] }[] {
  const size = matrix.length;
  const a = matrix.map((row) => [...row]);
  const v: number[][] = a.map((_, i) => a.map((_row, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (a[p][q] === 0) continue;
        const angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < size; k++) {
          [a[k][p], a[k][q]] = [c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q]];
          [v[k][p], v[k][q]] = [c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q]];
        }
        for (let k = 0; k < size; k++) {
          [a[p][k], a[q][k]] = [c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]];
        }
      }
    }
  }
  return a
    .map((row, i) => ({ value: row[i], vector: v.map((line) => line[i]) }))
    .sort((x, y) => y.value - x.value);
}
