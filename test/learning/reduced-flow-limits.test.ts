/** The reduced flow over long clocks, and at the ends of the range of numbers. */
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { relativeDistance } from '../support/distance.ts';
import { present } from '../support/present.ts';
import { currentOf, normOf, randomUnit, scaledToNorm } from '../support/random-unit.ts';
import type { Presentation } from '../support/random-unit.ts';

const NORMS = [1, 1.2, 1.5, 2, 2.5, 3, 3.7, 4, 6, 8];

/** The flow contracts to its fixed point: what rounding leaves is that of the last segment, and of Σ|v|^p. */
const AT_FIXED_POINT = 5e-14;

const fixedPoint = ({ input }: Presentation, p: number, radius: number): Float64Array => {
  const size = normOf(input, p) ** (1 / p);
  return input.map((v) => (radius * v) / size);
};

/** Σ|W|^p over the inputs where v = 0. */
const restOf = ({ weights, input }: Presentation, p: number): number =>
  normOf(
    weights.filter((_, i) => input[i] === 0),
    p,
  );

describe.each(NORMS)('for p = %d', (p) => {
  const units = Array.from({ length: 12 }, (_, i) => ({
    ...randomUnit(randomStream(i, 'limits'), 9, 1),
    radius: [0.5, 1, 2][i % 3],
  }));

  it('weights end at R v/‖v‖_p whatever they were inside the sphere, and at −R v/‖v‖_p backwards', () => {
    for (const { weights, input, radius } of units) {
      const unit = { weights: scaledToNorm(weights, p, 0.8 * radius), input };
      const end = fixedPoint(unit, p, radius);
      for (const elapsed of [300, 1e4, 1e8]) {
        const clock = elapsed / radius ** (p - 1);
        expect(relativeDistance(present(unit, clock, { p, radius }).weights, end)).toBeLessThan(
          AT_FIXED_POINT,
        );
        const backwards = present(unit, -clock, { p, radius }).weights.map((w) => -w);
        expect(relativeDistance(backwards, end)).toBeLessThan(AT_FIXED_POINT);
      }
    }
  });

  it('weights far outside the sphere come back to it forwards when they are aligned with v', () => {
    for (const { input, radius } of units) {
      const unit = { weights: input.map((v) => 1e6 * v), input };
      const { weights } = present(unit, 300 / radius ** (p - 1), { p, radius });
      expect(relativeDistance(weights, fixedPoint(unit, p, radius))).toBeLessThan(AT_FIXED_POINT);
    }
  });

  it('weights on the sphere stay on it backwards, all the way from one pole to the other, when the rest is given', () => {
    for (const { weights, input, radius } of units) {
      // Nearly aligned with v: the norm of a flow that is not held on the sphere runs off it as (1/1e-5)^p.
      const pole = fixedPoint({ weights, input }, p, radius);
      const unit = {
        weights: scaledToNorm(
          pole.map((w, i) => w + 1e-5 * radius * weights[i]),
          p,
          radius,
        ),
        input,
      };
      const rest = restOf(unit, p);
      for (const elapsed of [0.1, 1, 3, 10, 30, 100, 1000]) {
        const found = present(unit, -elapsed / radius ** (p - 1), { p, radius, rest });
        expect(found.succeeded).toBe(true);
        expect(Math.abs(normOf(found.weights, p) / radius ** p - 1)).toBeLessThan(1e-12);
      }
      const end = present(unit, -1000 / radius ** (p - 1), { p, radius, rest }).weights;
      expect(
        relativeDistance(
          end,
          pole.map((w) => -w),
        ),
      ).toBeLessThan(1e-12);
    }
  });

  it('weights on the sphere keep their norm with those that only shrink, when the rest is given', () => {
    for (const { weights, input, radius } of units) {
      const unit = { weights: scaledToNorm(weights, p, radius), input };
      const rest = restOf(unit, p);
      for (const elapsed of [-2, -0.3, 0.3, 2]) {
        const clock = elapsed / radius ** (p - 1);
        const found = present(unit, clock, { p, radius, rest });
        expect(Math.abs(normOf(found.weights, p) / radius ** p - 1)).toBeLessThan(1e-13);
        const alone = present(unit, clock, { p, radius });
        expect(relativeDistance(found.weights, alone.weights)).toBeLessThan(1e-11);
      }
    }
  });

  it('the rest changes nothing off the sphere', () => {
    for (const { weights, input, radius } of units) {
      const unit = { weights: scaledToNorm(weights, p, 0.8 * radius), input };
      const rest = restOf(unit, p);
      expect(present(unit, -0.5, { p, radius, rest })).toEqual(present(unit, -0.5, { p, radius }));
    }
  });
});

describe('at the ends of the range of numbers', () => {
  const weights = Float64Array.of(0.75, -0.5, 0.25, -0.125);
  const input = Float64Array.of(0.5, 0.25, 0, 0.75);

  it.each(NORMS)('inputs of 1e±30 are inputs of 1 with another clock, p = %d', (p) => {
    const plain = present({ weights, input }, 0.7, { p, radius: 1 });
    for (const factor of [1e-30, 1e30]) {
      const other = present({ weights, input: input.map((v) => factor * v) }, 0.7 / factor, { p, radius: 1 });
      expect(relativeDistance(other.weights, plain.weights)).toBeLessThan(1e-14);
    }
  });

  it.each(NORMS)('weights of 1e-30 are weights of 0, p = %d', (p) => {
    const tiny = present({ weights: weights.map((w) => 1e-30 * w), input }, 0.7, { p, radius: 1 });
    const zero = present({ weights: new Float64Array(4), input }, 0.7, { p, radius: 1 });
    expect(relativeDistance(tiny.weights, zero.weights)).toBeLessThan(1e-14);
  });

  it.each([1, 1.2, 1.5, 2, 2.5, 3, 3.7, 4, 6, 8])(
    'weights of 1e30 are scaled weights while the sphere is out of sight, p = %d',
    (p) => {
      // For |W| ≫ R the rule is dW/ds = −⟨W,v⟩W: W/c after s is W after s c^(p−1), as in the limit R → 0.
      const positive = Float64Array.of(0.75, 0.5, 0.25, 0.125);
      const scale = 1e30;
      const clock = 0.7 / scale ** (p - 1);
      const huge = present({ weights: positive.map((w) => scale * w), input }, clock, { p, radius: 1 });
      expect(huge.succeeded).toBe(true);
      const current = currentOf(positive, input, p);
      // The direction does not change, so ⟨W,v⟩ falls as |W|^(p−1): |W| = |W₀| (1 + (p−1)⟨W₀,v⟩ s)^(−1/(p−1)).
      const factor = p === 1 ? Math.exp(-current * 0.7) : (1 + (p - 1) * current * 0.7) ** (-1 / (p - 1));
      expect(
        relativeDistance(
          huge.weights,
          positive.map((w) => scale * factor * w),
        ),
      ).toBeLessThan(1e-13);
    },
  );

  it.each<readonly [string, Partial<Presentation>, number, number, number]>([
    ['a weight whose power overflows', { weights: Float64Array.of(1e120, 1, 1, 1) }, 1, 3, 1],
    ['an input whose power overflows', { input: Float64Array.of(1e80, 1, 1, 1) }, 1, 4, 1],
    ['a radius whose power overflows', {}, 1, 4, 1e80],
    ['a radius whose power vanishes', {}, 1, 4, 1e-100],
    ['an infinite clock', {}, Infinity, 4, 1],
    ['an infinite clock, backwards', {}, -Infinity, 2.5, 1],
    ['a clock that is not a number', {}, NaN, 4, 1],
    ['a weight that is not a number', { weights: Float64Array.of(NaN, 1, 1, 1) }, 1, 3, 1],
    ['exponential growth beyond all numbers', { weights: Float64Array.of(2, 3, 1, 1) }, -5000, 1, 1],
  ])('%s ends the flow, and leaves the weights as they were', (_, changed, clock, p, radius) => {
    const unit = { weights, input, ...changed };
    const { succeeded, blowUpAt, weights: after } = present(unit, clock, { p, radius });
    expect([succeeded, blowUpAt]).toEqual([false, null]);
    expect(after).toEqual(unit.weights);
  });
});
