/**
 * Dormand–Prince 5(4).
 *
 * Coefficients: J. R. Dormand, P. J. Prince, "A family of embedded Runge–Kutta formulae", J. Comput. Appl. Math. 6
 * (1980) 19–26, table 2. Dense output of order 4: Hairer, Nørsett, Wanner, "Solving Ordinary Differential Equations I"
 * (2nd ed., 1993), section II.6 (Shampine 1986). Stability boundary: Hairer, Wanner II, section IV.2.
 */
import type { Tableau } from './tableau.ts';

export const dopri5: Tableau = {
  order: 5,
  errorOrder: 5,
  nodes: [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1],
  stages: [
    [1 / 5],
    [3 / 40, 9 / 40],
    [44 / 45, -56 / 15, 32 / 9],
    [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
    [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
    [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
  ],
  error: [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40],
  quartic: [
    -12715105075 / 11282082432,
    0,
    87487479700 / 32700410799,
    -10690763975 / 1880347072,
    701980252875 / 199316789632,
    -1453857185 / 822651844,
    69997945 / 29380423,
  ],
  rough: [0, 0, 0, 0, 0, -1, 1],
  stabilityBoundary: 3.3066,
};
