/**
 * The Sobol' sequence in up to 21 dimensions: I. M. Sobol', USSR Comput. Math. Math. Phys. 7 (1967) 86.
 *
 * Direction numbers: S. Joe & F. Y. Kuo, Constructing Sobol sequences with better two-dimensional projections, SIAM J.
 * Sci. Comput. 30 (2008) 2635, table new-joe-kuo-6. Points come in the order of the Gray code (Antonov & Saleev 1979).
 */

/** Of dimensions 2 to 21: the primitive polynomial as bits, its highest power first, then m₁, m₂, … */
const DIRECTIONS: readonly (readonly [polynomial: number, ...initial: readonly number[]])[] = [
  [3, 1],
  [7, 1, 3],
  [11, 1, 3, 1],
  [13, 1, 1, 1],
  [19, 1, 1, 3, 3],
  [25, 1, 3, 5, 13],
  [37, 1, 1, 5, 5, 17],
  [41, 1, 1, 5, 5, 5],
  [47, 1, 1, 7, 11, 19],
  [55, 1, 1, 5, 1, 1],
  [59, 1, 1, 1, 3, 11],
  [61, 1, 3, 5, 5, 31],
  [67, 1, 3, 3, 9, 7, 49],
  [91, 1, 1, 1, 15, 21, 21],
  [97, 1, 3, 1, 13, 27, 49],
  [103, 1, 1, 1, 15, 7, 5],
  [109, 1, 3, 1, 15, 13, 25],
  [115, 1, 1, 5, 5, 19, 61],
  [131, 1, 3, 7, 11, 23, 15, 103],
  [137, 1, 3, 7, 13, 13, 15, 69],
];

/** There are direction numbers for so many dimensions. */
export const SOBOL_DIMENSIONS: number = DIRECTIONS.length + 1;

const BITS = 32;

/** v₁ … v₃₂ of a dimension: vⱼ = mⱼ 2^(32 − j), by the recurrence of its polynomial. */
function directions(dimension: number): Uint32Array {
  const v = new Uint32Array(BITS);
  if (dimension === 0) return v.map((_, j) => 1 << (BITS - 1 - j));
  const [polynomial, ...initial] = DIRECTIONS[dimension - 1];
  const degree = initial.length;
  for (let j = 0; j < BITS; j++) {
    if (j < degree) {
      v[j] = initial[j] << (BITS - 1 - j);
      continue;
    }
    v[j] = v[j - degree] ^ (v[j - degree] >>> degree);
    for (let k = 1; k < degree; k++) {
      if ((polynomial >>> (degree - k)) & 1) v[j] ^= v[j - k];
    }
  }
  return v;
}

/**
 * One coordinate of the first points, as 32-bit fractions: u = x / 2³².
 * @param dimension from 0, below `SOBOL_DIMENSIONS`
 */
export function sobol(points: number, dimension: number): Uint32Array {
  const v = directions(dimension);
  const x = new Uint32Array(points);
  for (let i = 1; i < points; i++) {
    // The lowest bit of i that is set is the one in which the Gray codes of i − 1 and i differ.
    x[i] = x[i - 1] ^ v[31 - Math.clz32(i & -i)];
  }
  return x;
}
