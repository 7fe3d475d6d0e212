/**
 * Bogacki–Shampine 3(2).
 *
 * Coefficients: P. Bogacki, L. F. Shampine, "A 3(2) pair of Runge–Kutta formulas", Appl. Math. Lett. 2 (1989) 321–325.
 * Dense output: cubic Hermite, of order 3. Stability boundary: |1 + z + z²/2 + z³/6| ≤ 1.
 */
import type { Tableau } from './tableau.ts';

export const bs3: Tableau = {
  order: 3,
  errorOrder: 3,
  nodes: [0, 1 / 2, 3 / 4, 1],
  stages: [[1 / 2], [0, 3 / 4], [2 / 9, 1 / 3, 4 / 9]],
  error: [-5 / 72, 1 / 12, 1 / 9, -1 / 8],
  quartic: [0, 0, 0, 0],
  rough: [0, 1, -2, 1],
  stabilityBoundary: 2.5127,
};
