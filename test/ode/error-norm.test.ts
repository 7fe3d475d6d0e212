import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largest, measureError, weightedNorm } from '../../src/ode/error-norm.ts';
import { growthFactor, shrinkFactor } from '../../src/ode/step-control.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const triples = fc.array(fc.tuple(finite, finite, finite), { minLength: 1, maxLength: 20 });
const TOLERANCES = { rtol: 1e-4, atol: 1e-7 };
/** Sums of up to 20 squares in another order. */
const ROUNDING = 1e-14;

it('measureError is the root mean square in tolerances, with the largest component of the new state', () => {
  fc.assert(
    fc.property(triples, (rows) => {
      const [error, y, z] = [0, 1, 2].map((column) => Float64Array.from(rows, (row) => row[column]));
      const out = new Float64Array(2);
      measureError(out, error, y, z, TOLERANCES);
      const squares = rows.map(([e, a, b]) => (e / (1e-7 + 1e-4 * Math.max(Math.abs(a), Math.abs(b)))) ** 2);
      const norm = Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / rows.length);
      expect(Math.abs(out[0] - norm)).toBeLessThanOrEqual(ROUNDING * norm);
      expect(out[1]).toBe(Math.max(...z.map(Math.abs)));
      // The same against a step of no length.
      measureError(out, error, y, y, TOLERANCES);
      expect(Math.abs(weightedNorm(error, y, TOLERANCES) - out[0])).toBeLessThanOrEqual(ROUNDING * out[0]);
    }),
    { seed: 1 },
  );
});

it.each([NaN, Infinity, -Infinity])(
  'A component of %s makes norm and largest component not finite',
  (bad) => {
    const one = Float64Array.of(1, 1, 1);
    for (let i = 0; i < 3; i++) {
      const spoilt = one.with(i, bad);
      const out = new Float64Array(2);
      measureError(out, spoilt, one, one, TOLERANCES);
      expect(Number.isFinite(out[0])).toBe(false);
      expect(largest(spoilt)).toBeNaN();
    }
    expect(largest(Float64Array.of(1, -3, 2))).toBe(3);
  },
);

it('Step factors stay within 0.2 and 10, shrink after an error above 1, and bear any error', () => {
  for (const q of [3, 5]) {
    for (const error of [0, 1e-300, 1e-4, 0.5, 1]) {
      for (const previous of [1e-4, 0.5, 1]) {
        const factor = growthFactor(error, previous, q);
        expect(factor).toBeGreaterThanOrEqual(0.2);
        expect(factor).toBeLessThanOrEqual(10);
      }
    }
    for (const error of [1.0001, 2, 1e10, Infinity, NaN]) {
      expect(shrinkFactor(error, q)).toBeLessThan(0.91);
      expect(shrinkFactor(error, q)).toBeGreaterThanOrEqual(0.2);
    }
    expect(growthFactor(0, 1, q)).toBe(10);
  }
});
