import { expect, it } from 'vitest';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { epochWarnings } from '../../src/experiments/training-warnings.ts';
import type { EpochMetrics } from '../../src/experiments/types.ts';
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

const epoch: EpochMetrics = {
  epoch: 3,
  seconds: 1,
  meanActive: 1.4,
  meanHebbian: 0.9,
  meanAntiHebbian: 0.5,
  deadUnits: 2,
  normDeviation: { median: 0, p95: 0, max: 0 },
  meanLargestCurrent: 0.0824,
  unsolved: 0,
  nonFinite: 0,
  diverged: 0,
};
const context = { ...TRAINING_DEFAULTS, units: 10, threshold: 0.15 };

it('warns of an epoch without a Hebbian unit, and says what to change', () => {
  expect(epochWarnings({ ...epoch, meanHebbian: 0, deadUnits: 10 }, context)).toEqual([
    'epoch 3: no unit was ever Hebbian, so nothing was learned; currents reach 0.082 on average: lower the threshold (h* = 0.15) below that, or start from normal weights',
  ]);
});

it('warns of an epoch with mostly dead units, and of unsolved examples', () => {
  const [dead, unsolved] = epochWarnings({ ...epoch, deadUnits: 6, unsolved: 4 }, context);
  expect(dead).toMatch(/^epoch 3: 6 of 10 units were never Hebbian; .* use fewer hidden units/);
  expect(unsolved).toMatch(/^epoch 3: eq. 4 was not solved for 4 examples, .*; rescale weights or inputs/);
  expect(epochWarnings(epoch, context)).toEqual([]);
});

it.each([
  [{ steadyState: 'events' }, 'use the closed form for the steady state'],
  [{ steadyState: 'integrate' }, 'use the closed form for the steady state'],
  [{ coupling: 'adiabatic' }, 'shorten the presentation, or take another method or looser tolerances'],
  [{ coupling: 'full' }, 'shorten the presentation, or take another method or looser tolerances'],
] as const)('advises what can be changed where eq. 4 was not solved with %j', (options, mend) => {
  expect(epochWarnings({ ...epoch, unsolved: 4 }, { ...context, ...options })).toEqual([
    `epoch 3: eq. 4 was not solved for 4 examples, from which nothing was learned; ${mend}`,
  ]);
});
