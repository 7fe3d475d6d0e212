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

/** One place in the pool: worker after worker, as they crash. */
async function fillPlace(
  place: number,
  { workers: _, ...options }: LocalOptions,
  { supply, watcher, signal }: { supply: Supply; watcher: Watcher; signal: AbortSignal },
): Promise<void> {
  let falseStarts = 0;
  for (;;) {
    if (signal.aborted) return;
    const first = supply.next();
    if (first === undefined) return;
    const { hasStarted, left, words } = await runWorker({
      ...options,
      first,
      next: supply.next,
      settle: watcher.settle,
      show: (job) => watcher.show({ worker: String(place), job }),
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
      const supply = supplyOf(jobs);
      // When one place fails, the others must stop before the error is told.
      const failed = new AbortController();
      const signal = AbortSignal.any([watcher.signal, failed.signal]);
      const places = Array.from({ length: options.workers }, async (_, i) => {
        try {
          await fillPlace(i + 1, options, { supply, watcher, signal });
        } catch (error) {
          failed.abort();
          throw error;
        }
      });
      const ended = await Promise.allSettled(places);
      for (const place of ended) if (place.status === 'rejected') throw place.reason as Error;
    },
  };
}
