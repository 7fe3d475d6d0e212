import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accumulateCurrents } from '../../src/kernels/currents.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { createFloatArray } from '../../src/kernels/sparse.ts';
import type { Precision } from '../../src/kernels/sparse.ts';
import { plainCurrents } from '../support/plain-currents.ts';
import { randomExample, sparseOf } from '../support/sparse-vectors.ts';

/** Two orders of summation of n terms differ by at most 2 (n − 1) roundings of Σ|terms|. */
const ROUNDINGS_PER_TERM = 2;

const shape = fc.record({
  units: fc.integer({ min: 1, max: 40 }),
  inputs: fc.integer({ min: 1, max: 70 }),
  share: fc.constantFrom(0, 0.1, 0.5, 1),
  seed: fc.integer(),
  precision: fc.constantFrom<Precision>('f32', 'f64'),
});

describe('currents of sparse examples', () => {
  it('agree with the plain sum for all shapes and both precisions', () => {
    fc.assert(
      fc.property(shape, ({ units, inputs, share, seed, precision }) => {
        const stream = randomStream(seed, 'currents');
        const powered = createFloatArray(inputs * units, precision);
        for (let i = 0; i < powered.length; i++) powered[i] = stream.normal() ** 3;
        const example = randomExample(stream, inputs, share);
        const out = new Float64Array(units).fill(NaN);
        accumulateCurrents(out, powered, sparseOf(example));
        const { currents, magnitude } = plainCurrents(powered, example, units);
        for (let mu = 0; mu < units; mu++) {
          const allowed = ROUNDINGS_PER_TERM * inputs * Number.EPSILON * magnitude[mu];
          expect(Math.abs(out[mu] - currents[mu])).toBeLessThanOrEqual(allowed);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('of one unit are the same bits whatever other units there are', () => {
    const stream = randomStream(1, 'currents');
    const inputs = 53;
    const units = 9;
    const powered = Float64Array.from({ length: inputs * units }, () => stream.normal());
    const vector = sparseOf(randomExample(stream, inputs, 0.7));
    const together = new Float64Array(units);
    accumulateCurrents(together, powered, vector);
    for (let mu = 0; mu < units; mu++) {
      const alone = new Float64Array(1);
      accumulateCurrents(
        alone,
        powered.filter((_, i) => i % units === mu),
        vector,
      );
      expect(alone[0]).toBe(together[mu]);
    }
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 9])('take all of %d non-zero inputs', (length) => {
    const out = new Float64Array(1);
    accumulateCurrents(out, new Float64Array(length).fill(1), sparseOf(new Float64Array(length).fill(1)));
    expect(out[0]).toBe(length);
  });

  it('of an empty example are 0, whatever was there before', () => {
    const out = Float64Array.of(1, NaN);
    accumulateCurrents(out, Float64Array.of(3, 4), sparseOf([0]));
    expect([...out]).toEqual([0, 0]);
  });

  it('read no more than the length of the vector says', () => {
    const vector = sparseOf([1, 1, 1, 1, 1]);
    vector.length = 2;
    const out = new Float64Array(1);
    accumulateCurrents(out, Float64Array.of(1, 2, NaN, NaN, NaN), vector);
    expect(out[0]).toBe(3);
  });
});
