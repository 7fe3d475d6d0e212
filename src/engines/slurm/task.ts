/** One array task as the engine follows it: what it has told, and what becomes of its points when it dies. */
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Job, JobStatus, Outcome } from '../../sweeps/job.ts';
import type { Watcher } from '../engine.ts';
import { jobKey } from '../job-key.ts';
import { logsFolder } from './arrays.ts';
import type { ArrayJob } from './arrays.ts';
import {
  jobsFile,
  logFile,
  NO_PROGRESS,
  progressFile,
  readBatch,
  readProgress,
  removeBatch,
} from './batch.ts';
import type { BatchProgress } from './batch.ts';

/** A task that is in the queue, or was. */
export interface Task {
  readonly array: ArrayJob;
  readonly task: number;
  /** Keys of the jobs that someone waits for; null: all of them. */
  readonly wanted: Set<string> | null;
  progress: BatchProgress;
  /** Of the file of the progress when it was read. */
  stamp: string;
  /** How many outcomes were handed on. */
  settled: number;
  shown: string | null;
  /** Since when Slurm says that it is over, or nothing at all; in ms, null while it waits or runs. */
  goneSince: number | null;
  /** Nothing more comes of it. */
  isOver: boolean;
}

export function createTask(array: ArrayJob, task: number, wanted: Set<string> | null): Task {
  return {
    array,
    task,
    wanted,
    progress: NO_PROGRESS,
    stamp: '',
    settled: 0,
    shown: null,
    goneSince: null,
    isOver: false,
  };
}

function fileOf({ array, task }: Task): string {
  return jobsFile(array.folder, task);
}

/** The jobs of a task; none where its file is gone: it was over, and all of it settled. */
export function jobsOf(task: Task): readonly Job[] {
  return existsSync(fileOf(task)) ? readBatch(fileOf(task)).jobs : [];
}

/** Reads what the task has told since the last time. */
function refresh(task: Task): void {
  const found = statSync(progressFile(fileOf(task)), { throwIfNoEntry: false });
  const stamp = found === undefined ? '' : `${found.ino} ${found.mtimeMs} ${found.size}`;
  if (stamp === task.stamp) return;
  task.progress = readProgress(fileOf(task));
  task.stamp = stamp;
}

function workerName({ array, task }: Task): string {
  return `${array.id}_${task}`;
}

function show(task: Task, job: string | null, watcher: Watcher): void {
  if (job === task.shown) return;
  task.shown = job;
  watcher.show({ worker: workerName(task), job });
}

/** Hands on what has arrived. @returns whether the task has told everything */
export function collect(task: Task, watcher: Watcher): boolean {
  refresh(task);
  const { outcomes, running, isComplete } = task.progress;
  if (outcomes.length > task.settled) {
    const keys = task.wanted === null ? null : keysByName(task);
    for (const outcome of outcomes.slice(task.settled)) {
      if (keys === null || task.wanted?.has(keys.get(outcome.name) ?? '')) watcher.settle(outcome);
    }
    task.settled = outcomes.length;
  }
  show(task, running?.name ?? null, watcher);
  if (isComplete) removeBatch(fileOf(task));
  return isComplete;
}

function keysByName(task: Task): ReadonlyMap<string, string> {
  return new Map(jobsOf(task).map((job) => [job.name, jobKey(job)]));
}

/** slurmstepd writes this into the output of a task; without cgroups that is all that tells it from a plain failure. */
const MEMORY = /exceeded (job |step )?memory limit|oom[-_ ]kill/i;

function logText({ array, task }: Task): string {
  const file = logFile(array.folder, task);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** What Slurm's word for the end of a task means for the point that it ran. */
function statusOf(state: string, log: string): JobStatus {
  if (state === 'TIMEOUT' || state === 'DEADLINE') return 'timed-out';
  return state === 'OUT_OF_MEMORY' || MEMORY.test(log) ? 'out-of-memory' : 'crashed';
}

/** What is left of a task that died. */
export interface Wreck {
  /** Points that it had not begun, to be run again. */
  readonly again: readonly Job[];
  /** Its output; undefined where it wrote none. */
  readonly log: string | undefined;
}

/**
 * Settles the point that a dead task was running by Slurm's word for its end. One that died before it told of any point
 * would do so again: all its points end with it.
 */
export function bury(
  task: Task,
  state: string,
  { watcher, sweep }: { watcher: Watcher; sweep: string },
): Wreck {
  const { outcomes, running } = task.progress;
  const told = new Set(outcomes.map(({ name }) => name));
  const left = jobsOf(task).filter(
    (job) => !told.has(job.name) && (task.wanted === null || task.wanted.has(jobKey(job))),
  );
  const status = statusOf(state, logText(task));
  const hasBegun = running !== null || outcomes.length > 0;
  const isLost = ({ name }: Job): boolean => !hasBegun || name === running?.name;
  for (const { name } of left.filter(isLost)) {
    const seconds = running === null ? 0 : Math.max(0, (Date.now() - running.since) / 1000);
    const reason = `Slurm: ${state}${hasBegun ? '' : ' before the task began'}`;
    watcher.settle({ name, status, reason, measures: {}, seconds } satisfies Outcome);
  }
  show(task, null, watcher);
  return { again: left.filter((job) => !isLost(job)), log: keepLog(task, sweep) };
}

function keepLog(task: Task, sweep: string): string | undefined {
  const file = logFile(task.array.folder, task.task);
  if (!existsSync(file)) return undefined;
  const kept = path.join(logsFolder(sweep), `${workerName(task)}.log`);
  mkdirSync(logsFolder(sweep), { recursive: true });
  renameSync(file, kept);
  return kept;
}

/** Removes the files of a task whose points are settled, or are in another array. */
export function clear(task: Task): void {
  removeBatch(fileOf(task));
}
