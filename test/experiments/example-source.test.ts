import { expect, it } from 'vitest';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { createSparseVector } from '../../src/kernels/sparse.ts';

const table = {
  examples: 3,
  inputs: 4,
  values: Uint8Array.of(0, 51, 0, 255, 0, 0, 0, 0, 3, 0, 4, 0),
  divisor: 255,
};

function load(normalization: 'none' | 'unit', example: number): { index: number[]; value: number[] } {
  const vector = createSparseVector(4);
  createExampleSource(table, normalization).load(example, vector);
  return {
    index: Array.from(vector.index.subarray(0, vector.length)),
    value: Array.from(vector.value.subarray(0, vector.length)),
  };
}

it('gives the non-zero inputs scaled to [0, 1]', () => {
  expect(load('none', 0)).toEqual({ index: [1, 3], value: [0.2, 1] });
});

it('makes unit vectors, and leaves an all-zero example as it is', () => {
  const { index, value } = load('unit', 2);
  expect(index).toEqual([0, 2]);
  expect(value[0]).toBeCloseTo(0.6, 15);
  expect(value[1]).toBeCloseTo(0.8, 15);
  expect(load('unit', 1)).toEqual({ index: [], value: [] });
});

it('reads the same from bytes as from numbers, wherever the rows lie in memory', () => {
  const stream = randomStream(1, 'bytes');
  for (const inputs of [1, 3, 4, 12, 28]) {
    for (const offset of [0, 1, 4, 16]) {
      const values = new Uint8Array(offset + 5 * inputs).subarray(offset);
      for (let i = 0; i < values.length; i++) if (stream.uniform() < 0.3) values[i] = stream.integer(256);
      const size = { examples: 5, inputs, divisor: 255 };
      const [bytes, numbers] = [values, Float64Array.from(values)].map((stored) =>
        createExampleSource({ ...size, values: stored }, 'unit'),
      );
      for (let example = 0; example < 5; example++) {
        const [read, wanted] = [createSparseVector(inputs), createSparseVector(inputs)];
        bytes.load(example, read);
        numbers.load(example, wanted);
        expect(read).toEqual(wanted);
      }
    }
  }
});

it('survives values whose squares overflow or vanish', () => {
  for (const scale of [1e-200, 1e200]) {
    const vector = createSparseVector(2);
    const extreme = {
      examples: 1,
      inputs: 2,
      values: Float64Array.of(3 * scale, 4 * scale),
      divisor: 4 * scale,
    };
    createExampleSource(extreme, 'unit').load(0, vector);
    expect(vector.value[0]).toBeCloseTo(0.6, 14);
    expect(vector.value[1]).toBeCloseTo(0.8, 14);
  }
});
