/** The arithmetic of the benchmark: medians, paired ratios, exponents, times at equal error. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fittedExponent, ratioOf, spreadOf, timeAtError } from '../../scripts/bench/statistics.ts';

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe('spread and ratio', () => {
  test('the median of an even number of samples lies between the middle two, and order is kept', () => {
    const spread = spreadOf([4, 1, 3, 2]);
    expect(spread).toEqual({ median: 2.5, min: 1, max: 4, samples: [4, 1, 3, 2] });
  });

  test('a slowdown that meets both sides of a round leaves the ratio as it is', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 9 }), positive, (slowdowns, ratio) => {
        const a = spreadOf(slowdowns.map((s) => s * ratio));
        const b = spreadOf(slowdowns);
        const { min, max } = ratioOf(a, b);
        // One multiplication and one division, each rounded to half a unit in the last place.
        expect(Math.abs(min / ratio - 1)).toBeLessThanOrEqual(2 * Number.EPSILON);
        expect(Math.abs(max / ratio - 1)).toBeLessThanOrEqual(2 * Number.EPSILON);
      }),
      { seed: 1 },
    );
  });
});

describe('the exponent of growth', () => {
  test('is that of a power law, whatever its unit', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: -3, max: 3, noNaN: true }), (factor, exponent) => {
        const points = [1, 2, 4, 8, 16].map((size) => ({ size, cost: factor * size ** exponent }));
        // Rounding of logarithms up to 14 + 9, over a span of ln 16.
        expect(fittedExponent(points)).toBeCloseTo(exponent, 12);
      }),
      { seed: 1 },
    );
  });

  test('of costs 1, 2, 2 at sizes 1, 2, 4 is 1/2, by least squares on paper', () => {
    const points = [1, 2, 2].map((cost, i) => ({ size: 2 ** i, cost }));
    expect(fittedExponent(points)).toBeCloseTo(0.5, 14);
  });

  test('is not a number where there is one size only', () => {
    expect(fittedExponent([{ size: 2, cost: 1 }])).toBeNaN();
  });
});

describe('the time at a given error', () => {
  const points = [
    { error: 1e-2, seconds: 1 },
    { error: 1e-6, seconds: 100 },
    { error: 1e-4, seconds: 1000 }, // beaten by the one above in both
  ];

  test('lies on the line between the neighbours in logarithms, leaving out points that are beaten', () => {
    expect(timeAtError(points, 1e-4)).toBeCloseTo(10, 12);
    expect(timeAtError(points, 1e-6)).toBe(100);
  });

  test('is the cheapest point where all are more exact, and null where none is exact enough', () => {
    expect(timeAtError(points, 0.1)).toBe(1);
    expect(timeAtError(points, 1e-7)).toBeNull();
  });
});
