import fc from 'fast-check';
import { expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import type { Precision } from '../../src/kernels/sparse.ts';
import { currents } from '../../src/learning/currents-engine.ts';
import { createHiddenLayer, retireUnit } from '../../src/learning/hidden-layer.ts';
import { writeUnit } from '../../src/learning/unit-weights.ts';
import { denseCurrents, denseLayer } from '../support/dense-layer.ts';
import { randomExample, sparseOf } from '../support/sparse-vectors.ts';

const shape = fc.record({
  units: fc.integer({ min: 1, max: 40 }),
  inputs: fc.integer({ min: 1, max: 70 }),
  share: fc.constantFrom(0, 0.1, 0.5, 1),
  p: fc.constantFrom(1, 2, 2.5, 4),
  seed: fc.integer(),
  precision: fc.constantFrom<Precision>('f32', 'f64'),
});

/** Units of rounding per term of a sum: its power, its product, its addition. */
const ROUNDINGS_PER_TERM = 8;
const ULP: Readonly<Record<Precision, number>> = { f32: 2 ** -24, f64: 2 ** -53 };

it('Currents are ⟨W, v⟩ for all shapes, numbers of inputs and p, in both precisions', () => {
  fc.assert(
    fc.property(shape, ({ units, inputs, share, p, seed, precision }) => {
      const stream = randomStream(seed, 'currents');
      const weights = Float64Array.from({ length: units * inputs }, () => Math.fround(stream.normal()));
      const input = randomExample(stream, inputs, share);
      const layer = createHiddenLayer(weights, { units, inputs, p, radius: 1, precision });
      const found = new Float64Array(units).fill(NaN);
      currents(layer, sparseOf(input), found);
      const dense = denseLayer(weights, inputs);
      const expected = denseCurrents(dense, input, p);
      const magnitude = denseCurrents(
        dense.map((row) => row.map(Math.abs)),
        input,
        p,
      );
      for (let mu = 0; mu < units; mu++) {
        const allowed = ROUNDINGS_PER_TERM * inputs * ULP[precision] * magnitude[mu];
        expect(Math.abs(found[mu] - expected[mu])).toBeLessThanOrEqual(allowed);
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});

it.each<Precision>(['f32', 'f64'])(
  'The current of a unit in %s is the same bits whatever other units there are',
  (precision) => {
    const stream = randomStream(1, 'currents');
    const inputs = 53;
    const units = 19;
    const options = { inputs, p: 4, radius: 1, precision };
    const weights = Float64Array.from({ length: inputs * units }, () => stream.normal());
    const vector = sparseOf(randomExample(stream, inputs, 0.7));
    const together = new Float64Array(units);
    currents(createHiddenLayer(weights, { ...options, units }), vector, together);
    for (let mu = 0; mu < units; mu++) {
      const alone = new Float64Array(1);
      const row = weights.slice(mu * inputs, (mu + 1) * inputs);
      currents(createHiddenLayer(row, { ...options, units: 1 }), vector, alone);
      expect(alone[0]).toBe(together[mu]);
    }
  },
);

it('Currents follow every change of the layer', () => {
  const layer = createHiddenLayer([1, 2, 3, 4], { units: 2, inputs: 2, p: 2, radius: 1, precision: 'f64' });
  const out = new Float64Array(2);
  const now = (input: readonly number[]): number[] => {
    currents(layer, sparseOf(input), out);
    return [...out];
  };
  expect(now([1, 1])).toEqual([3, 7]);
  expect(now([0, 0])).toEqual([0, 0]);
  writeUnit(layer, 0, Float64Array.of(5, 6));
  expect(now([1, 0])).toEqual([5, 3]);
  retireUnit(layer, 1);
  expect(now([1, 1])).toEqual([11, 0]);
});
