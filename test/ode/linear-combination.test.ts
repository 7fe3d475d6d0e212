import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addCombination } from '../../src/ode/linear-combination.ts';
import { plainCombination } from './plain-runge-kutta.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const vectors = (n: number, count: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(finite, { minLength: n, maxLength: n }), { minLength: count, maxLength: count });

it('addCombination equals its plain twin bit for bit, for 1 to 7 terms in any order', () => {
  const cases = fc
    .tuple(
      fc.integer({ min: 1, max: 12 }),
      fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
      fc.nat(3),
    )
    .chain(([n, terms, offset]) =>
      fc.record({
        terms: fc.constant(terms),
        offset: fc.constant(offset),
        // Non-zero weights: the twin leaves zeros out, and 0 · x + y differs from y in the sign of zero.
        weights: fc.array(
          finite.filter((w) => w !== 0),
          { minLength: 10, maxLength: 10 },
        ),
        y: fc.array(finite, { minLength: n, maxLength: n }),
        k: vectors(n, 7),
      }),
    );
  fc.assert(
    fc.property(cases, ({ terms, offset, weights, y, k }) => {
      const out = new Float64Array(y.length);
      const slopes = k.map((vector) => Float64Array.from(vector));
      addCombination(out, Float64Array.from(y), Float64Array.from(weights), slopes, { offset, terms });
      const twin = plainCombination(
        y,
        terms.map((_, j) => weights[offset + j]),
        terms.map((j) => slopes[j]),
      );
      expect([...out]).toEqual(twin);
    }),
    { seed: 1 },
  );
});
