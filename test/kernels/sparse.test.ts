import { expect, it } from 'vitest';
import { createFloatArray, createSparseVector } from '../../src/kernels/sparse.ts';

it('An empty vector has room for every input', () => {
  const vector = createSparseVector(7);
  expect(vector.length).toBe(0);
  expect([vector.index.length, vector.value.length]).toEqual([7, 7]);
});

it('A float array has the length and the precision asked for, and holds zeros', () => {
  expect(createFloatArray(3, 'f32')).toEqual(new Float32Array(3));
  expect(createFloatArray(3, 'f64')).toEqual(new Float64Array(3));
});
