import * as fc from 'fast-check';
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import { describe, expect, test } from 'vitest';
import { readCompact, readNumbers, rowsOf, stack } from '../../src/library/numeric-array.ts';
import { elements, matrixViews, thrown } from './views.ts';

fc.configureGlobal({ seed: 1 });

type Container = Exclude<NdArray['data'], { get: unknown }>;

const CONTAINERS: readonly { readonly name: string; readonly from: (numbers: number[]) => Container }[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  Array,
];

/** A random view of random numbers in a random container, made by the operations that users have. */
const view: fc.Arbitrary<NdArray> = fc
  .record({
    container: fc.constantFrom(...CONTAINERS),
    // Some are larger than the blocks of 64 that ndarray-ops copies in.
    shape: fc.tuple(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 9 })),
    low: fc.tuple(fc.nat(), fc.nat()),
    step: fc.tuple(fc.constantFrom(-3, -2, -1, 1, 2), fc.constantFrom(-2, -1, 1, 3)),
    turned: fc.boolean(),
    seed: fc.nat(100),
  })
  .map(({ container, shape, low, step, turned, seed }) => {
    const numbers = Array.from({ length: shape[0] * shape[1] }, (_, i) => (i * 31 + seed) % 120);
    const whole: NdArray = ndarray(container.from(numbers), shape);
    const part = whole.lo(low[0] % shape[0], low[1] % shape[1]).step(...step);
    return turned ? part.transpose(1, 0) : part;
  });

describe('reading', () => {
  test('a view of any strides, offset, order and type gives the elements of its own get', () => {
    fc.assert(
      fc.property(view, (given) => {
        const { values, shape } = readNumbers('x', given, ['[B, N]']);
        expect(shape).toEqual(given.shape);
        expect(Array.from(values)).toEqual(elements(given));
      }),
    );
  });

  test('a row or a column of a view is a vector', () => {
    fc.assert(
      fc.property(view, (given) => {
        const column = given.pick(null, 0);
        const row = given.pick(0, null);
        expect(Array.from(readNumbers('x', column, ['[N]']).values)).toEqual(elements(column));
        expect(Array.from(readNumbers('x', row, ['[N]']).values)).toEqual(elements(row));
      }),
    );
  });

  test('a view that repeats its elements by stride 0 is read as often as it shows them', () => {
    const repeated = ndarray(Float64Array.of(1, 2, 3), [2, 3], [0, 1]);
    expect(Array.from(readNumbers('x', repeated, ['[B, N]']).values)).toEqual([1, 2, 3, 1, 2, 3]);
  });

  test('a store with get and set is read through them', () => {
    const stored = [5, 6, 7, 8];
    const store = { length: 4, get: (i: number) => stored[i], set: () => 0 };
    const given = ndarray(store, [2, 2]).transpose(1, 0);
    expect(Array.from(readNumbers('x', given, ['[B, N]']).values)).toEqual([5, 7, 6, 8]);
  });

  test('typed arrays, plain arrays, array-likes and arrays of rows are read as well', () => {
    const vector = (given: unknown): number[] => Array.from(readNumbers('x', given, ['[N]']).values);
    expect(vector([1, 2])).toEqual([1, 2]);
    expect(vector(Int16Array.of(1, 2))).toEqual([1, 2]);
    expect(vector(Float32Array.of(9, 1, 2).subarray(1))).toEqual([1, 2]);
    expect(vector({ length: 2, 0: 1, 1: 2 })).toEqual([1, 2]);
    expect(readNumbers('x', [[1, 2], Float32Array.of(3, 4)], ['[B, N]'])).toEqual({
      values: Float64Array.of(1, 2, 3, 4),
      shape: [2, 2],
    });
  });

  test('bytes stay bytes and 4-byte floats stay so, everything else becomes float64', () => {
    const kinds = CONTAINERS.map((container) => {
      const { values } = readCompact('x', ndarray(container.from([1, 2])), ['[N]']);
      return `${container.name} ${values.constructor.name}`;
    });
    expect(kinds).toEqual([
      'Int8Array Float64Array',
      'Uint8Array Uint8Array',
      'Uint8ClampedArray Uint8Array',
      'Int16Array Float64Array',
      'Uint16Array Float64Array',
      'Int32Array Float64Array',
      'Uint32Array Float64Array',
      'Float32Array Float32Array',
      'Float64Array Float64Array',
      'Array Float64Array',
    ]);
  });

  test('what was read shares no memory with what was given', () => {
    for (const given of Object.values(matrixViews([[1, 2, 3]]))) {
      const { values } = readNumbers('x', given, ['[B, N]']);
      for (let c = 0; c < 3; c++) given.set(0, c, 99);
      expect(Array.from(values)).toEqual([1, 2, 3]);
    }
    for (const given of [Uint8Array.of(1, 2), Float32Array.of(1, 2), Float64Array.of(1, 2)]) {
      const { values } = readCompact('x', given, ['[N]']);
      given[0] = 99;
      expect(Array.from(values)).toEqual([1, 2]);
    }
  });
});

describe('refusals', () => {
  const refusal = (given: unknown): string => thrown(() => readNumbers('x', given, ['[K]', '[B, K]']));

  test('a number that is not finite is named by its place', () => {
    expect(refusal([1, NaN])).toBe('ArgumentError: x[1]: must be finite (got NaN)');
    const view = matrixViews([
      [1, 2, 3],
      [4, 5, Infinity],
    ])['transposed and reversed'];
    expect(refusal(view)).toBe('ArgumentError: x[1, 2]: must be finite (got Infinity)');
  });

  test('what is no number is not taken for one', () => {
    expect(refusal([1, null])).toBe('ArgumentError: x[1]: must be a number (got null)');
    expect(refusal(['1'])).toBe('ArgumentError: x[0]: must be a number (got 1)');
    expect(refusal(ndarray(BigInt64Array.of(4n)))).toBe('ArgumentError: x[0]: must be a number (got 4n)');
    expect(refusal(7)).toBe('ArgumentError: x: must be an array of numbers (got 7)');
    expect(refusal('7')).toBe('ArgumentError: x: must be an array of numbers (got 7)');
    expect(refusal(null)).toBe('ArgumentError: x: must be an array of numbers (got null)');
  });

  test('a view that reaches beyond its data is not read as zeros', () => {
    expect(refusal(ndarray(new Uint8Array(3), [2, 2]))).toBe(
      'ShapeError: x: must stay within its data, 0 to 2 (reaches 0 to 3)',
    );
    expect(refusal(ndarray(new Float64Array(4), [2, 2], [-2, 1], 1))).toBe(
      'ShapeError: x: must stay within its data, 0 to 3 (reaches -1 to 2)',
    );
  });

  test('another number of dimensions is refused with the shape', () => {
    expect(refusal(ndarray(new Float64Array(8), [2, 2, 2]))).toBe(
      'ShapeError: x: must be [K] or [B, K] (got [2, 2, 2]); reshape it',
    );
    expect(refusal(ndarray(Float64Array.of(1), []))).toBe(
      'ShapeError: x: must be [K] or [B, K] (got []); reshape it',
    );
  });

  test('an empty array is refused', () => {
    expect(refusal([])).toBe('ShapeError: x: must be [K] or [B, K], not empty (got [0])');
    expect(refusal([[], []])).toBe('ShapeError: x: must be [K] or [B, K], not empty (got [2, 0])');
    expect(refusal(ndarray(new Float64Array(0), [0, 3]))).toBe(
      'ShapeError: x: must be [K] or [B, K], not empty (got [0, 3])',
    );
  });

  test('rows of different lengths are refused', () => {
    expect(refusal([[1, 2], [3]])).toBe('ShapeError: x[1]: must have [2] numbers, as row 0 has (got [1])');
    expect(refusal([[1, 2], 3])).toBe('ShapeError: x[1]: must have [2] numbers, as row 0 has (got 3)');
  });
});

test('rows that are stacked and taken apart again are the same', () => {
  const rows = [Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6)];
  const stacked = stack(rows, 3);
  expect(stacked.shape).toEqual([2, 3]);
  expect(rowsOf({ values: stacked.data, shape: stacked.shape })).toEqual(rows);
  expect(stack([], 3).shape).toEqual([0, 3]);
});
