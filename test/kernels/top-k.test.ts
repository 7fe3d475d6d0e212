import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largestIndices } from '../../src/kernels/top-k.ts';

const largest = (values: readonly number[], count: number): number[] => {
  const out = new Int32Array(count);
  largestIndices(Float64Array.from(values), count, out);
  return [...out];
};

it('The largest values come in descending order, ties by index, as a stable sort has them', () => {
  // Few different values, so that most are tied.
  const values = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true })), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(values, fc.nat(), (list, pick) => {
      const count = 1 + (pick % list.length);
      // Compared, not subtracted: Infinity − Infinity is no order.
      const sorted = list
        .map((_, i) => i)
        .sort((a, b) => Number(list[b] > list[a]) - Number(list[b] < list[a]));
      expect(largest(list, count)).toEqual(sorted.slice(0, count));
    }),
    { seed: 1, numRuns: 500 },
  );
});

it('All values are ranked when as many are asked for as there are', () => {
  expect(largest([3, 1, 4, 1, 5], 5)).toEqual([4, 2, 0, 1, 3]);
});

it('Equal values keep their order', () => {
  expect(largest([2, 2, 2, 2], 3)).toEqual([0, 1, 2]);
  expect(largest([1, 2, 1, 2, 1], 4)).toEqual([1, 3, 0, 2]);
});

it('Negative and infinite values are ranked as any others', () => {
  expect(largest([-Infinity, -2, Infinity, -1], 4)).toEqual([2, 3, 1, 0]);
});

it('None are written when none are asked for', () => {
  const out = Int32Array.of(7);
  largestIndices(Float64Array.of(1, 2), 0, out);
  expect([...out]).toEqual([7]);
});
