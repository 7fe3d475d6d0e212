/** A layer F(W) with a block of sparse examples in the memory of the kernels, of random shape and awkward numbers. */
import fc from 'fast-check';
import type { RandomStream } from '../../src/kernels/random.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { FloatKernels, Simd } from '../../src/kernels/simd.ts';
import { PANEL_WIDTH, createSimd } from '../../src/kernels/simd.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';

/** Sizes and kinds of numbers of a case. */
export interface SimdShape {
  readonly precision: Precision;
  readonly shared: boolean;
  /** K. */
  readonly units: number;
  /** N. */
  readonly inputs: number;
  /** B. */
  readonly examples: number;
  /** Probability that an input is non-zero. */
  readonly share: number;
  /** Probability that a number is not an ordinary one, but a zero of either sign, denormal or huge. */
  readonly odd: number;
  readonly seed: number;
}

/** Shapes below, at and beyond whole panels, whole groups of rows and whole vectors. */
export const shapes: fc.Arbitrary<SimdShape> = fc.record({
  precision: fc.constantFrom<Precision>('f32', 'f64'),
  shared: fc.boolean(),
  units: fc.oneof(fc.constantFrom(1, 8, 16, 32), fc.integer({ min: 1, max: 75 })),
  inputs: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 70 })),
  examples: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
  share: fc.constantFrom(0, 0.1, 0.5, 1),
  odd: fc.constantFrom(0, 0.05, 0.5),
  seed: fc.integer(),
});

/** The arrays of a case: views of the memory, with their pointers in `at`. */
export interface SimdCase extends SimdShape {
  readonly simd: Simd;
  readonly kernels: FloatKernels;
  readonly stream: RandomStream;
  /** Whole panels of units. */
  readonly panelCount: number;
  /** Units of whole panels. */
  readonly padded: number;
  /** `[K × N]` F(W). */
  readonly rows: FloatArray;
  /** `[panel][input][PANEL_WIDTH]` zero; `refreshPanels` fills it. */
  readonly panels: FloatArray;
  /** `[padded]`. */
  readonly gain: Float64Array;
  /** `[B + 1]`. */
  readonly rowStart: Int32Array;
  readonly index: Int32Array;
  readonly value: FloatArray;
  /** `[K]` 0 … K − 1, for lists of units. */
  readonly list: Int32Array;
  /** `[B × outStride]`, NaN. */
  readonly out: Float64Array;
  readonly outStride: number;
  readonly at: Readonly<
    Record<'rows' | 'panels' | 'gain' | 'rowStart' | 'index' | 'value' | 'list' | 'out', number>
  >;
}

/** Room for everything in a case of the shapes above. */
const BYTES = 2 ** 18;

/** Numbers between two examples' currents, which nothing may write. */
const GAP = 3;

/** Zeros of either sign, numbers whose products underflow or overflow. */
const ODD: Readonly<Record<Precision, readonly number[]>> = {
  f32: [0, -0, 1e-40, -1e-40, 1e-30, 3e38, -1e30],
  f64: [0, -0, 5e-324, -1e-310, 1e-200, 1e308, -1e200],
};

/** A number of the kinds that the shape asks for, in its precision. */
export function awkwardNumber(
  { precision, odd }: Pick<SimdShape, 'precision' | 'odd'>,
  stream: RandomStream,
): number {
  const kinds = ODD[precision];
  const number = stream.uniform() < odd ? kinds[stream.integer(kinds.length)] : stream.normal();
  return precision === 'f32' ? Math.fround(number) : number;
}

/** A case of the given shape, decided by its seed. */
export function createSimdCase(shape: SimdShape): SimdCase {
  const { precision, units, inputs, examples, share } = shape;
  const simd = createSimd({ bytes: BYTES, shared: shape.shared });
  const stream = randomStream(shape.seed, 'simd');
  const width = PANEL_WIDTH[precision];
  const panelCount = Math.ceil(units / width);
  const padded = panelCount * width;
  const outStride = padded + GAP;
  const size = precision === 'f32' ? 4 : 8;
  const at = {
    rows: simd.allocate(units * inputs * size),
    panels: simd.allocate(padded * inputs * size),
    gain: simd.allocate(padded * 8),
    rowStart: simd.allocate((examples + 1) * 4),
    index: simd.allocate(examples * inputs * 4),
    value: simd.allocate(examples * inputs * size),
    list: simd.allocate(units * 4),
    out: simd.allocate(examples * outStride * 8),
  };
  const made: SimdCase = {
    ...shape,
    simd,
    kernels: simd[precision],
    stream,
    panelCount,
    padded,
    rows: simd.floats(precision, at.rows, units * inputs),
    panels: simd.floats(precision, at.panels, padded * inputs),
    gain: simd.float64(at.gain, padded),
    rowStart: simd.int32(at.rowStart, examples + 1),
    index: simd.int32(at.index, examples * inputs),
    value: simd.floats(precision, at.value, examples * inputs),
    list: simd.int32(at.list, units),
    out: simd.float64(at.out, examples * outStride).fill(NaN),
    outStride,
    at,
  };
  for (let i = 0; i < made.rows.length; i++) made.rows[i] = awkwardNumber(shape, stream);
  for (let mu = 0; mu < units; mu++) made.list[mu] = mu;
  for (let mu = 0; mu < units; mu++) made.gain[mu] = stream.uniform() < 0.1 ? 0 : stream.normal();
  for (let b = 0, filled = 0; b < examples; b++) {
    for (let i = 0; i < inputs; i++) {
      if (stream.uniform() >= share) continue;
      made.index[filled] = i;
      made.value[filled++] = awkwardNumber(shape, stream);
    }
    made.rowStart[b + 1] = filled;
  }
  return made;
}
