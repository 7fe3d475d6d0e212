/** The engine `slurm`: array jobs whose tasks run batches of points and tell of them in files of the sweep's folder. */
import { setTimeout } from 'node:timers/promises';
import { ArgumentError } from '../../errors.ts';
import type { Job } from '../../sweeps/job.ts';
import type { Engine, JobLimits, Watcher } from '../engine.ts';
import { jobKey } from '../job-key.ts';
import { adoptArray, readArrays, removeArray, submitArray, writeArray } from './arrays.ts';
import type { ArrayJob, SlurmOptions } from './arrays.ts';
import { maxArraySize, scancel, SlurmError } from './programs.ts';
import { askSlurm, findArray } from './queue.ts';
import type { Verdict } from './queue.ts';
import { bury, clear, collect, createTask, jobsOf } from './task.ts';
import type { Task } from './task.ts';

/** What the engine is made of. */
export interface SlurmSettings {
  /** Folder of the sweep, on a file system that all nodes share; absolute. */
  readonly sweep: string;
  /** Words that run a batch when the path of its file follows; the same on all nodes. */
  readonly program: readonly string[];
  readonly options: SlurmOptions;
  readonly limits: JobLimits;
  /** A line for people. */
  readonly note: (line: string) => void;
}

/** How often files are looked at, and Slurm is asked at first and at most, in ms. */
const LOOK = 1000;
const ASK_FIRST = 1000;
const ASK_LATER = 15_000;
/** How long files of a task that is gone may take to arrive here: NFS keeps attributes for up to a minute. */
const GRACE = 5000;
const GRACE_COMPLETED = 90_000;
/** How long cancelled tasks may take to end. */
const CANCEL_PATIENCE = 60_000;

/** Everything of one call of `run`. */
interface Session {
  readonly settings: SlurmSettings;
  readonly watcher: Watcher;
  tasks: Task[];
  /** Points of dead tasks that had not begun. */
  again: Job[];
  /** Jobs that are in no array yet. */
  readonly fresh: Iterator<Job>;
  /** An array that Slurm would not take while others are in the queue. */
  held: ArrayJob | null;
  lastArray: string | null;
  hasWarned: boolean;
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

function arraysOf(tasks: readonly Task[]): ArrayJob[] {
  return [...new Set(tasks.map(({ array }) => array))];
}

/** Tasks of arrays that an earlier process submitted; what it only wrote down is removed. */
async function earlierTasks(sweep: string): Promise<Task[]> {
  const tasks: Task[] = [];
  for (const array of readArrays(sweep)) {
    const id = array.id ?? (await findArray(array));
    const known = id === null ? null : adoptArray(array, id);
    const left =
      known === null
        ? []
        : Array.from({ length: known.tasks }, (_, task) => createTask(known, task, new Set<string>())).filter(
            (task) => jobsOf(task).length > 0,
          );
    if (left.length === 0) removeArray(array);
    tasks.push(...left);
  }
  return tasks;
}

/** Jobs that no earlier task has; of those that one has, it is noted that they are wanted. */
function* freshJobs(jobs: Iterable<Job>, earlier: readonly Task[]): Generator<Job> {
  const owners = new Map(earlier.flatMap((task) => jobsOf(task).map((job) => [jobKey(job), task] as const)));
  for (const job of jobs) {
    const key = jobKey(job);
    const owner = owners.get(key);
    if (owner === undefined || owner.isOver) yield job;
    else owner.wanted?.add(key);
  }
}

function* chain(session: Session): Generator<Job> {
  yield* session.again.splice(0);
  for (;;) {
    const next = session.fresh.next();
    if (next.done === true) return;
    yield next.value;
  }
}

/** Ends a task: its array's folder goes with its last one. */
function drop(session: Session, task: Task): void {
  task.isOver = true;
  clear(task);
  session.tasks = session.tasks.filter((other) => other !== task);
  if (!session.tasks.some(({ array }) => array === task.array)) removeArray(task.array);
}

/** @returns whether a task has ended */
function collectAll(session: Session): boolean {
  const ended = session.tasks.filter((task) => collect(task, session.watcher));
  for (const task of ended) drop(session, task);
  return ended.length > 0;
}

/** Submits what is left to be, as far as Slurm takes it. */
async function submitAll(session: Session, maxTasks: number): Promise<void> {
  const { settings, watcher } = session;
  const { sweep, program, options, limits } = settings;
  const plan = { sweep, pointsPerTask: options.pointsPerTask, maxTasks, limits };
  while (!watcher.signal.aborted) {
    session.held ??= writeArray(chain(session), plan);
    if (session.held === null) break;
    const array = await submitHeld(session, { program, options, after: session.lastArray });
    if (array === null) break;
    for (let task = 0; task < array.tasks; task++) session.tasks.push(createTask(array, task, null));
    session.lastArray = array.id;
    session.held = null;
  }
}

/** @returns null when Slurm does not take it now, which its other arrays may be the cause of */
async function submitHeld(
  session: Session,
  how: Parameters<typeof submitArray>[1],
): Promise<ArrayJob | null> {
  const { held } = session;
  if (held === null) return null;
  try {
    return await submitArray(held, how);
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    // An answer that was lost is no refusal.
    const id = await findArray(held).catch(() => null);
    if (id !== null) return adoptArray(held, id);
    if (session.tasks.length > 0) return null;
    removeArray(held);
    throw new ArgumentError(
      `--engine slurm: sbatch must take the array job (got: ${error.message}); change --partition, --time, --cpus-per-task or --sbatch-args`,
    );
  }
}

/** Whether Slurm has said for long enough that it is gone. */
function isOver(task: Task, { state, isGone }: Verdict): boolean {
  if (!isGone) task.goneSince = null;
  else task.goneSince ??= Date.now();
  const grace = state === 'COMPLETED' ? GRACE_COMPLETED : GRACE;
  return task.goneSince !== null && Date.now() - task.goneSince >= grace;
}

/** Ends tasks that Slurm says are gone, when their files have had time to arrive. @returns whether there were any */
async function judge(session: Session): Promise<boolean> {
  const { watcher, settings, tasks } = session;
  const verdicts = await askSlurm(arraysOf(tasks));
  if (verdicts === null) return false;
  const verdictOf = ({ array, task }: Task): Verdict => verdicts({ array: array.id ?? '', task });
  const over = tasks.filter((task) => isOver(task, verdictOf(task)));
  for (const task of over) {
    // Once more: it may have told something between the last look and its end.
    if (!collect(task, watcher)) {
      const { state } = verdictOf(task);
      const { again, log } = bury(task, state, { watcher, sweep: settings.sweep });
      session.again.push(...again);
      if (log !== undefined && !session.hasWarned) {
        session.hasWarned = true;
        settings.note(`slurm: a task ended with ${state}; what it wrote is in ${log}`);
      }
    }
    drop(session, task);
  }
  return over.length > 0;
}

/** After the abort signal. */
async function leave(session: Session): Promise<void> {
  const { settings, watcher } = session;
  collectAll(session);
  if (session.held !== null) removeArray(session.held);
  if (session.tasks.length === 0) return;
  if (settings.options.detach) {
    settings.note(`slurm: ${session.tasks.length} tasks stay in the queue; the same command collects them`);
    return;
  }
  await scancel(arraysOf(session.tasks).flatMap(({ id }) => id ?? []));
  const end = Date.now() + CANCEL_PATIENCE;
  while (session.tasks.length > 0 && Date.now() < end) {
    const verdicts = await askSlurm(arraysOf(session.tasks));
    for (const task of session.tasks) {
      if (verdicts?.({ array: task.array.id ?? '', task: task.task }).isGone !== true) continue;
      collect(task, watcher);
      drop(session, task);
    }
    if (session.tasks.length > 0) await setTimeout(LOOK);
  }
}

/** Looks and asks until nothing is left to be done, or the signal is aborted. */
async function follow(session: Session): Promise<void> {
  const { signal } = session.watcher;
  const maxTasks = await maxArraySize();
  let interval = ASK_FIRST;
  let asked = Date.now();
  await submitAll(session, maxTasks);
  while (!signal.aborted) {
    let hasNews = collectAll(session);
    if (session.tasks.length > 0 && Date.now() - asked >= interval) {
      hasNews = (await judge(session)) || hasNews;
      asked = Date.now();
      interval = Math.min(2 * interval, ASK_LATER);
    }
    if (hasNews) {
      interval = ASK_FIRST;
      await submitAll(session, maxTasks);
    }
    if (session.tasks.length === 0) return;
    await sleep(LOOK, signal);
  }
}

/**
 * The engine. Points that an array of an earlier process has are not submitted again while their task waits or runs.
 * Settles every point; with `detach`, an aborted signal leaves the tasks in the queue.
 */
export function createSlurmEngine(settings: SlurmSettings): Engine {
  return {
    run: async (jobs, watcher) => {
      const tasks = await earlierTasks(settings.sweep);
      const session: Session = {
        settings,
        watcher,
        tasks,
        again: [],
        fresh: freshJobs(jobs, tasks),
        held: null,
        lastArray: tasks.at(-1)?.array.id ?? null,
        hasWarned: false,
      };
      await follow(session);
      if (watcher.signal.aborted) await leave(session);
    },
  };
}
