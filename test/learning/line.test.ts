import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPowerLine } from '../../src/learning/line.ts';
import type { PowerLine } from '../../src/learning/line.ts';

/** Expanded in moments: 2, 4, 6, 8. Summed: the rest. */
const NORMS = [1, 1.2, 1.5, 2, 2.5, 3, 3.7, 4, 6, 8, 10];

/** Units of rounding per power and product of one term; binomials of p = 8 are up to 70. */
const ULPS_PER_TERM = 100;

interface Line {
  readonly w: Float64Array;
  readonly v: Float64Array;
}

const lines = fc
  .array(fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((pairs): Line => ({
    w: Float64Array.from(pairs, ([w]) => w),
    v: Float64Array.from(pairs, ([, v]) => v),
  }));

const started = (p: number, { w, v }: Line, radiusPower = 1): PowerLine => {
  const line = createPowerLine(p, radiusPower);
  line.start(w, v, w.length);
  return line;
};

/** Σ f(w_i, v_i) and Σ |f|. */
const sum = ({ w, v }: Line, f: (w: number, v: number) => number): number =>
  w.reduce((total, x, i) => total + f(x, v[i]), 0);

describe.each(NORMS)('along a line, for p = %d,', (p) => {
  const power = (x: number): number => Math.abs(x) ** p;

  it('M(ρ) − M(0) and C(ρ) are the sums that define them', () => {
    fc.assert(
      fc.property(lines, fc.double({ min: -3, max: 3, noNaN: true }), (line, rho) => {
        const { increase, slope } = started(p, line);
        const scale = sum(line, (w, v) => (Math.abs(w) + Math.abs(rho * v)) ** p);
        const allowed = ULPS_PER_TERM * Number.EPSILON * scale;
        const expected = sum(line, (w, v) => power(w + rho * v) - power(w));
        expect(Math.abs(increase(rho) - expected)).toBeLessThanOrEqual(allowed);
        const current = sum(line, (w, v) => Math.sign(w + rho * v) * Math.abs(w + rho * v) ** (p - 1) * v);
        const slopeScale = sum(line, (w, v) => (Math.abs(w) + Math.abs(rho * v)) ** (p - 1) * Math.abs(v));
        // For p < 2 the power p − 1 of a sum that cancels is not small with the rounding of that sum.
        const nearKink = line.w.some(
          (w, i) => Math.abs(w + rho * line.v[i]) < 1e-9 * (Math.abs(w) + Math.abs(rho * line.v[i])),
        );
        if (p < 2 && nearKink) return;
        expect(Math.abs(slope(rho) - current)).toBeLessThanOrEqual(
          ULPS_PER_TERM * 1e2 * Number.EPSILON * slopeScale,
        );
      }),
      { seed: 1 },
    );
  });

  it('M(0) − M(0) is 0', () => {
    fc.assert(
      fc.property(lines, (line) => {
        expect(Math.abs(started(p, line).increase(0))).toBe(0);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  it('M′ = pC', () => {
    const line = { w: Float64Array.of(0.7, -1.1, 0.4, 1.6), v: Float64Array.of(0.3, 0.9, -0.5, 0.2) };
    const { increase, slope } = started(p, line);
    // Richardson's extrapolation of central differences: the error is O(h⁴) and 1e-16/h.
    const h = 1e-3;
    const central = (rho: number, step: number): number =>
      (increase(rho + step) - increase(rho - step)) / (2 * step);
    for (const rho of [-2, -0.9, 0, 0.5, 2.2]) {
      const derivative = (4 * central(rho, h / 2) - central(rho, h)) / 3;
      expect(Math.abs(derivative - p * slope(rho))).toBeLessThan(1e-9 * Math.max(1, Math.abs(derivative)));
    }
  });

  it('the kinks are where a weight changes its sign, ascending, and none for even p', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(-1, 1), (line, direction) => {
        const kinks = started(p, line).kinks(direction);
        const crossings = Array.from(line.w, (w, i) => -w / (direction * line.v[i]))
          .filter((rho) => rho > 0 && rho < Infinity)
          .sort((a, b) => a - b);
        expect([...kinks]).toEqual(p % 2 === 0 && p <= 8 ? [] : crossings);
      }),
      { seed: 1 },
    );
  });

  it('only the given number of inputs count', () => {
    const line = createPowerLine(p, 1);
    line.start(Float64Array.of(1, NaN), Float64Array.of(0.5, NaN), 1);
    expect(line.increase(1)).toBeCloseTo(1.5 ** p - 1, 12);
    expect(line.slope(1)).toBeCloseTo(1.5 ** (p - 1) * 0.5, 12);
  });

  it('a start forgets the line before', () => {
    const line = createPowerLine(p, 1);
    const second = { w: Float64Array.of(0.2), v: Float64Array.of(0.6) };
    line.start(Float64Array.of(3, 4, 5), Float64Array.of(1, 2, 3), 3);
    line.start(second.w, second.v, 1);
    expect(line.increase(0.7)).toBe(started(p, second).increase(0.7));
  });
});

describe('far outside the sphere', () => {
  /** A handful of roundings: no difference of nearly equal powers is formed. */
  const CAREFUL = 1e-14;
  const far = { w: Float64Array.of(1e6, 3e5, 7e5), v: Float64Array.of(0.25, 0.5, 1) };

  it.each([1e-12, 1e-3, 1e3, 1e5])('M(ρ) − M(0) keeps its digits at ρ = %d, for p = 3', (rho) => {
    // (w + x)³ − w³ = x (3w² + 3wx + x²), all of one sign.
    const expected = sum(far, (w, v) => rho * v * (3 * w * w + 3 * w * rho * v + (rho * v) ** 2));
    expect(Math.abs(started(3, far).increase(rho) / expected - 1)).toBeLessThan(CAREFUL);
  });

  it.each([1.2, 2.5, 3.7])('M(ρ) − M(0) keeps its digits for p = %d, as its Taylor series has them', (p) => {
    const rho = 1e-3;
    // |x/w| < 2e-9: the third term is below rounding.
    const expected = sum(far, (w, v) => p * w ** (p - 1) * rho * v * (1 + (p - 1) * 0.5 * ((rho * v) / w)));
    expect(Math.abs(started(p, far).increase(rho) / expected - 1)).toBeLessThan(CAREFUL);
  });

  it('weights that are 0 take part, where the ratio x/w is not a number', () => {
    const line = { w: Float64Array.of(1e6, 0), v: Float64Array.of(0.25, 0.5) };
    const { increase } = started(3, line);
    expect(increase(0)).toBe(0);
    expect(increase(2)).toBeCloseTo(0.5 * (3e12 + 1.5e6 + 0.25) + 1, 2);
  });

  it('both forms agree on either side of the norm at which one takes over', () => {
    for (const p of [1.5, 3, 3.7]) {
      const line = { w: Float64Array.of(5, -3, 4), v: Float64Array.of(0.2, 0.3, 0.4) };
      for (const rho of [-30, -1, 0.1, 2, 40]) {
        const careful = started(p, line, 1e-9).increase(rho);
        const plain = started(p, line, 1e9).increase(rho);
        expect(Math.abs(careful - plain)).toBeLessThan(1e-12 * Math.max(1, Math.abs(plain)));
      }
    }
  });
});
