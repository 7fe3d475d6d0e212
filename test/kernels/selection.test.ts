import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Selection } from '../../src/kernels/selection.ts';
import { plainSelection, selectionBytes, simdSelection } from '../../src/kernels/selection.ts';
import { allocatedBytes, createSimd } from '../../src/kernels/simd.ts';

/** Few values, so that ties are common, or all float64, infinities and NaN among them. */
const values = fc.array(
  fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, -0), fc.double({ noNaN: true })),
  { minLength: 1, maxLength: 200, size: 'max' },
);
const runs = { seed: 1, numRuns: 500 };

/** A selection and the values where it looks for them. */
type Place = readonly [Selection, Float64Array];

const ways: readonly (readonly [string, (list: readonly number[]) => Place])[] = [
  ['plain loops', (list) => [plainSelection(new Int32Array(list.length)), Float64Array.from(list)]],
  ['SIMD', (list) => inMemory(list, { shared: false, own: true })],
  ['SIMD over shared memory', (list) => inMemory(list, { shared: true, own: true })],
  ['SIMD, of values elsewhere', (list) => inMemory(list, { shared: false, own: false })],
];

function inMemory(list: readonly number[], { shared, own }: { shared: boolean; own: boolean }): Place {
  const bytes = selectionBytes(list.length) + allocatedBytes(8 * list.length);
  const simd = createSimd({ bytes, shared });
  const at = simd.allocate(8 * list.length);
  const room = simd.float64(at, list.length);
  if (own) room.set(list);
  return [simdSelection(simd, list.length), own ? room : Float64Array.from(list)];
}

describe.each(ways)('selection by %s', (_, place) => {
  it('finds the largest value', () => {
    fc.assert(
      fc.property(values, (list) => {
        const [selection, input] = place(list);
        // Zeros of both signs are the same largest value.
        expect(selection.maximum(input) + 0).toBe(Math.max(...list) + 0);
      }),
      runs,
    );
  });

  it('has NaN for the largest when any value is NaN', () => {
    fc.assert(
      fc.property(values, fc.nat(), (list, pick) => {
        const [selection, input] = place(list);
        input[pick % list.length] = NaN;
        expect(selection.maximum(input)).toBeNaN();
      }),
      runs,
    );
  });

  it('finds all values from a bound on, by ascending index, and no NaN', () => {
    fc.assert(
      fc.property(values, fc.double({ noNaN: true }), fc.nat(), (list, other, pick) => {
        const [selection, input] = place(list);
        input[0] = NaN;
        const bound = pick % 2 === 0 ? other : list[pick % list.length];
        const wanted = [...input.keys()].filter((i) => input[i] >= bound);
        const count = selection.atLeast(input, bound);
        expect([...selection.found.subarray(0, count)]).toEqual(wanted);
      }),
      runs,
    );
  });

  it('finds the first ranks, ties by index', () => {
    fc.assert(
      fc.property(values, fc.nat(), (list, pick) => {
        const rank = 1 + (pick % list.length);
        const [selection, input] = place(list);
        selection.largest(input, rank);
        const sorted = [...list.keys()].sort((a, b) => Number(list[b] > list[a]) - Number(list[b] < list[a]));
        expect([...selection.found.subarray(0, rank)]).toEqual(sorted.slice(0, rank));
      }),
      runs,
    );
  });
});
