/** The cost C = Σ_examples Σ_α |c_α − t_α|^m of outputs over features: its slopes, and how examples are read. */
import type { Breathe } from './breathe.ts';
import type { FeatureReader } from './feature-store.ts';
import type { OutputLayer } from './output-layer.ts';
import { FEATURE_BLOCK, LEAST_FEATURE } from './readout-features.ts';
import type { OutputLoss } from './readout-loss.ts';

/** Outputs, and the loss of each. */
export interface OutputTask {
  readonly layer: OutputLayer;
  readonly classes: number;
  readonly loss: OutputLoss;
}

/** Some examples of a set, by their numbers. */
export interface LabelledFeatures {
  readonly store: FeatureReader;
  /** By number. */
  readonly labels: ArrayLike<number>;
  readonly examples: Uint32Array;
}

/** Computes scores, and with them the slopes dC/d(S·f), of at most `FEATURE_BLOCK` examples. */
export function blockSlopes(
  { layer, classes, loss }: OutputTask,
  { store, labels, examples }: LabelledFeatures,
): void {
  const { outputs, scores, slopes } = layer;
  layer.score(store, examples);
  for (let b = 0; b < examples.length; b++) {
    const label = labels[examples[b]];
    for (let c = 0; c < classes; c++) {
      const slope = loss.slope(scores[b * outputs + c], c === label);
      slopes[b * outputs + c] = Math.abs(slope) < LEAST_FEATURE ? 0 : slope;
    }
  }
}

/** How the network reads some examples. */
export interface Judgement {
  /** Mean over the examples. */
  readonly loss: number;
  /** Share whose largest output is that of another class. */
  readonly error: number;
  /** Classes of theirs as which none is read. */
  readonly unread: readonly number[];
}

/** Reads all examples. */
export async function judge(
  { layer, classes, loss }: OutputTask,
  { store, labels, examples }: LabelledFeatures,
  report: Breathe,
): Promise<Judgement> {
  const { outputs, scores } = layer;
  let wrong = 0;
  let sum = 0;
  const present = new Uint8Array(classes);
  const read = new Uint8Array(classes);
  for (let from = 0; from < examples.length; from += FEATURE_BLOCK) {
    const block = examples.subarray(from, from + FEATURE_BLOCK);
    layer.score(store, block);
    for (let b = 0; b < block.length; b++) {
      const first = b * outputs;
      const label = labels[block[b]];
      let best = 0;
      for (let c = 0; c < classes; c++) {
        sum += loss.value(scores[first + c], c === label);
        if (scores[first + c] > scores[first + best]) best = c;
      }
      if (best !== label) wrong++;
      present[label] = 1;
      read[best] = 1;
    }
    await report(from / examples.length);
  }
  const unread = Array.from(present.keys()).filter((c) => present[c] === 1 && read[c] === 0);
  return { loss: sum / examples.length, error: wrong / examples.length, unread };
}

/**
 * What to say of classes that are not read; nothing where all are.
 * @param causes what may have been too large
 */
export function unreadWarnings(
  unread: readonly number[],
  causes = 'the rates or the activity scale',
): readonly string[] {
  return unread.length === 0
    ? []
    : [
        `no training example is read as class ${unread.join(', ')}: learning was too short, or drove its output where tanh is flat; give more epochs, or lower ${causes}`,
      ];
}
