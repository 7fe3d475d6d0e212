import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absolutePower, positiveRoot, signedPower } from '../../src/kernels/power.ts';

/** Both sides of every branch: products of whole and half powers up to 16, `pow` for the rest. */
const NORMS = [1, 1.2, 1.5, 2, 2.5, 3, 3.5, 3.7, 4, 4.5, 5, 6, 8, 12.5, 16.5, 17, 17.5, 20];

/** A product of 16 factors rounds 16 times, `Math.pow` once. */
const ROUNDING = 17 * Number.EPSILON;

/** From 1e-12, the smallest weight kept, to 1e12, whose 20th power is still finite. */
const anyNumber = fc
  .tuple(fc.double({ min: -12, max: 12, noNaN: true }), fc.boolean())
  .map(([exponent, negative]) => (negative ? -1 : 1) * 10 ** exponent);

describe.each(NORMS)('for p = %d', (p) => {
  it('|x|^p, sgn(x)|x|^(p−1) and x^(1/p) are those of Math.pow', () => {
    const power = absolutePower(p);
    const signed = signedPower(p);
    const root = positiveRoot(p);
    fc.assert(
      fc.property(anyNumber, (x) => {
        const size = Math.abs(x);
        const relative = (found: number, expected: number): number => Math.abs(found / expected - 1);
        expect(relative(power(x), Math.pow(size, p))).toBeLessThanOrEqual(ROUNDING);
        expect(relative(signed(x), Math.sign(x) * Math.pow(size, p - 1))).toBeLessThanOrEqual(ROUNDING);
        expect(relative(root(size), Math.pow(size, 1 / p))).toBeLessThanOrEqual(ROUNDING);
      }),
      { seed: 1 },
    );
  });

  it('0 has the power 0 and the signed power 0, of either sign', () => {
    for (const zero of [0, -0]) {
      expect(absolutePower(p)(zero)).toBe(0);
      expect(signedPower(p)(zero) === 0).toBe(true);
    }
  });

  it('the signed power is odd and the power even, to the bit', () => {
    for (const x of [1e-9, 0.3, 1, 7]) {
      expect(signedPower(p)(-x)).toBe(-signedPower(p)(x));
      expect(absolutePower(p)(-x)).toBe(absolutePower(p)(x));
    }
  });
});

it('|x|^0 is 1, at 0 too', () => {
  expect([-2, 0, 0.5].map(absolutePower(0))).toEqual([1, 1, 1]);
});

it('NaN stays NaN, so that it is found further on', () => {
  for (const p of NORMS) {
    expect(absolutePower(p)(NaN)).toBeNaN();
    if (p > 1) expect(signedPower(p)(NaN)).toBeNaN();
  }
});
