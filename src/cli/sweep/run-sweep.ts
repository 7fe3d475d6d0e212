/** One run of a sweep: the points that have no row yet go to the engine, and their outcomes into the store. */
import { performance } from 'node:perf_hooks';
import { ArgumentError } from '../../errors.ts';
import type { Engine, Watcher } from '../../engines/engine.ts';
import type { OutcomeStore } from '../../engines/store/outcome-store.ts';
import type { Job, JobStatus } from '../../sweeps/job.ts';
import type { Point } from '../../sweeps/points.ts';
import type { Terminal } from '../command.ts';
import { asText, optionName } from '../options/table.ts';
import { jobOf, rowOf } from './open.ts';
import type { OpenedSweep } from './open.ts';
import { createSweepProgress } from './progress.ts';

/** How points of this run ended. */
type StatusCounts = Readonly<Record<JobStatus, number>>;

/** What a run of a sweep came to. */
export interface SweepRun {
  readonly points: number;
  /** Points that had a row before. */
  readonly skipped: number;
  readonly counts: StatusCounts;
  readonly isBudgetSpent: boolean;
  readonly seconds: number;
}

/** What runs a sweep, and where its rows go. */
export interface SweepTask {
  readonly opened: OpenedSweep;
  readonly store: OutcomeStore;
  readonly engine: Engine;
  readonly terminal: Terminal;
}

/** Between two looks at the time that is spent, in ms. */
const BUDGET_EVERY = 100;
/** Points after which Ctrl-C is looked for while they are counted. */
const BREATH = 500;

/** Every point is made once before any is run, so that one that the command refuses is told at once. */
async function countPoints({
  opened,
  store,
  terminal,
}: SweepTask): Promise<{ points: number; skipped: number }> {
  let points = 0;
  let skipped = 0;
  for (const { name } of opened.points()) {
    points++;
    if (store.has(name)) skipped++;
    if (points % BREATH === 0) await terminal.breathe();
  }
  if (points === 0) {
    throw new ArgumentError(
      `${opened.file}: where: must leave a point to run (got none); change the conditions or the axes`,
    );
  }
  return { points, skipped };
}

/** `inhibition 0.9, seed 17` */
function nameOf({ axes, seed }: Point): string {
  const values = Object.entries(axes).map(([key, value]) => `${optionName(key)} ${asText(value) ?? ''}`);
  return [...values, `seed ${seed}`].join(', ');
}

/** Time of all points together, also of those that run: aborts when it is spent. */
function keepBudget(seconds: number, spent: () => number): { signal: AbortSignal; stop: () => void } {
  const over = new AbortController();
  const look = (): void => {
    if (spent() >= seconds) over.abort();
  };
  look();
  const timer = setInterval(look, BUDGET_EVERY);
  return { signal: over.signal, stop: () => clearInterval(timer) };
}

/**
 * Runs what is not done. When the terminal's signal is aborted it ends soon, and what was done is kept.
 * @throws what the points, the engine or the store throw
 */
export async function runSweep(task: SweepTask): Promise<SweepRun> {
  const { opened, store, engine, terminal } = task;
  const { sweep, points: each } = opened;
  const { points, skipped } = await countPoints(task);
  const start = performance.now();
  const before = store.totals().counts;
  /** Points that the engine has. */
  const running = new Map<string, Point>();
  function* jobs(): Generator<Job, void, undefined> {
    for (const point of each()) {
      if (store.has(point.name)) continue;
      running.set(point.name, point);
      yield jobOf(sweep, point);
    }
  }
  const progress = createSweepProgress(terminal, {
    points,
    skipped,
    nameOf: (job) => {
      const point = running.get(job);
      return point === undefined ? job : nameOf(point);
    },
  });
  /** When the job of each worker began. */
  const busySince = new Map<string, number>();
  const spent = (): number => {
    const now = performance.now();
    const busy = [...busySince.values()].reduce((sum, since) => sum + (now - since) / 1000, 0);
    return store.totals().seconds + busy;
  };
  const budget = keepBudget(sweep.budget.seconds ?? Infinity, spent);
  const watcher: Watcher = {
    settle: (outcome) => {
      // Told before: engines may tell an outcome twice.
      const point = running.get(outcome.name);
      if (point === undefined) return;
      store.add(rowOf(sweep, point, outcome));
      running.delete(outcome.name);
      progress.settled(outcome);
    },
    show: (state) => {
      if (state.job === null) busySince.delete(state.worker);
      else busySince.set(state.worker, performance.now());
      progress.show(state);
    },
    signal: AbortSignal.any([terminal.signal, budget.signal]),
  };
  try {
    if (!watcher.signal.aborted) await engine.run(jobs(), watcher);
  } finally {
    budget.stop();
    progress.stop();
  }
  const after = store.totals().counts;
  const statuses = Object.entries(after) as [JobStatus, number][];
  return {
    points,
    skipped,
    counts: Object.fromEntries(statuses.map(([key, count]) => [key, count - before[key]])) as StatusCounts,
    isBudgetSpent: budget.signal.aborted,
    seconds: (performance.now() - start) / 1000,
  };
}
