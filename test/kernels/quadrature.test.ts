import { describe, expect, it } from 'vitest';
import { integrate } from '../../src/kernels/quadrature.ts';

/** The tolerance that `reduced-flow.ts` asks for. */
const TOLERANCE = 2e-15;
/** Sums of some hundred panels round that often, but with either sign. */
const ROUNDING = 4e-15;

const relativeError = (found: number, expected: number): number => Math.abs(found / expected - 1);

/** [what, integrand, from, to, integral]. */
const CASES: readonly (readonly [string, (x: number) => number, number, number, number])[] = [
  ['exp on [0, 1]', Math.exp, 0, 1, Math.E - 1],
  ['1/(1+x²) on [0, 1]', (x) => 1 / (1 + x * x), 0, 1, Math.PI / 4],
  ['1 + sin 20x on [0, 3]', (x) => 1 + Math.sin(20 * x), 0, 3, 3 + (1 - Math.cos(60)) / 20],
  ['a peak of width 1e-4 on [−1, 2]', (x) => 1e-4 / (1e-8 + x * x), -1, 2, Math.atan(1e4) + Math.atan(2e4)],
  ['a kink, |x − 1/3| on [0, 1]', (x) => Math.abs(x - 1 / 3), 0, 1, 5 / 18],
  ['seven arches of |sin 7x|', (x) => Math.abs(Math.sin(7 * x)), 0, Math.PI, 2],
  [
    'a cusp, √|x − 0.3| on [0, 1]',
    (x) => Math.sqrt(Math.abs(x - 0.3)),
    0,
    1,
    (0.3 ** 1.5 + 0.7 ** 1.5) / 1.5,
  ],
  ['a jump at 0.3 on [0, 1]', (x) => (x > 0.3 ? 1 : 0), 0, 1, 0.7],
  ['√x on [0, 1], of infinite slope at the end', Math.sqrt, 0, 1, 2 / 3],
  ['x^0.2 on [0, 1]', (x) => x ** 0.2, 0, 1, 1 / 1.2],
  ['−log x on [0, 1], infinite at the end', (x) => -Math.log(x), 0, 1, 1],
];

describe('adaptive quadrature', () => {
  it.each(CASES)('of %s is exact to rounding', (_, f, a, b, exact) => {
    expect(relativeError(integrate(f, a, b, TOLERANCE), exact)).toBeLessThan(ROUNDING);
    expect(integrate(f, b, a, TOLERANCE)).toBe(-integrate(f, a, b, TOLERANCE));
  });

  it('takes one panel of 15 points for polynomials up to the degree 13 that both of its rules integrate', () => {
    for (let degree = 0; degree <= 13; degree++) {
      let evaluations = 0;
      const integral = integrate(
        (x) => {
          evaluations++;
          return x ** degree;
        },
        0,
        1,
        TOLERANCE,
      );
      // One sum of 15 terms.
      expect(relativeError(integral, 1 / (degree + 1))).toBeLessThan(4 * Number.EPSILON);
      expect(evaluations).toBe(15);
    }
  });

  // What a bisection to 2⁻⁵⁰ of the interval leaves unresolved is the integral over that last piece.
  it.each([
    [0.25, 2 ** (-50 * 0.75)],
    [0.5, 2 ** (-50 * 0.5)],
    [0.8, 2 ** (-50 * 0.2)],
  ])('of x^−%d on [0, 1] is exact but for the last piece next to the pole', (exponent, lastPiece) => {
    const exact = 1 / (1 - exponent);
    const found = integrate((x) => x ** -exponent, 0, 1, TOLERANCE);
    expect(relativeError(found, exact)).toBeLessThan(lastPiece);
  });

  it('meets the tolerance it is asked for', () => {
    for (const tolerance of [1e-3, 1e-6, 1e-9, 1e-12]) {
      for (const [, f, a, b, exact] of CASES) {
        // Each panel may miss by the tolerance, and a kink takes tens of panels, each half as wide as the last.
        expect(relativeError(integrate(f, a, b, tolerance), exact)).toBeLessThan(4 * tolerance + ROUNDING);
      }
    }
  });

  it('spends less on a coarser tolerance', () => {
    const evaluations = (tolerance: number): number => {
      let count = 0;
      integrate(
        (x) => {
          count++;
          return Math.abs(x - 1 / 3);
        },
        0,
        1,
        tolerance,
      );
      return count;
    };
    expect(evaluations(1e-3)).toBeLessThan(evaluations(1e-6));
    expect(evaluations(1e-6)).toBeLessThan(evaluations(1e-12));
  });

  it('is 0 over nothing and of nothing', () => {
    expect(integrate(Math.exp, 2, 2, TOLERANCE)).toBe(0);
    expect(integrate(() => 0, 0, 1, TOLERANCE)).toBe(0);
  });

  it('ends with a number that is not finite where the integrand is not', () => {
    expect(integrate(() => NaN, 0, 1, TOLERANCE)).toBeNaN();
    expect(integrate((x) => 1 / (x - 0.5), 0, 1, TOLERANCE)).toBe(Infinity);
  });

  it('ends for an integrand that is noise, inside its bounds and its budget of panels', () => {
    let state = 1;
    let evaluations = 0;
    const noise = (): number => {
      evaluations++;
      state = (state * 16807) % 2147483647;
      return state / 2147483647;
    };
    const integral = integrate(noise, 0, 1, TOLERANCE);
    expect(integral).toBeGreaterThan(0);
    expect(integral).toBeLessThan(1);
    // 20 000 panels may be halved, into two each, after the first.
    expect(evaluations).toBeLessThanOrEqual(15 * (3 + 2 * 20_000));
  });
});
