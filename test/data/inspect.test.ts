import { expect, it } from 'vitest';
import { inspect } from '../../src/data/inspect.ts';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { idxOfBytes, temporaryFile } from './support/files.ts';

it('summarises numbers', () => {
  const path = temporaryFile('x.npy', encodeNpy(Float64Array.of(-1.5, 0, 0, 4), [2, 2]));
  expect(inspect(path)).toEqual({
    path,
    shape: [2, 2],
    dtype: 'float64',
    min: -1.5,
    max: 4,
    mean: 0.625,
    nonZero: 0.5,
    histogram: null,
  });
});

it('counts the labels of a vector of small integers, in a row or a column', () => {
  const labels = temporaryFile('labels', idxOfBytes([5], [0, 3, 3, 1, 3]));
  expect(inspect(labels).histogram).toEqual([1, 1, 0, 3]);
  expect(inspect(temporaryFile('x.csv', '2\n0\n2\n')).histogram).toEqual([1, 0, 2]);
  expect(inspect(temporaryFile('x.csv', '2\n-1\n')).histogram).toBeNull();
  expect(inspect(temporaryFile('x.csv', '2\n0.5\n')).histogram).toBeNull();
  expect(inspect(temporaryFile('x.csv', '2\n1000\n')).histogram).toBeNull();
});
