/** What every engine does: it runs jobs somewhere and tells how each ended. */
import type { Job, Outcome } from '../sweeps/job.ts';

/** What one worker does now, for the line that shows it. */
export interface WorkerState {
  /** Such as `1`, or `host:pid`. */
  readonly worker: string;
  /** The name of its job, or null between jobs. */
  readonly job: string | null;
}

/** Whoever asked for the jobs. */
export interface Watcher {
  /**
   * Told of each job that ended, at least once: an engine that cannot know whether an outcome arrived tells it again,
   * and the same point has the same measures.
   */
  readonly settle: (outcome: Outcome) => void;
  /** Told when a worker begins or ends a job. */
  readonly show: (state: WorkerState) => void;
  /** Aborted on Ctrl-C, SIGTERM and when the budget is spent: take no further job, stop running ones, return. */
  readonly signal: AbortSignal;
}

/** Bounds per job. */
export interface JobLimits {
  /** Wall time; undefined: none. */
  readonly seconds: number | undefined;
  /** Memory of the process that runs it; undefined: none. */
  readonly megabytes: number | undefined;
}

/** Something that runs jobs: processes of this machine, a cluster, a queue. */
export interface Engine {
  /**
   * Runs all jobs, drawing them one by one as it needs them, so that millions need no memory.
   * @returns when each is settled, or the signal was aborted and nothing runs any more
   * @throws ArgumentError when the engine cannot be used here (a package, a program or a server is missing)
   */
  readonly run: (jobs: Iterable<Job>, watcher: Watcher) => Promise<void>;
}
