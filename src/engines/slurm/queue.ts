/** What Slurm says of tasks: the queue first, the accounting for those that have left it, where there is one. */
import { isEnded, sacct, SlurmError, squeue } from './programs.ts';
import type { TaskId } from './programs.ts';
import type { ArrayJob } from './arrays.ts';

/** Slurm's word for a task that it no longer knows. */
const UNKNOWN = 'left the queue, and there is no accounting';

/** What Slurm says of a task. */
export interface Verdict {
  readonly state: string;
  readonly isGone: boolean;
}

/** Slurm's words at one moment. */
export type Verdicts = (task: TaskId) => Verdict;

function keyOf({ array, task }: TaskId): string {
  return `${array}_${task}`;
}

/**
 * Asks about all tasks of some arrays at once.
 * @returns null when Slurm does not answer now
 */
export async function askSlurm(arrays: readonly ArrayJob[]): Promise<Verdicts | null> {
  const names = arrays.map(({ name }) => name);
  try {
    const queued = new Map((await squeue(names)).map((found) => [keyOf(found), found.state]));
    let isComplete = true;
    for (const { id, tasks } of arrays) {
      for (let task = 0; task < tasks; task++) isComplete &&= queued.has(keyOf({ array: id ?? '', task }));
    }
    const since = new Date(Math.min(...arrays.map(({ made }) => made)));
    const known = isComplete ? null : await sacct(names, since);
    const remembered = new Map((known ?? []).map((found) => [keyOf(found), found.state]));
    return (task) => {
      const state = queued.get(keyOf(task)) ?? remembered.get(keyOf(task));
      return state === undefined ? { state: UNKNOWN, isGone: true } : { state, isGone: isEnded(state) };
    };
  } catch (error) {
    if (error instanceof SlurmError) return null;
    throw error;
  }
}

/** The id of an array that was submitted by a process which was killed before it could note it; null: it was not submitted. */
export async function findArray({ name, made }: ArrayJob): Promise<string | null> {
  const found = (await squeue([name])).at(0) ?? (await sacct([name], new Date(made)))?.at(0);
  return found?.array ?? null;
}
