/** The default engine: a pool of worker processes on this machine. Nothing to install, and a crash costs one point. */
import { ArgumentError } from '../../errors.ts';
import type { Job } from '../../sweeps/job.ts';
import type { Engine, JobLimits, Watcher } from '../engine.ts';
import { runWorker } from './worker-process.ts';

/** How many workers, and what they are. */
export interface LocalOptions {
  /** ≥ 1. */
  readonly workers: number;
  /** Entry of a worker process, which calls `serveJobs`. */
  readonly entry: URL;
  /** Arguments of the entry. */
  readonly args: readonly string[];
  readonly limits: JobLimits;
}

/** Processes in a row that end before they take a job: then none ever will. */
const MOST_FALSE_STARTS = 3;

/** Jobs for all workers: those that come back from one that crashed first. */
interface Supply {
  readonly next: () => Job | undefined;
  readonly giveBack: (jobs: readonly Job[]) => void;
}

function supplyOf(jobs: Iterable<Job>): Supply {
  const iterator: Iterator<Job, unknown> = jobs[Symbol.iterator]();
  const returned: Job[] = [];
  return {
    next: () => {
      const job = returned.shift();
      if (job !== undefined) return job;
      const result = iterator.next();
      return result.done === true ? undefined : result.value;
    },
    giveBack: (left) => void returned.push(...left),
  };
}

/** What the places of the pool share. */
interface Pool {
  readonly supply: Supply;
  readonly watcher: Watcher;
  readonly fail: (error: unknown) => void;
  readonly signal: AbortSignal;
}

/** One place in the pool: worker after worker, as they crash. */
async function fillPlace(place: number, options: LocalOptions, pool: Pool): Promise<void> {
  const { supply, watcher, fail, signal } = pool;
  const { entry, args, limits } = options;
  let falseStarts = 0;
  for (;;) {
    if (signal.aborted) return;
    const first = supply.next();
    if (first === undefined) return;
    const { hasStarted, left, words } = await runWorker({
      entry,
      args,
      limits,
      first,
      next: supply.next,
      settle: watcher.settle,
      show: (job) => watcher.show({ worker: String(place), job }),
      fail,
      signal,
    });
    supply.giveBack(left);
    falseStarts = hasStarted ? 0 : falseStarts + 1;
    if (falseStarts === MOST_FALSE_STARTS) {
      throw new ArgumentError(
        `--engine local: must be able to start worker processes (got ${words === '' ? 'an end without a word' : words}); raise --point-memory if it is given`,
      );
    }
  }
}

/** An engine that runs `workers` jobs at once, each worker one process for many jobs. */
export function createLocalEngine(options: LocalOptions): Engine {
  return {
    run: async (jobs, watcher) => {
      // When one place fails, the others must stop before the error is told.
      const failures: unknown[] = [];
      const failed = new AbortController();
      const pool: Pool = {
        supply: supplyOf(jobs),
        watcher,
        fail: (error) => {
          failures.push(error);
          failed.abort();
        },
        signal: AbortSignal.any([watcher.signal, failed.signal]),
      };
      const places = Array.from({ length: options.workers }, (_, i) =>
        fillPlace(i + 1, options, pool).catch(pool.fail),
      );
      await Promise.all(places);
      if (failures.length > 0) throw failures[0] as Error;
    },
  };
}
