import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import type { Precision } from '../../src/kernels/sparse.ts';
import { currentsNow } from '../../src/learning/currents-engine.ts';
import { blockBytes, createExampleBlock, isDense, loadExample } from '../../src/learning/example-block.ts';
import { createHiddenLayer } from '../../src/learning/hidden-layer.ts';
import { firstDifference } from '../support/first-difference.ts';
import { plainCurrent } from '../support/plain-kernels.ts';
import { randomExample, sourceOf, sparseOf } from '../support/sparse-vectors.ts';

const UNITS = 37;
const INPUTS = 53;

describe.each<Precision>(['f32', 'f64'])('A block of examples in %s', (precision) => {
  it.each([
    ['only a few inputs', [0.2, 0.1, 0.3, 0], false],
    ['all inputs', [1, 1, 1, 1], true],
    ['most inputs', [0.97, 0.95, 1, 0.96], true],
    ['few, most or all inputs', [0.2, 1, 0.96, 0], false],
  ] as const)('that have %s gives the currents of the plain loops, bit for bit', (_, shares, dense) => {
    const stream = randomStream(2, 'block');
    const shape = { units: UNITS, inputs: INPUTS, p: 4, radius: 1, precision };
    const weights = Float64Array.from({ length: UNITS * INPUTS }, () => stream.normal());
    const layer = createHiddenLayer(weights, { ...shape, spareBytes: blockBytes(shares.length, shape) });
    const block = createExampleBlock(layer, shares.length);
    const inputs = shares.map((share) => randomExample(stream, INPUTS, share));
    // Twice, so that what a dense block left must not show in the next one.
    for (let round = 0; round < 2; round++) {
      const examples = round === 0 ? inputs : inputs.toReversed();
      block.count = 0;
      for (let b = 0; b < examples.length; b++) {
        loadExample(block, sourceOf(examples), { example: b, remaining: 1 });
      }
      expect(isDense(block)).toBe(dense);
      currentsNow(layer, block);
      for (let b = 0; b < examples.length; b++) {
        const { index, value, length } = sparseOf(examples[b]);
        const example = {
          index: index.subarray(0, length),
          value: Float64Array.from(value.subarray(0, length), precision === 'f32' ? Math.fround : Number),
        };
        const wanted = Array.from({ length: UNITS }, (_, mu) =>
          plainCurrent(layer.rows.subarray(mu * INPUTS, (mu + 1) * INPUTS), example, { gain: 1, precision }),
        );
        expect(firstDifference(block.currents[b], wanted)).toBeUndefined();
      }
    }
  });
});
