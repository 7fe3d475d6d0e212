/**
 * The network of the paper's comparison (section 4, Fig. 3 and 5): c = tanh(S·h), h = max(W·v, 0), which is eq. 1 with
 * n = 1, both layers learned end to end from labels by backpropagation, from the cost of appendix B, by Adam in
 * minibatches. No unit has a bias, as in eq. 1.
 *
 * W begins normal with variance 2/N, which keeps the size of activities through rectified units (He et al. 2015,
 * arXiv:1502.01852), S with variance 2/(K + classes) (Glorot & Bengio 2010).
 */
import { SolveError } from '../errors.ts';
import { permutation, randomStream } from '../kernels/random.ts';
import { allocatedBytes, createSimd } from '../kernels/simd.ts';
import { adamFactors } from './adam.ts';
import type { AdamWeights } from './adam.ts';
import type { Breathe } from './breathe.ts';
import type { FeatureReader } from './feature-store.ts';
import { blockSlopes, judge } from './output-cost.ts';
import type { Judgement } from './output-cost.ts';
import { createOutputLayer, outputLayerBytes, paddedOutputs } from './output-layer.ts';
import type { RateSchedule } from './rate-schedule.ts';
import { rateAt, scheduleEpochs } from './rate-schedule.ts';
import { FEATURE_BLOCK } from './readout-features.ts';
import { createOutputLoss } from './readout-loss.ts';
import { allOf, holdOut } from './readout-sets.ts';
import type { LabelledExamples } from './readout-sets.ts';
import type { ReadoutEpoch } from './readout.ts';
import type { ActivityRows } from './rectified-layer.ts';
import { activityRowBytes, createRectifiedLayer, rectifiedLayerBytes } from './rectified-layer.ts';
import { createSparseBatch, sparseBatchBytes } from './sparse-batch.ts';

/** What is learned, from what, how. */
export interface SgdOptions {
  /** K. */
  readonly units: number;
  readonly classes: number;
  readonly train: LabelledExamples;
  /** null for none. */
  readonly test: LabelledExamples | null;
  /** So many training examples, chosen at random, are held out and take the place of the test set (0). */
  readonly validation?: number;
  /** m, 1 to 20. */
  readonly lossExponent: number;
  /** Examples in a minibatch, ≥ 1. */
  readonly batch: number;
  readonly schedule: RateSchedule;
  readonly seed: number;
  /** Where an earlier process left off. */
  readonly state?: SgdState;
}

/** All that decides how learning goes on: with the same options the same bits follow. */
export interface SgdState {
  /** `[K × N]`. */
  readonly hidden: AdamWeights;
  /** `[classes × K]`. */
  readonly outputs: AdamWeights;
  /** Epochs that are done, and judged. */
  readonly epochs: number;
  /** Minibatches of the epoch under way that are done. */
  readonly batches: number;
  /** Classes of training examples as which none was read after the last epoch. */
  readonly unread: readonly number[];
}

/** Learning under way. */
export interface Sgd {
  readonly epochs: number;
  readonly epochsDone: () => number;
  /**
   * One pass over the training examples in random order, or what is left of it, then the errors of the network. While
   * `breathe` is awaited, `state` may be called, and `breathe` may throw: the state is then what it was awaited in.
   * @throws SolveError when an output is not finite any more
   */
  readonly learnEpoch: (breathe: Breathe) => Promise<ReadoutEpoch>;
  /** A copy. */
  readonly state: () => SgdState;
  /** Classes of training examples as which none was read after the last epoch. */
  readonly unread: () => readonly number[];
}

/** Examples whose activities are computed together for judging, so that each panel of W is fetched less often. */
const AHEAD = 5 * FEATURE_BLOCK;

/** The weights that learning begins with. */
export function initialSgdState(shape: {
  readonly units: number;
  readonly inputs: number;
  readonly classes: number;
  readonly seed: number;
}): SgdState {
  const { units, inputs, classes, seed } = shape;
  const layer = (name: string, length: number, deviation: number): AdamWeights => {
    const stream = randomStream(seed, name);
    return {
      weights: Float32Array.from({ length }, () => deviation * stream.normal()),
      mean: new Float32Array(length),
      square: new Float32Array(length),
    };
  };
  return {
    hidden: layer('sgd/hidden', units * inputs, Math.sqrt(2 / inputs)),
    outputs: layer('sgd/outputs', classes * units, Math.sqrt(2 / (units + classes))),
    epochs: 0,
    batches: 0,
    unread: [],
  };
}

/**
 * A network at its start, or where `state` left off.
 * @throws ArgumentError when memory does not suffice
 * @remarks O(K · non-zeros) per example, and K · N per minibatch. An epoch of MNIST (60,000 examples, 19% non-zero, 2,000
 *   units, batches of 100) takes about a third of the processor time of PyTorch 1.13 on the same core, and half as
 *   much again to judge the network by all examples.
 */
export function createSgd(options: SgdOptions): Sgd {
  const { units, classes, train, validation = 0, schedule, seed } = options;
  const { inputs, count } = train.source;
  const { learned, held } = holdOut(count, { held: validation, seed });
  const batch = Math.min(options.batch, learned.length);
  const judged = validation > 0 ? { ...train, examples: held } : wholeSet(options.test);

  const capacity = Math.max(batch, AHEAD);
  const slopeNumbers = batch * paddedOutputs(classes);
  const simd = createSimd({
    bytes: [
      outputLayerBytes({ units, classes }),
      rectifiedLayerBytes({ units, inputs, batch }),
      sparseBatchBytes({ capacity, inputs }),
      activityRowBytes(units, capacity),
      allocatedBytes(slopeNumbers * 4),
    ].reduce((sum, own) => sum + own, 0),
    shared: false,
  });
  const start = options.state ?? initialSgdState({ units, inputs, classes, seed });
  const layer = createOutputLayer(simd, { units, classes, stored: start.outputs });
  const hidden = createRectifiedLayer(simd, { units, inputs, batch }, start.hidden);
  const task = { layer, classes, loss: createOutputLoss(options.lossExponent) };
  const minibatch = createSparseBatch(simd, { capacity, inputs });
  const rows = hidden.createRows(capacity);
  const slopesAt = simd.allocate(slopeNumbers * 4);
  const slopes = simd.float32(slopesAt, slopeNumbers);
  const carried = { slopes: slopesAt, outputs: layer.outputs, weights: layer.weightsAt };

  /** Slopes of the minibatch whose activities lie in `rows`, and the gradient of S. */
  const backward = (examples: Uint32Array): void => {
    for (let from = 0; from < examples.length; from += FEATURE_BLOCK) {
      const some = examples.subarray(from, from + FEATURE_BLOCK);
      blockSlopes(task, { store: readerOf(rows, from), labels: train.labels, examples: some });
      layer.addGradient(some.length);
      slopes.set(layer.slopes.subarray(0, some.length * layer.outputs), from * layer.outputs);
    }
  };
  /** Activities of a set that is read once in its order, computed some blocks ahead. */
  const inOrder = ({ source, examples }: SourceExamples): FeatureReader => {
    let done = 0;
    return {
      read: (block, pointers) => {
        const first = done % AHEAD;
        if (first === 0) {
          minibatch.load(source, examples.subarray(done, done + AHEAD));
          hidden.activate(rows, minibatch);
        }
        readerOf(rows, first).read(block, pointers);
        done += block.length;
      },
    };
  };
  const judgeSet = (set: SourceExamples, report: Breathe): Promise<Judgement> =>
    judge(task, { ...set, store: inOrder(set) }, report);

  const batches = Math.ceil(learned.length / batch);
  let epoch = start.epochs;
  let done = start.batches;
  let unread = start.unread;
  return {
    epochs: scheduleEpochs(schedule),
    epochsDone: () => epoch,
    unread: () => unread,
    state: () => ({ hidden: hidden.store(), outputs: layer.store(), epochs: epoch, batches: done, unread }),
    learnEpoch: async (report) => {
      const order = permutation(learned.length, randomStream(seed, `sgd/order/${epoch}`));
      const shuffled = order.map((place) => learned[place]);
      const examplesOf = (number: number): Uint32Array =>
        shuffled.subarray(number * batch, (number + 1) * batch);
      const rate = rateAt(schedule, epoch);
      if (done < batches) {
        minibatch.load(train.source, examplesOf(done));
        hidden.activate(rows, minibatch);
      }
      while (done < batches) {
        const examples = examplesOf(done);
        done++;
        const step = epoch * batches + done;
        const goesOn = done < batches;
        minibatch.transpose();
        if (goesOn) minibatch.load(train.source, examplesOf(done));
        backward(examples);
        hidden.learn({
          rows,
          batch: minibatch,
          count: examples.length,
          goesOn,
          outputs: carried,
          factors: adamFactors(rate, step),
        });
        layer.learn(rate, step);
        await report((0.7 * done) / batches);
      }
      const own = await judgeSet({ ...train, examples: learned }, (share) => report(0.7 + 0.25 * share));
      const other = judged && (await judgeSet(judged, (share) => report(0.95 + 0.05 * share)));
      if (!Number.isFinite(own.loss)) {
        throw new SolveError(
          `train-sgd: outputs are not finite after epoch ${epoch + 1}; lower the learning rate`,
        );
      }
      unread = own.unread;
      epoch++;
      done = 0;
      return { epoch, loss: own.loss, trainError: own.error, testError: other && other.error };
    },
  };
}

/** Some examples of a set. */
interface SourceExamples extends LabelledExamples {
  readonly examples: Uint32Array;
}

function wholeSet(set: LabelledExamples | null): SourceExamples | null {
  return set && { ...set, examples: allOf(set.source.count) };
}

/** Rows of activities that are there already; those of a block begin at row `first`. */
function readerOf({ at, bytes }: ActivityRows, first: number): FeatureReader {
  return {
    read: (examples, rows) => {
      for (let i = 0; i < examples.length; i++) rows[i] = at + (first + i) * bytes;
    },
  };
}
