/** Symmetries of eq. 2 that its solution must have, whatever p is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { relativeDistance } from '../support/distance.ts';
import { present } from '../support/present.ts';
import type { Presented } from '../support/present.ts';
import { randomUnit, scaledToNorm } from '../support/random-unit.ts';
import type { Presentation } from '../support/random-unit.ts';

const NORMS = [1, 1.2, 1.5, 2, 2.5, 3, 3.7, 4, 6, 8];

/** A random unit and clock; weights from well inside the sphere to outside of it. */
const cases = fc
  .record({
    seed: fc.integer(),
    inputs: fc.integer({ min: 1, max: 12 }),
    fraction: fc.constantFrom(0.1, 0.7, 0.95, 1.2, 2),
    radius: fc.constantFrom(0.5, 1, 2),
    backwards: fc.boolean(),
    exponent: fc.double({ min: -3, max: 0.5, noNaN: true }),
  })
  .map(({ backwards, exponent, ...rest }) => ({ ...rest, clock: (backwards ? -1 : 1) * 10 ** exponent }));

const unitOf = (p: number, seed: number, inputs: number, norm: number): Presentation => {
  const { weights, input } = randomUnit(randomStream(seed, 'invariance'), inputs, 1);
  return { weights: scaledToNorm(weights, p, norm), input };
};

const scaled = (values: Float64Array, factor: number): Float64Array => values.map((x) => factor * x);

/** Rounding of two solutions of some twenty segments each. */
const SEMIGROUP = 1e-13;

/**
 * How much a solution enlarges a rounding on its way: where the clock runs away from the sphere, R^p − Σ|W|^p grows as
 * exp(−p ∫⟨W,v⟩ds) = α^p.
 */
function condition(p: number, ...presented: readonly Presented[]): number {
  return presented.reduce((most, { amplitude }) => Math.max(most, amplitude ** p), 1);
}

/** Runs of one kind per p. */
const RUNS = { seed: 1, numRuns: 40 };

describe.each(NORMS)('for p = %d', (p) => {
  it('two presentations after one another are one of their total length', () => {
    fc.assert(
      fc.property(
        cases,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ seed, inputs, fraction, radius, clock }, share) => {
          const unit = unitOf(p, seed, inputs, fraction * radius);
          const whole = present(unit, clock, { p, radius });
          const first = present(unit, share * clock, { p, radius });
          if (!whole.succeeded || !first.succeeded) return;
          const second = present({ ...unit, weights: first.weights }, clock - share * clock, { p, radius });
          expect(second.succeeded).toBe(true);
          expect(relativeDistance(second.weights, whole.weights)).toBeLessThan(
            SEMIGROUP * condition(p, whole, first, second),
          );
        },
      ),
      RUNS,
    );
  });

  it('a presentation is undone by the same with the clock reversed', () => {
    fc.assert(
      fc.property(cases, ({ seed, inputs, fraction, radius, clock }) => {
        const unit = unitOf(p, seed, inputs, fraction * radius);
        const there = present(unit, 0.1 * clock, { p, radius });
        // What has come so near to the sphere has forgotten where it came from.
        if (!there.succeeded || there.amplitude ** -p > 1e6) return;
        const back = present({ ...unit, weights: there.weights }, -0.1 * clock, { p, radius });
        expect(back.succeeded).toBe(true);
        expect(relativeDistance(back.weights, unit.weights)).toBeLessThan(
          SEMIGROUP * condition(p, there, back),
        );
      }),
      RUNS,
    );
  });

  it('only the product of time and input counts, to the bit for powers of two', () => {
    fc.assert(
      fc.property(
        cases,
        fc.integer({ min: -20, max: 20 }),
        ({ seed, inputs, fraction, radius, clock }, exponent) => {
          const unit = unitOf(p, seed, inputs, fraction * radius);
          const plain = present(unit, clock, { p, radius });
          const factor = 2 ** exponent;
          const other = present({ ...unit, input: scaled(unit.input, factor) }, clock / factor, {
            p,
            radius,
          });
          expect(other.succeeded).toBe(plain.succeeded);
          expect(other.weights).toEqual(plain.weights);
          if (plain.succeeded) expect(other.rho * factor).toBe(plain.rho);
          else expect(other.blowUpAt).toBe((plain.blowUpAt ?? NaN) / factor);
        },
      ),
      RUNS,
    );
  });

  it('time and input may change their signs together, weights and input too, to the bit', () => {
    fc.assert(
      fc.property(cases, ({ seed, inputs, fraction, radius, clock }) => {
        const unit = unitOf(p, seed, inputs, fraction * radius);
        const plain = present(unit, clock, { p, radius });
        const input = scaled(unit.input, -1);
        const backwards = present({ ...unit, input }, -clock, { p, radius });
        expect(backwards.succeeded).toBe(plain.succeeded);
        // Numbers are compared: 0 and −0 are the same weight.
        expect(relativeDistance(backwards.weights, plain.weights)).toBe(0);
        const mirrored = present({ weights: scaled(unit.weights, -1), input }, clock, { p, radius });
        expect(mirrored.succeeded).toBe(plain.succeeded);
        expect(relativeDistance(scaled(mirrored.weights, -1), plain.weights)).toBe(0);
      }),
      RUNS,
    );
  });

  it('a radius of R is one of 1 in units of R, with the clock R^(p−1) s', () => {
    fc.assert(
      fc.property(cases, ({ seed, inputs, fraction, clock }) => {
        const unit = unitOf(p, seed, inputs, fraction);
        const plain = present(unit, clock, { p, radius: 1 });
        for (const radius of [0.5, 3]) {
          const other = present(
            { ...unit, weights: scaled(unit.weights, radius) },
            clock / radius ** (p - 1),
            { p, radius },
          );
          expect(other.succeeded).toBe(plain.succeeded);
          if (!plain.succeeded) continue;
          expect(relativeDistance(scaled(other.weights, 1 / radius), plain.weights)).toBeLessThan(
            SEMIGROUP * condition(p, plain, other),
          );
        }
      }),
      RUNS,
    );
  });

  it('inputs may be numbered in any order', () => {
    fc.assert(
      fc.property(cases, ({ seed, inputs, fraction, radius, clock }) => {
        const { weights, input } = unitOf(p, seed, inputs, fraction * radius);
        const plain = present({ weights, input }, clock, { p, radius });
        const turned = present({ weights: weights.toReversed(), input: input.toReversed() }, clock, {
          p,
          radius,
        });
        expect(turned.succeeded).toBe(plain.succeeded);
        expect(relativeDistance(turned.weights.toReversed(), plain.weights)).toBeLessThan(
          SEMIGROUP * condition(p, plain, turned),
        );
      }),
      RUNS,
    );
  });
});
