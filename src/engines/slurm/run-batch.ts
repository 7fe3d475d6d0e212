/** What an array task does: the points of its batch, one after the other, each in memory of its file before the next begins. */
import { ArgumentError } from '../../errors.ts';
import type { Job, Outcome } from '../../sweeps/job.ts';
import type { JobLimits } from '../engine.ts';
import { readBatch, readProgress, writeProgress } from './batch.ts';
import type { Batch } from './batch.ts';

/** How the points are run. */
export interface BatchRunner {
  readonly runJob: (job: Job, limits: JobLimits, sweep: string) => Promise<Outcome>;
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
export async function runBatch(file: string, { runJob, signal }: BatchRunner): Promise<void> {
  const { jobs, limits, sweep } = read(file);
  const outcomes = [...readProgress(file).outcomes];
  const ended = new Set(outcomes.map(({ name }) => name));
  for (const job of jobs.filter(({ name }) => !ended.has(name))) {
    signal.throwIfAborted();
    writeProgress(file, { outcomes, running: { name: job.name, since: Date.now() }, isComplete: false });
    const outcome = await runJob(job, limits, sweep);
    signal.throwIfAborted();
    outcomes.push(outcome);
  }
  writeProgress(file, { outcomes, running: null, isComplete: true });
}
