/**
 * Root of a scalar function in a bracket: T. R. Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding
 * the zero of a nonlinear function without using derivatives", Adv. Eng. Software 28 (1997) 145–149.
 */

/** Half-width of the final bracket, for brackets within [0, 1]: a few units in the last place. */
const RESOLUTION = 4 * Number.EPSILON;

/**
 * A point at or just past the root of `g` in [a, b], on the side of `b`: integration that restarts there does not meet
 * the same root again.
 * @param ga g(a), non-zero
 * @param gb g(b), of the other sign than `ga`, or zero
 */
export function rootBeyond(g: (x: number) => number, a: number, ga: number, b: number, gb: number): number {
  if (gb === 0) return b;
  // [x1, x2] brackets the root, x3 is the point given up last, fraction says where in [x1, x2] to look next.
  let [x1, g1] = [b, gb];
  let [x2, g2] = [a, ga];
  let fraction = 0.5;
  while (Math.abs(x2 - x1) > 2 * RESOLUTION) {
    const x = x1 + fraction * (x2 - x1);
    const gx = g(x);
    if (gx === 0) return x;
    let [x3, g3] = [x1, g1];
    if (gx > 0 !== g1 > 0) {
      [x3, g3] = [x2, g2];
      [x2, g2] = [x1, g1];
    }
    [x1, g1] = [x, gx];
    // Inverse quadratic interpolation where it is safe, else bisection.
    const xi = (x1 - x2) / (x3 - x2);
    const phi = (g1 - g2) / (g3 - g2);
    const least = RESOLUTION / Math.abs(x2 - x1);
    fraction = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
      fraction =
        (g1 / (g2 - g1)) * (g3 / (g2 - g3)) + ((x3 - x1) / (x2 - x1)) * (g1 / (g3 - g1)) * (g2 / (g3 - g2));
    }
    fraction = Math.min(1 - least, Math.max(least, fraction));
  }
  return g1 > 0 === gb > 0 ? x1 : x2;
}
