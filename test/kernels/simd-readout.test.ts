import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import type { RandomStream } from '../../src/kernels/random.ts';
import type { Pointer, Simd } from '../../src/kernels/simd.ts';
import { createSimd, FEATURE_GROUP, OUTPUT_GROUP } from '../../src/kernels/simd.ts';
import { firstDifference } from '../support/first-difference.ts';
import { plainAdam, plainGradient, plainScores } from '../support/plain-readout.ts';

/** K and numbers of outputs and rows, at and beyond whole groups. */
const shapes = fc.record({
  features: fc.oneof(fc.constantFrom(1, 16, 17), fc.integer({ min: 1, max: 70 })),
  classes: fc.oneof(fc.constantFrom(1, 5, 10), fc.integer({ min: 1, max: 12 })),
  count: fc.oneof(fc.constantFrom(1, 2), fc.integer({ min: 1, max: 23 })),
  /** Share of numbers that are zero, tiny or large. */
  odd: fc.constantFrom(0, 0.2),
  seed: fc.integer(),
});
type Shape = typeof shapes extends fc.Arbitrary<infer S> ? S : never;

const ODD = [0, -0, 2 ** -61, -(2 ** -60), 1e-20, -3e8];

function numbers(stream: RandomStream, length: number, odd: number): Float32Array {
  return Float32Array.from({ length }, () =>
    stream.uniform() < odd ? ODD[stream.integer(ODD.length)] : stream.normal(),
  );
}

interface Case {
  readonly simd: Simd;
  readonly stream: RandomStream;
  readonly outputs: number;
  readonly stride: number;
  /** `[B][stride]`, in another order than in memory. */
  readonly rows: readonly Float32Array[];
  readonly rowsAt: Pointer;
  /** Takes memory for the numbers. */
  readonly put: (values: Float32Array) => { readonly at: Pointer; readonly view: Float32Array };
}

function createCase({ features, classes, count, odd, seed }: Shape): Case {
  const simd = createSimd({ bytes: 2 ** 17, shared: false });
  const stream = randomStream(seed, 'readout');
  const stride = Math.ceil(features / FEATURE_GROUP) * FEATURE_GROUP;
  const outputs = Math.ceil(classes / OUTPUT_GROUP) * OUTPUT_GROUP;
  const put: Case['put'] = (values) => {
    const at = simd.allocate(values.byteLength);
    const view = simd.float32(at, values.length);
    view.set(values);
    return { at, view };
  };
  const rows = Array.from({ length: count }, () => {
    const { at, view } = put(new Float32Array(stride));
    view.set(numbers(stream, features, odd));
    return { at, view };
  }).reverse();
  const rowsAt = simd.allocate(4 * count);
  simd.int32(rowsAt, count).set(rows.map(({ at }) => at));
  return { simd, stream, outputs, stride, rows: rows.map(({ view }) => view), rowsAt, put };
}

const runs = { seed: 1, numRuns: 300 };

describe('readout kernels', () => {
  it('compute the scores of the plain loops, bit for bit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { simd, stream, outputs, stride, rows, rowsAt, put } = createCase(shape);
        const weights = put(numbers(stream, outputs * stride, shape.odd));
        const out = put(new Float32Array(rows.length * outputs + 1).fill(NaN));
        simd.readoutScores(out.at, weights.at, outputs, stride, rowsAt, rows.length);
        const split = Array.from({ length: outputs }, (_, c) =>
          weights.view.subarray(c * stride, (c + 1) * stride),
        );
        const wanted = Float32Array.from([...plainScores({ rows, weights: split }), NaN]);
        expect(firstDifference(out.view, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it('add the gradient of the plain loops, bit for bit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { simd, stream, outputs, stride, rows, rowsAt, put } = createCase(shape);
        const start = numbers(stream, outputs * stride, shape.odd);
        const slopes = put(numbers(stream, rows.length * outputs, shape.odd));
        const gradient = put(start);
        simd.readoutGradient(gradient.at, slopes.at, outputs, stride, rowsAt, rows.length);
        const wanted = Float32Array.from(plainGradient(start, slopes.view, rows));
        expect(firstDifference(gradient.view, wanted)).toBeUndefined();
      }),
      runs,
    );
  });

  it('take steps of Adam as the published recurrences say, bit for bit, and clear the gradient', () => {
    const count = 40;
    const steps = fc.record({
      odd: fc.constantFrom<0 | 0.2>(0, 0.2),
      alpha: fc.constantFrom(1e-5, 0.003, 1),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(steps, ({ odd, alpha, seed }) => {
        const shape = { features: 1, classes: 1, count: 1, odd, seed };
        const { simd, stream, put } = createCase(shape);
        const start = numbers(stream, count, odd);
        const arrays = [start, ...[1, 2, 3].map(() => new Float32Array(count))].map(put);
        const [weights, mean, square, gradient] = arrays;
        let wanted = Array.from(start, (weight) => ({ weight, mean: 0, square: 0 }));
        for (let t = 1; t <= 5; t++) {
          gradient.view.set(numbers(stream, count, odd));
          const factors = { rate: alpha / (1 - 0.9 ** t), correction: 1 / (1 - 0.999 ** t) };
          wanted = wanted.map((state, i) => plainAdam(state, gradient.view[i], factors));
          const { rate, correction } = factors;
          simd.adamStep(weights.at, mean.at, square.at, gradient.at, count, rate, correction);
        }
        const found = Array.from(weights.view, (weight, i) => ({
          weight,
          mean: mean.view[i],
          square: square.view[i],
        }));
        expect(found).toEqual(wanted);
        expect(gradient.view).toEqual(new Float32Array(count));
      }),
      runs,
    );
  });

  it('let Adam end at 0 and not among denormal numbers when the gradient stays away', () => {
    const { simd, put } = createCase({ features: 1, classes: 1, count: 1, odd: 0, seed: 0 });
    const [weights, mean, square, gradient] = [1e-18, 1e-30, 1e-30, 0].map((value) =>
      put(new Float32Array(4).fill(value)),
    );
    for (let t = 1; t <= 300; t++) simd.adamStep(weights.at, mean.at, square.at, gradient.at, 4, 0, 1);
    expect([mean.view[0], square.view[0]]).toEqual([0, 0]);
    expect(weights.view[0]).toBe(Math.fround(1e-18));
  });
});
