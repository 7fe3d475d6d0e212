import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimd } from '../../src/kernels/simd.ts';
import { largestIndices } from '../../src/kernels/top-k.ts';

/** Few values, so that ties are common, or all float64, infinities and NaN among them. */
const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom(0, -0), fc.double());

function largest(values: readonly number[], rank: number, shared: boolean): number[] {
  const simd = createSimd({ bytes: 65_000, shared });
  const [from, out] = [simd.allocate(values.length * 8), simd.allocate(rank * 4 + 4)];
  simd.float64(from, values.length).set(values);
  simd.int32(out, rank + 1)[rank] = -7;
  simd.largest(from, values.length, rank, out);
  expect(simd.int32(out, rank + 1)[rank]).toBe(-7);
  return [...simd.int32(out, rank)];
}

describe('ranks of the largest values by SIMD', () => {
  it('are those of the plain selection, ties and NaN included', () => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 200, size: 'max' }),
        fc.integer({ min: 0, max: 16 }),
        fc.boolean(),
        (values, most, shared) => {
          const rank = Math.min(most, values.length);
          const wanted = new Int32Array(rank);
          largestIndices(Float64Array.from(values), rank, wanted);
          expect(largest(values, rank, shared)).toEqual([...wanted]);
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it('are all found when every value is larger than those before', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    expect(largest(values, 3, false)).toEqual([999, 998, 997]);
  });

  it('are the first ones of equal values', () => {
    expect(largest(new Array<number>(50).fill(2), 4, false)).toEqual([0, 1, 2, 3]);
  });
});
