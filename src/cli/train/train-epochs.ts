/** The epochs of one run into its folder: progress, checkpoints, metrics, decisions, interruption. */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { SolveError } from '../../errors.ts';
import { sampleDecisions } from '../../experiments/decisions.ts';
import type { Training } from '../../experiments/training.ts';
import type { EpochMetrics } from '../../experiments/types.ts';
import type { ExampleSource } from '../../kernels/sparse.ts';
import type { Divergence } from '../../learning/learner.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { createCheckpointClock } from '../runs/checkpoint-clock.ts';
import type { Terminal } from '../command.ts';
import { Interrupted, isFailure } from '../runs/interruption.ts';
import { writeMetrics } from '../runs/metrics.ts';
import type { Progress } from '../progress.ts';
import type { RunSources } from '../runs/sources.ts';
import { appendDecisions, cutDecisions } from './decision-log.ts';
import { divergenceLine } from './divergence-line.ts';
import type { TrainConfig } from './setup.ts';
import type { TrainState } from './state.ts';
import { saveState } from './state.ts';

/** Computing time between two looks at the clock and at Ctrl-C, in milliseconds. */
const SLICE = 40;
/** Examples of the first slice, before it is known how long one takes. */
const FIRST_SLICE = 20;

/** A run to be trained to its end. */
export interface TrainEpochs {
  readonly training: Training;
  readonly config: TrainConfig;
  readonly source: ExampleSource;
  readonly terminal: Terminal;
  readonly sources: RunSources;
  /** Writes what is decided on a sample after every epoch, for a comparison. */
  readonly keepDecisions: boolean;
  /** What a user should know about an epoch, one line each: with `strict` the first one ends the run. */
  readonly warningsOf: (epoch: EpochMetrics) => readonly string[];
  /** What `training` began with; null for a new run. */
  readonly stored: TrainState | null;
}

/** What happened in all epochs. */
export interface TrainCourse {
  readonly metrics: readonly EpochMetrics[];
  readonly divergences: readonly Divergence[];
}

/**
 * Trains to the end.
 * @throws Interrupted when the state is stored; SolveError with `strict`, when a unit diverges or an epoch gives reason for a
 * warning; its checkpoint is then that before the trouble
 */
export async function trainEpochs(folder: string, run: TrainEpochs): Promise<TrainCourse> {
  const { training, config, source, terminal, sources, stored } = run;
  const { algorithm, epochs } = config;
  const checkpoints = path.join(folder, RUN_FILES.checkpoint);
  const decisions = run.keepDecisions ? path.join(folder, RUN_FILES.decisions) : null;
  const metrics = [...(stored?.metrics ?? [])];
  let seconds = stored?.seconds ?? 0;
  const divergences = (): Divergence[] => [...(stored?.divergences ?? []), ...training.divergences];

  const clock = createCheckpointClock(config.checkpointSeconds);
  let isStored = stored !== null;
  const save = (): void => {
    if (isStored) return;
    clock.store(() => {
      saveState(checkpoints, {
        ...{ training: training.store(), metrics, divergences: divergences(), seconds, sources },
      });
      writeMetrics(folder, metrics);
    });
    isStored = true;
  };

  /** Takes examples; whether an epoch ended with them. */
  const take = (count: number): boolean => {
    isStored = false;
    const from = performance.now();
    const activity = training.advance(count);
    seconds += (performance.now() - from) / 1000;
    if (config.strict && training.divergences.length > 0) {
      throw new SolveError(`${algorithm}: ${divergenceLine(config, [training.divergences[0]])}`);
    }
    if (activity === null) return false;
    const epoch = { epoch: training.epochsDone(), seconds, ...activity, diverged: divergences().length };
    const troubles = config.strict ? run.warningsOf(epoch) : [];
    if (troubles.length > 0) throw new SolveError(troubles[0]);
    metrics.push(epoch);
    seconds = 0;
    return true;
  };

  const logDecisions = async (): Promise<void> => {
    if (decisions === null) return;
    const sample = await sampleDecisions(training, source, terminal.breathe);
    appendDecisions(decisions, { epoch: metrics.length, ...sample });
  };

  const endEpoch = async (): Promise<void> => {
    if (clock.isWorthwhile()) save();
    await logDecisions();
  };

  const trainAll = async (progress: Progress): Promise<void> => {
    let slice = FIRST_SLICE;
    while (training.epochsDone() < epochs) {
      const from = performance.now();
      // The state can be stored where no minibatch is half done.
      const left = training.untilStorable();
      const isDue = clock.isDue();
      if (isDue && left === 0) save();
      if (take(isDue && left > 0 ? Math.min(slice, left) : slice)) await endEpoch();
      else slice = Math.max(1, Math.round((slice * SLICE) / Math.max(performance.now() - from, 1)));
      const done = training.epochsDone();
      progress.update(done + training.examplesDone() / source.count, {
        text: `epoch ${Math.min(done + 1, epochs)} of ${epochs}`,
      });
      await terminal.breathe();
    }
  };

  const progress = terminal.createProgress({ label: algorithm.padEnd(7), total: epochs });
  try {
    if (stored === null) save();
    else writeMetrics(folder, metrics);
    if (decisions !== null) {
      const last = cutDecisions(decisions, metrics.length);
      // The process ended after the checkpoint of an epoch and before its decisions.
      if (last < metrics.length && training.examplesDone() === 0) await logDecisions();
    }
    await trainAll(progress);
  } catch (error) {
    if (!terminal.signal.aborted || isFailure(error)) throw error;
    const left = training.untilStorable();
    if (left > 0) take(left);
    save();
    throw new Interrupted(whereOf(training, algorithm, source.count));
  } finally {
    progress.stop();
  }
  save();
  return { metrics, divergences: divergences() };
}

function whereOf(training: Training, algorithm: string, count: number): string {
  const { epochs, epochsDone, examplesDone } = training;
  if (epochsDone() === epochs) return `interrupted after the last epoch of ${algorithm}`;
  return `interrupted in epoch ${epochsDone() + 1} of ${epochs} of ${algorithm}, after ${examplesDone()} of ${count} examples`;
}
