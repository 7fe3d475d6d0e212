/**
 * A batch: the points of one array task, as files that the engine and the task share. `N.jobs.json` is written by the engine,
 * `N.progress.json` by the task, always whole (temporary file, fsync, rename).
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { readShaped } from '../../runs/json-file.ts';
import { flag, list, number, orNull, record, text } from '../../runs/json-shape.ts';
import type { Job, Outcome } from '../../sweeps/job.ts';
import type { JobLimits } from '../engine.ts';
import { jobShape, limitsShape, outcomeShape } from '../job-shape.ts';

/** What a task is to run. */
export interface Batch {
  readonly jobs: readonly Job[];
  readonly limits: JobLimits;
  /** Folder of the sweep. */
  readonly sweep: string;
}

/** What became of it so far. */
export interface BatchProgress {
  /** In the order in which they ended. */
  readonly outcomes: readonly Outcome[];
  /** The point that runs, and since when in ms by the clock of its machine. */
  readonly running: { readonly name: string; readonly since: number } | null;
  readonly isComplete: boolean;
}

const batchShape = record<Batch>({ jobs: list(jobShape), limits: limitsShape, sweep: text() });

const progressShape = record<BatchProgress>({
  outcomes: list(outcomeShape),
  running: orNull(record<NonNullable<BatchProgress['running']>>({ name: text(), since: number })),
  isComplete: flag,
});

export const NO_PROGRESS: BatchProgress = { outcomes: [], running: null, isComplete: false };

/** The file of the jobs of a task. */
export function jobsFile(folder: string, task: number): string {
  return path.join(folder, `${task}.jobs.json`);
}

/** The file of the output of a task. */
export function logFile(folder: string, task: number): string {
  return path.join(folder, `${task}.log`);
}

/** The file of the progress of the batch in `file`. */
export function progressFile(file: string): string {
  return file.replace(/\.jobs\.json$/, '.progress.json');
}

export function writeBatch(file: string, batch: Batch): void {
  writeFileAtomic(file, JSON.stringify(batch));
}

export function readBatch(file: string): Batch {
  return readShaped(file, batchShape, `delete ${path.dirname(file)}, and its points are submitted again`);
}

export function writeProgress(file: string, progress: BatchProgress): void {
  writeFileAtomic(progressFile(file), JSON.stringify(progress));
}

/** What the task told last; nothing where it has not begun. */
export function readProgress(file: string): BatchProgress {
  try {
    return readShaped(progressFile(file), progressShape, 'delete it, and its points are run again');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NO_PROGRESS;
    throw error;
  }
}

/** Removes what a task that is over has left. */
export function removeBatch(file: string): void {
  for (const part of [progressFile(file), file]) rmSync(part, { force: true });
}
