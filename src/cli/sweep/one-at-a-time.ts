/** An engine for one job at a time on this machine, in a process of its own: what tasks and workers of other engines run. */
import type { Engine, JobLimits } from '../../engines/engine.ts';
import { createLocalEngine } from '../../engines/local/local-engine.ts';

/** The entry of worker processes: from source the file ends in .ts, in the built package in .js. */
export const workerEntry: URL = new URL(
  `./worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`,
  import.meta.url,
);

/**
 * The engine.
 * @param folder in which points that make a run folder get it
 */
export function oneAtATime(folder: string, limits: JobLimits): Engine {
  return createLocalEngine({ workers: 1, entry: workerEntry, args: [folder], limits });
}
