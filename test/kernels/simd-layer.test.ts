import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LAYER_PANEL, LAYER_SCRATCH } from '../../src/kernels/layer-kernels.ts';
import type { RandomStream } from '../../src/kernels/random.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { Pointer, Simd } from '../../src/kernels/simd.ts';
import { createSimd } from '../../src/kernels/simd.ts';
import { firstDifference } from '../support/first-difference.ts';
import type { Entry } from '../support/plain-layer.ts';
import { plainActivities, plainLayerGradient, plainSlopes } from '../support/plain-layer.ts';
import { plainAdam } from '../support/plain-readout.ts';

/** Sizes at and beyond two inputs a turn and the inputs that learn together; one panel is all that a kernel sees. */
const shapes = fc.record({
  inputs: fc.oneof(fc.constantFrom(1, LAYER_SCRATCH, LAYER_SCRATCH + 1), fc.integer({ min: 1, max: 90 })),
  examples: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 23 })),
  outputs: fc.constantFrom(1, 5, 10),
  share: fc.constantFrom(0, 0.2, 0.6, 1),
  /** Share of weights that are zero, tiny or large. */
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

interface Placed {
  readonly at: Pointer;
  readonly view: Float32Array;
}

interface Case {
  readonly simd: Simd;
  readonly stream: RandomStream;
  readonly put: (values: Float32Array) => Placed;
  /** `[N × 32]`. */
  readonly panel: Placed;
  readonly examples: readonly (readonly Entry[])[];
  /** Pointers of a sparse matrix. */
  readonly putSparse: (rows: readonly (readonly Entry[])[]) => readonly [Pointer, Pointer, Pointer];
}

function createCase({ inputs, examples, share, odd, seed }: Shape): Case {
  const simd = createSimd({ bytes: 2 ** 18, shared: false });
  const stream = randomStream(seed, 'layer');
  const put: Case['put'] = (values) => {
    const at = simd.allocate(values.byteLength);
    const view = simd.float32(at, values.length);
    view.set(values);
    return { at, view };
  };
  const putWords = (values: readonly number[]): Pointer => {
    const at = simd.allocate(values.length * 4);
    simd.int32(at, values.length).set(values);
    return at;
  };
  return {
    simd,
    stream,
    put,
    panel: put(numbers(stream, inputs * LAYER_PANEL, odd)),
    examples: Array.from({ length: examples }, () =>
      Array.from({ length: inputs }, (_, index) => ({ index, value: Math.fround(stream.uniform()) })).filter(
        () => stream.uniform() < share,
      ),
    ),
    putSparse: (rows) => {
      const start = [0];
      for (const row of rows) start.push(start[start.length - 1] + row.length);
      const entries = rows.flat();
      return [
        putWords(start),
        putWords(entries.map(({ index }) => index)),
        put(Float32Array.from(entries, ({ value }) => value)).at,
      ];
    },
  };
}

/** `[32][N]` from `[N × 32]`. */
function unitsOf(panel: Float32Array): Float32Array[] {
  return Array.from({ length: LAYER_PANEL }, (_, mu) =>
    Float32Array.from({ length: panel.length / LAYER_PANEL }, (_unit, i) => panel[i * LAYER_PANEL + mu]),
  );
}

function transposed(rows: readonly (readonly Entry[])[], inputs: number): Entry[][] {
  return Array.from({ length: inputs }, (_, i) =>
    rows.flatMap((row, b) =>
      row.filter(({ index }) => index === i).map(({ value }) => ({ index: b, value })),
    ),
  );
}

const runs = { seed: 1, numRuns: 300 };

/** Numbers between the rows of two examples, which nothing may write. */
const GAP = 4;

describe('layer kernels', () => {
  it('compute the activities of the plain loops, bit for bit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { simd, panel, put, putSparse, examples } = createCase(shape);
        const stride = LAYER_PANEL + GAP;
        const out = put(new Float32Array(examples.length * stride).fill(NaN));
        const [start, index, value] = putSparse(examples);
        simd.layerActivities(
          out.at,
          stride * 4,
          panel.at,
          shape.inputs,
          start,
          index,
          value,
          examples.length,
        );
        const wanted = plainActivities(unitsOf(panel.view), examples).flatMap((row) => [
          ...row,
          ...new Array<number>(GAP).fill(NaN),
        ]);
        expect(firstDifference(out.view, Float32Array.from(wanted))).toBeUndefined();
      }),
      runs,
    );
  });

  it('carry slopes back as the plain loops do, bit for bit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { simd, stream, put, examples } = createCase(shape);
        const stride = LAYER_PANEL + GAP;
        const activities = put(numbers(stream, examples.length * stride, 0.2).map((x) => Math.max(x, 0)));
        const weights = put(numbers(stream, shape.outputs * stride, shape.odd));
        const slopes = put(numbers(stream, examples.length * shape.outputs, shape.odd));
        const out = put(new Float32Array(examples.length * LAYER_PANEL).fill(NaN));
        simd.layerSlopes(
          out.at,
          activities.at,
          stride * 4,
          weights.at,
          stride * 4,
          slopes.at,
          shape.outputs,
          examples.length,
        );
        const rowsOf = (placed: Placed, length: number, width: number): Float32Array[] =>
          Array.from({ length }, (_, row) => placed.view.slice(row * stride, row * stride + width));
        const wanted = plainSlopes(
          rowsOf(activities, examples.length, LAYER_PANEL).map((row) => [...row]),
          examples.map((_, b) => [...slopes.view.slice(b * shape.outputs, (b + 1) * shape.outputs)]),
          rowsOf(weights, shape.outputs, LAYER_PANEL),
        );
        expect(firstDifference(out.view, Float32Array.from(wanted.flat()))).toBeUndefined();
      }),
      runs,
    );
  });

  it('learn by Adam along the gradient of the plain loops, bit for bit', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { simd, stream, panel, put, putSparse, examples } = createCase(shape);
        const { inputs } = shape;
        const slopes = put(numbers(stream, examples.length * LAYER_PANEL, shape.odd));
        const mean = put(numbers(stream, inputs * LAYER_PANEL, shape.odd));
        const square = put(numbers(stream, inputs * LAYER_PANEL, shape.odd).map(Math.abs));
        const before = unitsOf(panel.view);
        const [means, squares] = [mean, square].map(({ view }) => unitsOf(view));
        const scratch = put(new Float32Array(LAYER_SCRATCH * LAYER_PANEL));
        const [start, example, value] = putSparse(transposed(examples, inputs));
        const factors = { rate: 0.01, correction: 1.5 };
        simd.layerLearn(
          panel.at,
          mean.at,
          square.at,
          inputs,
          slopes.at,
          start,
          example,
          value,
          scratch.at,
          factors.rate,
          factors.correction,
        );
        const own = examples.map((_, b) => [...slopes.view.slice(b * LAYER_PANEL, (b + 1) * LAYER_PANEL)]);
        const wanted = plainLayerGradient(own, examples, inputs).flatMap((gradient, mu) =>
          gradient.map((g, i) =>
            plainAdam({ weight: before[mu][i], mean: means[mu][i], square: squares[mu][i] }, g, factors),
          ),
        );
        const found = (placed: Placed): Float32Array =>
          Float32Array.from(unitsOf(placed.view).flatMap((unit) => [...unit]));
        for (const [placed, key] of [
          [panel, 'weight'],
          [mean, 'mean'],
          [square, 'square'],
        ] as const) {
          const expected = Float32Array.from(wanted, (state) => state[key]);
          expect(firstDifference(found(placed), expected)).toBeUndefined();
        }
      }),
      runs,
    );
  });

  it('keep NaN and infinity, which tell that learning diverged', () => {
    const shape: Shape = { inputs: 2, examples: 1, outputs: 1, share: 1, odd: 0, seed: 1 };
    const { simd, panel, put, putSparse, examples } = createCase(shape);
    panel.view.set([NaN, Infinity, -Infinity]);
    const out = put(new Float32Array(LAYER_PANEL));
    const [start, index, value] = putSparse(examples);
    simd.layerActivities(out.at, 128, panel.at, 2, start, index, value, 1);
    expect([...out.view.slice(0, 3)]).toEqual([NaN, Infinity, 0]);
  });
});
