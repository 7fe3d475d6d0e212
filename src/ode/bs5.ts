/**
 * Bogacki–Shampine 5(4): one stage more than the others of order 5, and a principal error of 2.2e-5 (dopri5: 4.0e-4,
 * tsit5: 1.4e-4), which on the DETEST problems saves a sixth of the evaluations at the same accuracy.
 *
 * Coefficients: P. Bogacki, L. F. Shampine, "An efficient Runge–Kutta (4,5) pair", Comput. Math. Appl. 32 (1996) 15–28.
 * Of its two error estimates this is the second, of all eight stages; the other would tell of a bad step one stage earlier.
 * Where f jumps in the last quarter of a step, the estimate hardly feels it (weight 0.0004; dopri5: 0.017): for
 * jumps, and for powers p < 2 in eq. 2, another method is better.
 *
 * Dense output: the paper's, of order 5, takes three further evaluations. Here it is of order 4 and takes none: the
 * conditions of order 4 leave two of the `quartic` weights free; those below are the only ones for which, in the middle
 * of the step, the conditions of order 5 hold as well (exact rational solution of the 17 linear equations).
 * Stability boundary: |1 + z + … + z⁵/120 + 17291 z⁶/12418560 + 269 z⁷/1379840| ≤ 1.
 */
import type { Tableau } from './tableau.ts';

export const bs5: Tableau = {
  order: 5,
  errorOrder: 5,
  nodes: [0, 1 / 6, 2 / 9, 3 / 7, 2 / 3, 3 / 4, 1, 1],
  stages: [
    [1 / 6],
    [2 / 27, 4 / 27],
    [183 / 1372, -162 / 343, 1053 / 1372],
    [68 / 297, -4 / 11, 42 / 143, 1960 / 3861],
    [597 / 22528, 81 / 352, 63099 / 585728, 58653 / 366080, 4617 / 20480],
    [174197 / 959244, -30942 / 79937, 8152137 / 19744439, 666106 / 1039181, -29421 / 29068, 482048 / 414219],
    [587 / 8064, 0, 4440339 / 15491840, 24353 / 124800, 387 / 44800, 2152 / 5985, 7267 / 94080],
  ],
  error: [
    3817 / 1959552,
    0,
    -140181 / 15491840,
    4224731 / 272937600,
    -8557 / 403200,
    57928 / 4363065,
    23930231 / 4366535040,
    -3293 / 556956,
  ],
  quartic: [
    -11269 / 8064,
    0,
    7254279 / 3098368,
    110789 / 224640,
    -1161 / 8960,
    -9512 / 3591,
    -7267 / 6272,
    5 / 2,
  ],
  rough: [0, 0, 0, 0, 0, 0, -1, 1],
  stabilityBoundary: 3.9879,
};
