import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildHeap, popHeap, sortDescending } from '../../src/dynamics/descending.ts';
import { RUNS, value } from './cases.ts';

function expectedOrder(keys: readonly number[]): number[] {
  return [...keys.keys()].sort((a, b) => keys[b] - keys[a] || a - b);
}

test('Units are sorted by descending key, equal ones by index', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (keys) => {
      const units = Int32Array.from(keys.keys()).reverse();
      sortDescending(units, keys.length, Float64Array.from(keys));
      expect([...units]).toEqual(expectedOrder(keys));
    }),
    RUNS,
  );
});

test('Only the given units are sorted', () => {
  const units = Int32Array.of(4, 0, 2, 7, 7);
  sortDescending(units, 3, Float64Array.of(1, 9, 3, 9, 2));
  expect([...units]).toEqual([2, 4, 0, 7, 7]);
});

test('A heap gives the units one after another', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
      const keys = Float64Array.from(values);
      const heap = Int32Array.from(keys.keys());
      buildHeap(heap, heap.length, keys);
      const popped = values.map((_, i) => popHeap(heap, values.length - i, keys));
      expect(popped).toEqual(expectedOrder(values));
    }),
    RUNS,
  );
});
