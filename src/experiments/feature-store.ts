/**
 * Features of a set of examples where the kernels read them: all computed beforehand, or, where memory does not suffice,
 * computed anew each time they are read. Both give the same bits.
 */
import type { Pointer, Simd } from '../kernels/simd.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import type { Breathe } from './breathe.ts';
import { FEATURE_BLOCK } from './readout-features.ts';
import type { FeatureMaker } from './readout-features.ts';

/** Gives features of examples to an output layer. */
export interface FeatureReader {
  /**
   * Makes the features of some examples, at most `FEATURE_BLOCK`, lie somewhere in memory.
   * @param rows pointers to them, overwritten
   */
  readonly read: (examples: ArrayLike<number>, rows: Int32Array) => void;
}

/** Features that can be read once `raise` was called. */
export interface FeatureStore extends FeatureReader {
  /** `[count]` the largest max(W·v, 0) of each example. */
  readonly largest: Float32Array;
  /** Fixes β; once. */
  readonly raise: (scale: number) => void;
}

/** Where the features of a set lie. */
export interface FeaturePlace {
  readonly simd: Simd;
  readonly maker: FeatureMaker;
  /** Room for the rows of all examples where they are kept, else of one block. */
  readonly at: Pointer;
  readonly kept: boolean;
}

/** Computes the activities of all examples once. O(examples · K · non-zeros). */
export async function createFeatureStore(
  source: ExampleSource,
  { simd, maker, at, kept }: FeaturePlace,
  breathe: Breathe,
): Promise<FeatureStore> {
  const { count } = source;
  const { units, stride } = maker;
  const rowBytes = stride * 4;
  const largest = new Float32Array(count);
  for (let from = 0; from < count; from += FEATURE_BLOCK) {
    const block = Uint32Array.from(
      { length: Math.min(FEATURE_BLOCK, count - from) },
      (_, place) => from + place,
    );
    const row = kept ? at + from * rowBytes : at;
    maker.rectify(source, block, row);
    const activities = simd.float32(row, block.length * stride);
    for (let place = 0; place < block.length; place++) {
      let most = 0;
      for (let mu = place * stride; mu < place * stride + units; mu++) {
        if (activities[mu] > most) most = activities[mu];
      }
      largest[from + place] = most;
    }
    await breathe(from / count);
  }
  let scale = 1;
  return {
    largest,
    raise: (chosen) => {
      scale = chosen;
      if (!kept) return;
      for (let from = 0; from < count; from += FEATURE_BLOCK) {
        maker.raise(at + from * rowBytes, Math.min(FEATURE_BLOCK, count - from), scale);
      }
    },
    read: (examples, rows) => {
      if (!kept) {
        maker.rectify(source, examples, at);
        maker.raise(at, examples.length, scale);
      }
      for (let i = 0; i < examples.length; i++) rows[i] = at + (kept ? examples[i] : i) * rowBytes;
    },
  };
}
