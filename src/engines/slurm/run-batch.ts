/** What an array task does: the points of its batch, one after the other, each in the file of its progress before it begins. */
import { ArgumentError } from '../../errors.ts';
import type { Job, Outcome } from '../../sweeps/job.ts';
import type { Engine } from '../engine.ts';
import { readBatch, readProgress, writeProgress } from './batch.ts';
import type { Batch } from './batch.ts';

/** How the points are run. */
export interface BatchRunner {
  /** An engine that runs one job at a time on this machine. */
  readonly createEngine: (batch: Batch) => Engine;
  /** The job as this machine runs it. */
  readonly adapt: (job: Job) => Job;
  readonly signal: AbortSignal;
}

function read(file: string): Batch {
  try {
    return readBatch(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgumentError(`--batch: must be a file that --engine slurm wrote (${reason}); run the sweep`);
  }
}

/**
 * Runs what is left of the batch in `file`: a task that Slurm puts back into the queue goes on where it stopped.
 * @throws ArgumentError when the file cannot be read, and the reason of the signal
 */
export async function runBatch(file: string, { createEngine, adapt, signal }: BatchRunner): Promise<void> {
  const batch = read(file);
  const outcomes: Outcome[] = [...readProgress(file).outcomes];
  const ended = new Set(outcomes.map(({ name }) => name));
  const left = batch.jobs.filter(({ name }) => !ended.has(name));
  await createEngine(batch).run(left.map(adapt), {
    signal,
    settle: (outcome) => void outcomes.push(outcome),
    show: ({ job }) => {
      const running = job === null ? null : { name: job, since: Date.now() };
      writeProgress(file, { outcomes, running, isComplete: false });
    },
  });
  signal.throwIfAborted();
  writeProgress(file, { outcomes, running: null, isComplete: true });
}
