import { expect, it } from 'vitest';
import { createFloatArray, createSparseVector, toSparse } from '../../src/kernels/sparse.ts';

it('An empty vector has room for every input', () => {
  const vector = createSparseVector(7);
  expect(vector.length).toBe(0);
  expect([vector.index.length, vector.value.length]).toEqual([7, 7]);
});

it('The sparse form of an array holds its non-zero values, in their order', () => {
  const { length, index, value } = toSparse(Float64Array.of(0, -2, 0, -0, 1e-300, 0));
  expect(length).toBe(2);
  expect([...index.subarray(0, 2)]).toEqual([1, 4]);
  expect([...value.subarray(0, 2)]).toEqual([-2, 1e-300]);
});

it('A float array has the length and the precision asked for, and holds zeros', () => {
  expect(createFloatArray(3, 'f32')).toEqual(new Float32Array(3));
  expect(createFloatArray(3, 'f64')).toEqual(new Float64Array(3));
});
