import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPower, realPower } from '../../src/kernels/real-power.ts';

/** `Math.pow` is within one unit of rounding in all engines here, and so is `realPower`. */
const ULPS = 2 * Number.EPSILON;

const runs = { seed: 1, numRuns: 5000 } as const;

/** Numbers of every size, also denormal ones. */
const positive = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true });
/** Numbers whose powers are mostly in range. */
const moderate = fc
  .double({ min: -20, max: 20, noNaN: true })
  .map((exponent) => Math.exp(exponent))
  .filter((x) => x > 0);

/** |a − b| in units of b; 0 where both are 0, ∞, or the same denormal number to its last bits. */
function apart(a: number, b: number): number {
  if (a === b) return 0;
  const grain = 2 * Number.MIN_VALUE;
  return Math.abs(a - b) <= grain ? 0 : Math.abs(a - b) / Math.abs(b);
}

describe('realPower', () => {
  it('is x^q to one unit of rounding', () => {
    fc.assert(
      fc.property(moderate, fc.double({ min: -30, max: 30, noNaN: true }), (x, q) => {
        expect(apart(realPower(x, q), Math.pow(x, q))).toBeLessThanOrEqual(ULPS);
      }),
      runs,
    );
  });

  it('is so for the largest and smallest numbers, up to where it overflows or underflows', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: -1.2, max: 1.2, noNaN: true }), (x, q) => {
        expect(apart(realPower(x, q), Math.pow(x, q))).toBeLessThanOrEqual(ULPS);
      }),
      runs,
    );
  });

  it('is so next to 1, for exponents that make it as large as may be', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e-3, max: 1e-3 }), fc.double({ min: -7e5, max: 7e5 }), (d, q) => {
        if (!Number.isFinite(d) || !Number.isFinite(q)) return;
        expect(apart(realPower(1 + d, q), Math.pow(1 + d, q))).toBeLessThanOrEqual(ULPS);
      }),
      runs,
    );
  });

  it('gives powers of two exactly', () => {
    for (let n = -1074; n < 1024; n++) {
      const power = realPower(2, n);
      // 2^n is the only number whose reciprocal and itself have one bit: halving |n| times ends at 1.
      let halved = power;
      for (let i = 0; i < Math.abs(n); i++) halved *= n > 0 ? 0.5 : 2;
      expect(halved).toBe(1);
    }
    expect([realPower(4, 0.5), realPower(1024, 0.1), realPower(8, -2)]).toEqual([2, 2, 1 / 64]);
  });

  it.each([
    [0, 2.5, 0],
    [0, -0.5, Infinity],
    [0, 0, 1],
    [7, 0, 1],
    [1, 1e300, 1],
    [Infinity, 0.3, Infinity],
    [Infinity, -0.3, 0],
    [2, 1e20, Infinity],
    [0.5, 1e20, 0],
    [1e300, 3.3, Infinity],
    [1e-300, 3.3, 0],
    [5e-324, -3, Infinity],
  ])('%d^%d is %d', (x, q, expected) => {
    expect(realPower(x, q)).toBe(expected);
  });

  it('of NaN, and of a negative number, is NaN', () => {
    expect([realPower(NaN, 2.5), realPower(2, NaN), realPower(-2, 0.5)]).toEqual([NaN, NaN, NaN]);
  });
});

describe('anyPower', () => {
  it('is Math.pow for numbers of both signs and exponents of every kind', () => {
    const exponent = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.double({ min: -9, max: 9, noNaN: true }));
    fc.assert(
      fc.property(fc.double({ min: -1e4, max: 1e4, noNaN: true }), exponent, (x, y) => {
        const expected = Math.pow(x, y);
        const found = anyPower(x, y);
        if (Number.isNaN(expected)) expect(found).toBeNaN();
        // Products of 16 factors and a quotient round 17 times.
        else expect(apart(found, expected)).toBeLessThanOrEqual(17 * Number.EPSILON);
      }),
      runs,
    );
  });

  it('gives whole powers of whole numbers exactly, with their sign', () => {
    expect([anyPower(3, 5), anyPower(-3, 3), anyPower(-3, 2), anyPower(10, -2), anyPower(0, 0)]).toEqual([
      243, -27, 9, 0.01, 1,
    ]);
    expect([anyPower(-2, 31), anyPower(-2, 32), anyPower(-2, -31)]).toEqual([
      -(2 ** 31),
      2 ** 32,
      -(2 ** -31),
    ]);
  });
});
