/**
 * A quick linear readout: how well a linear classifier reads the class from the features max(W·v, 0), eq. 1 with
 * n = 1. It compares features; the supervised phase of the paper is another thing.
 *
 * Multinomial logistic regression on features divided by their root mean square, minimised by Adam (Kingma & Ba 2015)
 * in minibatches, with a step that falls linearly to 0.
 */
import { permutation, randomStream } from '../kernels/random.ts';
import { realPower } from '../kernels/real-power.ts';
import type { ExampleSource, FloatArray } from '../kernels/sparse.ts';
import { currentsNow } from '../learning/currents-engine.ts';
import { blockBytes, createExampleBlock, loadExample } from '../learning/example-block.ts';
import { createHiddenLayer } from '../learning/hidden-layer.ts';
import { MEAN_DECAY, SQUARE_DECAY } from './adam.ts';
import type { Breathe } from './breathe.ts';
import type { LabelledExamples } from './readout-sets.ts';

/** What a readout is fitted to. */
export interface LinearReadoutOptions {
  /** `[K × N]`. */
  readonly weights: FloatArray;
  readonly units: number;
  readonly classes: number;
  readonly train: LabelledExamples;
  readonly test: LabelledExamples;
  readonly seed: number;
  readonly onProgress: Breathe;
}

/** Features kept in memory, 4 bytes each; of larger training sets the first examples are used. */
const MOST_FEATURES = 4e7;
/** Examples whose features are computed together. */
const BLOCK = 32;
const EPOCHS = 12;
const BATCH = 100;
const STEP = 0.01;
const EPSILON = 1e-8;

/**
 * Fits the readout on the training set and returns its error on the test set, as a fraction.
 * @remarks O(examples · K · (non-zeros + 24 classes)); at most 4·10⁷ features are held.
 */
export async function linearReadoutError(options: LinearReadoutOptions): Promise<number> {
  const { units, classes, train, test, onProgress } = options;
  const count = Math.min(train.source.count, Math.max(1, Math.floor(MOST_FEATURES / units)));
  const featuresOf = createFeatures(options);
  const features = new Float32Array(count * units);
  for (let from = 0; from < count; from += BLOCK) {
    featuresOf(train.source, from, features.subarray(from * units, (from + BLOCK) * units));
    if (from % (16 * BLOCK) === 0) await onProgress((0.4 * from) / count);
  }
  const scale = normalizeByRootMeanSquare(features, units);
  const classifier = createLogisticClassifier(units, classes);
  const stream = randomStream(options.seed, 'readout');
  const steps = EPOCHS * Math.ceil(count / BATCH);
  let step = 0;
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    const order = permutation(count, stream);
    for (let from = 0; from < count; from += BATCH) {
      const batch = order.subarray(from, from + BATCH);
      classifier.learn(features, train.labels, { batch, rate: STEP * (1 - step / steps) });
      if (++step % 5 === 0) await onProgress(0.4 + (0.5 * step) / steps);
    }
  }
  const rows = new Float32Array(BLOCK * units);
  let wrong = 0;
  for (let from = 0; from < test.source.count; from += BLOCK) {
    const taken = Math.min(BLOCK, test.source.count - from);
    featuresOf(test.source, from, rows.subarray(0, taken * units));
    for (let i = 0; i < taken * units; i++) rows[i] *= scale[i % units];
    for (let i = 0; i < taken; i++) {
      if (classifier.predict(rows, i * units) !== test.labels[from + i]) wrong++;
    }
    if (from % (16 * BLOCK) === 0) await onProgress(0.9 + (0.1 * from) / test.source.count);
  }
  return wrong / test.source.count;
}

/** Writes the features `[n × K]` of the n examples from `from` on for which `out` has room, at most `BLOCK`. */
type Features = (source: ExampleSource, from: number, out: Float32Array) => void;

/** Eq. 1 takes W·v, which is the current of a layer with p = 2. */
function createFeatures({ weights, units, train }: LinearReadoutOptions): Features {
  const shape = { units, inputs: train.source.inputs, precision: 'f32' } as const;
  const layer = createHiddenLayer(weights, {
    ...shape,
    p: 2,
    radius: 1,
    spareBytes: blockBytes(BLOCK, shape),
  });
  const block = createExampleBlock(layer, BLOCK);
  return (source, from, out) => {
    block.count = 0;
    const end = from + out.length / units;
    for (let example = from; example < end; example++) {
      loadExample(block, source, { example, remaining: 0 });
    }
    currentsNow(layer, block);
    for (let place = 0; place < block.count; place++) {
      const current = block.currents[place];
      for (let mu = 0; mu < units; mu++) out[place * units + mu] = current[mu] > 0 ? current[mu] : 0;
    }
  };
}

/** Divides each feature by its root mean square; returns the factors. */
function normalizeByRootMeanSquare(features: Float32Array, units: number): Float64Array {
  const square = new Float64Array(units);
  for (let i = 0; i < features.length; i++) square[i % units] += features[i] * features[i];
  const rows = features.length / units;
  const scale = square.map((sum) => (sum > 0 ? 1 / Math.sqrt(sum / rows) : 0));
  for (let i = 0; i < features.length; i++) features[i] *= scale[i % units];
  return scale;
}

interface LogisticClassifier {
  readonly learn: (
    features: Float32Array,
    labels: ArrayLike<number>,
    step: { readonly batch: Uint32Array; readonly rate: number },
  ) => void;
  /** The most probable class of the features at `row`. */
  readonly predict: (features: Float32Array, row: number) => number;
}

function createLogisticClassifier(units: number, classes: number): LogisticClassifier {
  const stride = units + 1; // the bias last
  const weights = new Float64Array(classes * stride);
  const gradient = new Float64Array(classes * stride);
  const mean = new Float64Array(classes * stride);
  const square = new Float64Array(classes * stride);
  const score = new Float64Array(classes);
  let steps = 0;

  const scores = (features: Float32Array, row: number): number => {
    let best = 0;
    for (let c = 0; c < classes; c++) {
      const at = c * stride;
      let sum = weights[at + units];
      for (let mu = 0; mu < units; mu++) sum += weights[at + mu] * features[row + mu];
      score[c] = sum;
      if (sum > score[best]) best = c;
    }
    return best;
  };

  return {
    predict: scores,
    learn: (features, labels, { batch, rate }) => {
      gradient.fill(0);
      for (const example of batch) {
        const row = example * units;
        const largest = score[scores(features, row)];
        let total = 0;
        for (let c = 0; c < classes; c++) total += score[c] = Math.exp(score[c] - largest);
        for (let c = 0; c < classes; c++) {
          const error = (score[c] / total - (labels[example] === c ? 1 : 0)) / batch.length;
          const at = c * stride;
          for (let mu = 0; mu < units; mu++) gradient[at + mu] += error * features[row + mu];
          gradient[at + units] += error;
        }
      }
      steps++;
      const meanBias = 1 - realPower(MEAN_DECAY, steps);
      const squareBias = 1 - realPower(SQUARE_DECAY, steps);
      for (let i = 0; i < weights.length; i++) {
        const slope = gradient[i];
        mean[i] = MEAN_DECAY * mean[i] + (1 - MEAN_DECAY) * slope;
        square[i] = SQUARE_DECAY * square[i] + (1 - SQUARE_DECAY) * slope * slope;
        weights[i] -= (rate * (mean[i] / meanBias)) / (Math.sqrt(square[i] / squareBias) + EPSILON);
      }
    },
  };
}
