/** Supervised learning into a run folder, epoch by epoch: progress, checkpoints, metrics, interruption. */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Breathe } from '../experiments/feature-store.ts';
import type { ReadoutEpoch } from '../experiments/readout.ts';
import { writeFileAtomic } from '../runs/atomic-file.ts';
import { RUN_FILES } from '../runs/run-folder.ts';
import { breather } from './breather.ts';
import type { Terminal } from './command.ts';
import type { Progress } from './progress.ts';

/** One line of `metrics.jsonl`. */
export interface SupervisedMetrics extends ReadoutEpoch {
  readonly seconds: number;
}

/** Something that learns, and its state S between two epochs. */
interface EpochLearner<S> {
  readonly epochs: number;
  readonly epochsDone: () => number;
  readonly learnEpoch: (breathe: Breathe) => Promise<ReadoutEpoch>;
  readonly state: () => S;
}

/** What was learned. */
export interface Learned<S> {
  readonly state: S;
  readonly metrics: readonly SupervisedMetrics[];
}

/** Who learns, and how it is shown and stored. */
export interface LearnJob<S> {
  readonly learner: EpochLearner<S>;
  readonly terminal: Terminal;
  /** Of the progress bar. */
  readonly label: string;
  /** Metrics of the epochs that are done. */
  readonly before: readonly SupervisedMetrics[];
  /** Writes a checkpoint. */
  readonly save: (learned: Learned<S>) => void;
}

/** Time between two checkpoints, in milliseconds: an epoch may be shorter than writing one. */
const BETWEEN_CHECKPOINTS = 2000;

/** Learns to the end; an interruption loses no more than the epoch under way. */
export async function learnEpochs<S>(folder: string, job: LearnJob<S>): Promise<Learned<S>> {
  const { learner, terminal, label, before } = job;
  const metrics = [...before];
  let state = learner.state();
  const save = (): void => {
    job.save({ state, metrics });
    const lines = metrics.map((line) => `${JSON.stringify(line)}\n`);
    writeFileAtomic(path.join(folder, RUN_FILES.metrics), lines.join(''));
  };
  if (before.length === 0) save();
  const progress = terminal.createProgress({ label, total: learner.epochs });
  let saved = performance.now();
  try {
    while (learner.epochsDone() < learner.epochs) {
      metrics.push(await learnEpoch(learner, { terminal, progress }));
      state = learner.state();
      if (performance.now() - saved < BETWEEN_CHECKPOINTS) continue;
      save();
      saved = performance.now();
    }
  } finally {
    progress.stop();
    save();
  }
  return { state, metrics };
}

async function learnEpoch(
  learner: EpochLearner<unknown>,
  { terminal, progress }: { terminal: Terminal; progress: Progress },
): Promise<SupervisedMetrics> {
  const done = learner.epochsDone();
  const start = performance.now();
  const breathe = breather(terminal, (share) =>
    progress.update(done + share, { text: `epoch ${done + 1} of ${learner.epochs}` }),
  );
  const epoch = await learner.learnEpoch(breathe);
  const seconds = (performance.now() - start) / 1000;
  // Epochs may be shorter than a slice.
  await terminal.breathe();
  return { ...epoch, seconds };
}
