/**
 * The weights S of the outputs with what Adam (Kingma & Ba 2015) keeps of them, in the memory of the kernels, where
 * classes and features are filled up to whole groups.
 */
import { allocatedBytes, OUTPUT_GROUP } from '../kernels/simd.ts';
import type { Pointer, Simd } from '../kernels/simd.ts';
import { adamFactors } from './adam.ts';
import type { AdamWeights } from './adam.ts';
import type { FeatureReader } from './feature-store.ts';
import { FEATURE_BLOCK, featureStride } from './readout-features.ts';

/** Outputs over features. A block is up to `FEATURE_BLOCK` examples. */
export interface OutputLayer {
  /** S, `[outputs × featureStride(K)]` in the memory of the kernels. */
  readonly weightsAt: Pointer;
  /** Numbers from one example's scores, or slopes, to the next one's. */
  readonly outputs: number;
  /** `[FEATURE_BLOCK × outputs]` S·f of the block. */
  readonly scores: Float32Array;
  /** `[FEATURE_BLOCK × outputs]` dC/d(S·f) of the block, 0 beyond the classes. */
  readonly slopes: Float32Array;
  /** Computes the scores of a block. */
  readonly score: (store: FeatureReader, examples: Uint32Array) => void;
  /** Adds the gradient of the first `count` examples of the block that was scored last, from their slopes. */
  readonly addGradient: (count: number) => void;
  /**
   * A step of Adam along the gradient, which is 0 then.
   * @param rate α
   * @param step t, from 1
   */
  readonly learn: (rate: number, step: number) => void;
  /** Copies, `[classes × K]`: all that decides how learning goes on. */
  readonly store: () => AdamWeights;
}

/** K and the number of classes. */
export interface OutputShape {
  readonly units: number;
  readonly classes: number;
}

/** Classes filled up to whole groups. */
export function paddedOutputs(classes: number): number {
  return OUTPUT_GROUP * Math.ceil(classes / OUTPUT_GROUP);
}

function parts({ units, classes }: OutputShape): { outputs: number; numbers: number; sizes: number[] } {
  const outputs = paddedOutputs(classes);
  const numbers = outputs * featureStride(units);
  const block = FEATURE_BLOCK * outputs;
  return { outputs, numbers, sizes: [numbers, numbers, numbers, numbers, block, block, FEATURE_BLOCK] };
}

/** Bytes of memory that a layer takes. */
export function outputLayerBytes(shape: OutputShape): number {
  return parts(shape).sizes.reduce((sum, size) => sum + allocatedBytes(size * 4), 0);
}

/**
 * A layer with S = 0, or the one that was stored.
 * @param simd with `outputLayerBytes` left
 */
export function createOutputLayer(
  simd: Simd,
  shape: OutputShape & { readonly stored?: AdamWeights },
): OutputLayer {
  const { units, classes, stored } = shape;
  const { outputs, numbers, sizes } = parts(shape);
  const stride = featureStride(units);
  const [weightsAt, meanAt, squareAt, gradientAt, scoresAt, slopesAt, rowsAt] = sizes.map((size) =>
    simd.allocate(size * 4),
  );
  const rows = simd.int32(rowsAt, FEATURE_BLOCK);

  const ofClass = (at: Pointer, c: number): Float32Array => simd.float32(at + c * stride * 4, units);
  const spread = (from: Float32Array, at: Pointer): void => {
    for (let c = 0; c < classes; c++) ofClass(at, c).set(from.subarray(c * units, (c + 1) * units));
  };
  const gather = (at: Pointer): Float32Array => {
    const to = new Float32Array(classes * units);
    for (let c = 0; c < classes; c++) to.set(ofClass(at, c), c * units);
    return to;
  };
  if (stored !== undefined) {
    spread(stored.weights, weightsAt);
    spread(stored.mean, meanAt);
    spread(stored.square, squareAt);
  }

  return {
    weightsAt,
    outputs,
    scores: simd.float32(scoresAt, FEATURE_BLOCK * outputs),
    slopes: simd.float32(slopesAt, FEATURE_BLOCK * outputs),
    score: (store, examples) => {
      store.read(examples, rows);
      simd.readoutScores(scoresAt, weightsAt, outputs, stride, rowsAt, examples.length);
    },
    addGradient: (count) => simd.readoutGradient(gradientAt, slopesAt, outputs, stride, rowsAt, count),
    learn: (rate, step) => {
      const factors = adamFactors(rate, step);
      simd.adamStep(weightsAt, meanAt, squareAt, gradientAt, numbers, factors.rate, factors.correction);
    },
    store: () => ({ weights: gather(weightsAt), mean: gather(meanAt), square: gather(squareAt) }),
  };
}
