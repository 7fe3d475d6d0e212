/** Supervised learning into a run folder, epoch by epoch: progress, checkpoints, metrics, interruption. */
import { performance } from 'node:perf_hooks';
import type { Breathe } from '../../experiments/breathe.ts';
import type { ReadoutEpoch } from '../../experiments/readout.ts';
import { breather } from '../breather.ts';
import { createCheckpointClock } from '../runs/checkpoint-clock.ts';
import type { Terminal } from '../command.ts';
import { Interrupted, isFailure } from '../runs/interruption.ts';
import { writeMetrics } from '../runs/metrics.ts';
import type { Progress } from '../progress.ts';

/** One line of `metrics.jsonl`. */
export interface SupervisedMetrics extends ReadoutEpoch {
  readonly seconds: number;
}

/** Something that learns; its state S can be taken whenever it breathes. */
interface EpochLearner<S> {
  readonly epochs: number;
  readonly epochsDone: () => number;
  readonly learnEpoch: (breathe: Breathe) => Promise<ReadoutEpoch>;
  readonly state: () => S;
}

/** What was learned. */
export interface Learned<S> {
  readonly state: S;
  /** Of the epochs that are done. */
  readonly metrics: readonly SupervisedMetrics[];
  /** Time taken by the epoch under way. */
  readonly seconds: number;
}

/** Who learns, and how it is shown and stored. */
export interface LearnJob<S> {
  readonly learner: EpochLearner<S>;
  readonly terminal: Terminal;
  /** Of the progress bar. */
  readonly label: string;
  /** What the learner began with; null for a new run. */
  readonly before: Omit<Learned<S>, 'state'> | null;
  /** Seconds between two checkpoints. */
  readonly checkpointSeconds: number | undefined;
  /** Writes a checkpoint. */
  readonly save: (learned: Learned<S>) => void;
}

/**
 * Learns to the end.
 * @throws Interrupted when the state is stored
 */
export async function learnEpochs<S>(folder: string, job: LearnJob<S>): Promise<Omit<Learned<S>, 'seconds'>> {
  const { learner, terminal, label, before } = job;
  const { epochs, epochsDone } = learner;
  const metrics = [...(before?.metrics ?? [])];
  let earlier = before?.seconds ?? 0;
  let start = performance.now();
  const seconds = (): number => earlier + (performance.now() - start) / 1000;

  const clock = createCheckpointClock(job.checkpointSeconds);
  const save = (): void => {
    clock.store(() => {
      job.save({ state: learner.state(), metrics, seconds: seconds() });
      writeMetrics(folder, metrics);
    });
  };

  const learnAll = async (progress: Progress): Promise<void> => {
    while (epochsDone() < epochs) {
      const done = epochsDone();
      const show = breather(terminal, (share) =>
        progress.update(done + share, { text: `epoch ${done + 1} of ${epochs}` }),
      );
      start = performance.now();
      const epoch = await learner.learnEpoch(async (share) => {
        if (clock.isDue()) save();
        await show(share);
      });
      metrics.push({ ...epoch, seconds: seconds() });
      earlier = 0;
      start = performance.now();
      if (clock.isWorthwhile()) save();
      // Epochs may be shorter than a slice.
      await terminal.breathe();
    }
  };

  const progress = terminal.createProgress({ label, total: epochs });
  try {
    if (before === null) save();
    else writeMetrics(folder, metrics);
    await learnAll(progress);
  } catch (error) {
    if (!terminal.signal.aborted || isFailure(error)) throw error;
    save();
    const done = epochsDone();
    const where = done === epochs ? 'after the last epoch' : `in epoch ${done + 1} of ${epochs}`;
    throw new Interrupted(`interrupted ${where}`);
  } finally {
    progress.stop();
  }
  save();
  return { state: learner.state(), metrics };
}
