/**
 * The supervised phase (section 4, appendix B): outputs c_α = tanh(Σ_μ S_αμ f_μ) of eq. 1 over frozen weights W, with S
 * learned by Adam in minibatches from C = Σ_examples Σ_α |c_α − t_α|^m, t_α = 1 for the class of the example, else −1.
 *
 * S begins at 0: one layer has no symmetry to break.
 */
import { SolveError } from '../errors.ts';
import { permutation, randomStream } from '../kernels/random.ts';
import type { AdamWeights } from './adam.ts';
import type { Breathe } from './breathe.ts';
import type { OutputTask } from './output-cost.ts';
import { blockSlopes, judge } from './output-cost.ts';
import { createOutputLayer, outputLayerBytes } from './output-layer.ts';
import type { RateSchedule } from './rate-schedule.ts';
import { rateAt, scheduleEpochs } from './rate-schedule.ts';
import { FEATURE_BLOCK } from './readout-features.ts';
import { createOutputLoss } from './readout-loss.ts';
import type { Members, ReadoutSetOptions } from './readout-sets.ts';
import { createReadoutSets } from './readout-sets.ts';

/** What is learned, from what, how. */
export interface ReadoutOptions extends ReadoutSetOptions {
  readonly classes: number;
  /** m, 1 to 20. */
  readonly lossExponent: number;
  /** Examples in a minibatch, ≥ 1. */
  readonly batch: number;
  readonly schedule: RateSchedule;
  /** Where an earlier process left off. */
  readonly state?: ReadoutState;
}

/** All that decides how learning goes on, S `[classes × K]`: with the same options the same bits follow. */
export interface ReadoutState extends AdamWeights {
  /** Epochs that are done, and judged. */
  readonly epochs: number;
  /** Minibatches of the epoch under way that are done. */
  readonly batches: number;
  /** Classes of training examples as which none was read after the last epoch. */
  readonly unread: readonly number[];
}

/** The network at the end of an epoch. */
export interface ReadoutEpoch {
  /** From 1. */
  readonly epoch: number;
  /** Σ_α |c_α − t_α|^m, mean over all training examples. */
  readonly loss: number;
  /** Share of all training examples whose largest output is that of another class. */
  readonly trainError: number;
  /** The same of the test set, or of the examples held out; null where there are none. */
  readonly testError: number | null;
}

/** Learning under way. */
export interface Readout {
  readonly epochs: number;
  /** β. */
  readonly activityScale: number;
  readonly epochsDone: () => number;
  /**
   * One pass over the training examples in random order, or what is left of it, then the errors of the network. While
   * `breathe` is awaited, `state` may be called, and `breathe` may throw: the state is then what it was awaited in.
   * @throws SolveError when an output is not finite any more
   */
  readonly learnEpoch: (breathe: Breathe) => Promise<ReadoutEpoch>;
  /** A copy. */
  readonly state: () => ReadoutState;
  /** Classes of training examples as which none was read after the last epoch. */
  readonly unread: () => readonly number[];
}

/**
 * A readout at its start, or where `state` left off.
 * @param breathe awaited while the features are computed
 * @throws ArgumentError when features would overflow, or no activity is positive; ShapeError when weights do not fit
 * @remarks An epoch of 60,000 examples, 2,000 units, 10 classes and batches of 100 takes 0.19 s to learn and 0.11 s to
 *   judge on one core, 1.7 s to learn in plain JavaScript. Features that do not fit into memory cost 2.2 s more per pass.
 */
export async function createReadout(options: ReadoutOptions, breathe: Breathe): Promise<Readout> {
  const { units, classes, batch, schedule, seed, state } = options;
  const spareBytes = outputLayerBytes({ units, classes });
  const { simd, scale, learned, judged } = await createReadoutSets(options, { spareBytes, breathe });
  const layer = createOutputLayer(simd, { units, classes, ...(state !== undefined && { stored: state }) });
  const loss = createOutputLoss(options.lossExponent);
  const task: OutputTask = { layer, classes, loss };
  const batches = Math.ceil(learned.examples.length / batch);
  let epoch = state?.epochs ?? 0;
  let done = state?.batches ?? 0;
  let unread = state?.unread ?? [];
  return {
    epochs: scheduleEpochs(schedule),
    activityScale: scale,
    epochsDone: () => epoch,
    state: () => ({ ...layer.store(), epochs: epoch, batches: done, unread }),
    unread: () => unread,
    learnEpoch: async (report) => {
      const { examples } = learned;
      const order = permutation(examples.length, randomStream(seed, `readout/order/${epoch}`));
      const shuffled = order.map((place) => examples[place]);
      const rate = rateAt(schedule, epoch);
      while (done < batches) {
        addGradient(task, { ...learned, examples: shuffled.subarray(done * batch, (done + 1) * batch) });
        done++;
        layer.learn(rate, epoch * batches + done);
        await report((0.6 * done) / batches);
      }
      const own = await judge(task, learned, (share) => report(0.6 + 0.35 * share));
      const other = judged && (await judge(task, judged, (share) => report(0.95 + 0.05 * share)));
      if (!Number.isFinite(own.loss)) {
        throw new SolveError(
          `readout: outputs are not finite after epoch ${epoch + 1}; lower the learning rate or the activity scale`,
        );
      }
      unread = own.unread;
      epoch++;
      done = 0;
      return { epoch, loss: own.loss, trainError: own.error, testError: other && other.error };
    },
  };
}

/** Adds dC/dS of the examples. */
function addGradient(task: OutputTask, members: Members): void {
  const { examples } = members;
  for (let from = 0; from < examples.length; from += FEATURE_BLOCK) {
    const block = examples.subarray(from, from + FEATURE_BLOCK);
    blockSlopes(task, { ...members, examples: block });
    task.layer.addGradient(block.length);
  }
}
