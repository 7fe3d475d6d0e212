/** The examples a readout learns from and those it is judged by, with their features computed. */
import { permutation, randomStream } from '../kernels/random.ts';
import { allocatedBytes, createSimd } from '../kernels/simd.ts';
import type { Simd } from '../kernels/simd.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import type { Breathe } from './breathe.ts';
import type { FeatureStore } from './feature-store.ts';
import { createFeatureStore } from './feature-store.ts';
import type { LabelledFeatures } from './output-cost.ts';
import type { ActivityScale, FeatureOptions } from './readout-features.ts';
import {
  checkFeatures,
  chooseScale,
  createFeatureMaker,
  FEATURE_BLOCK,
  featureStride,
} from './readout-features.ts';

/** Examples with their classes. */
export interface LabelledExamples {
  readonly source: ExampleSource;
  /** `[≥ source.count]`, 0 … classes − 1. */
  readonly labels: ArrayLike<number>;
}

/** Some examples of a set, by their numbers. */
export type Members = LabelledFeatures & { readonly store: FeatureStore };

/** What the sets are made from. */
export interface ReadoutSetOptions extends Omit<FeatureOptions, 'inputs'> {
  readonly train: LabelledExamples;
  /** null for none. */
  readonly test: LabelledExamples | null;
  /** So many training examples, chosen at random, are held out and take the place of the test set (0). */
  readonly validation?: number;
  readonly activityScale: ActivityScale;
  readonly seed: number;
  /** Features are kept in memory as long as they take no more bytes than this; the result does not depend on it. */
  readonly memory: number;
}

/** Sets ready to be read. */
export interface ReadoutSets {
  readonly simd: Simd;
  /** β. */
  readonly scale: number;
  readonly learned: Members;
  /** null where there is nothing to judge by. */
  readonly judged: Members | null;
}

/** Parts `count` examples at random into those learned from, in ascending order, and those held out. */
export function holdOut(
  count: number,
  { held, seed }: { held: number; seed: number },
): { readonly learned: Uint32Array; readonly held: Uint32Array } {
  const order = permutation(count, randomStream(seed, 'readout/validation'));
  return { learned: order.slice(0, count - held).sort(), held: order.slice(count - held) };
}

/** What a WebAssembly memory can hold beside everything but features. */
const MOST_FEATURE_BYTES = 2 ** 32 - 2 ** 28;

/** Which features are kept: those of both sets, of the training set, or none. */
function kept(bytes: readonly number[], memory: number): readonly boolean[] {
  const [train, test] = bytes;
  const limit = Math.min(memory, MOST_FEATURE_BYTES);
  return [train <= limit, train + test <= limit];
}

/**
 * Computes all activities once, chooses β from those of the training examples, and raises them to features.
 * @param spareBytes of the memory, left for an output layer
 * @throws ArgumentError when features would overflow, or no activity is positive; ShapeError when weights do not fit
 * @remarks O(examples · K · non-zeros).
 */
export async function createReadoutSets(
  options: ReadoutSetOptions,
  { spareBytes, breathe }: { spareBytes: number; breathe: Breathe },
): Promise<ReadoutSets> {
  const { units, train, validation = 0 } = options;
  const test = validation > 0 ? null : options.test;
  const rowBytes = featureStride(units) * 4;
  const counts = [train.source.count, test?.source.count ?? 0];
  const isKept = kept(
    counts.map((count) => count * rowBytes),
    options.memory,
  );
  const bytes = counts.map((count, set) => (isKept[set] ? count : FEATURE_BLOCK) * rowBytes);
  const simd = createSimd({
    bytes: bytes.reduce((sum, own) => sum + allocatedBytes(own), spareBytes),
    shared: false,
  });
  const maker = createFeatureMaker(simd, { ...options, inputs: train.source.inputs });
  const total = counts[0] + counts[1];
  const compute = (set: 0 | 1, source: ExampleSource): Promise<FeatureStore> => {
    const before = set === 0 ? 0 : counts[0];
    const place = { simd, maker, at: simd.allocate(bytes[set]), kept: isKept[set] };
    return createFeatureStore(source, place, (share) => breathe((before + share * counts[set]) / total));
  };
  const trainStore = await compute(0, train.source);
  const testStore = test === null ? null : await compute(1, test.source);

  const parts = holdOut(counts[0], { held: validation, seed: options.seed });
  const learned = { store: trainStore, labels: train.labels, examples: parts.learned };
  const heldOut = { store: trainStore, labels: train.labels, examples: parts.held };
  const scale = chooseScale(
    options.activityScale,
    Float32Array.from(learned.examples, (example) => trainStore.largest[example]),
  );
  for (const store of testStore === null ? [trainStore] : [trainStore, testStore]) {
    checkFeatures(maker, store.largest, scale);
    store.raise(scale);
  }
  const judged =
    test === null || testStore === null
      ? null
      : { store: testStore, labels: test.labels, examples: allOf(counts[1]) };
  return { simd, scale, learned, judged: validation > 0 ? heldOut : judged };
}

/** 0 … count − 1. */
export function allOf(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => i);
}
