/** How long a sweep may take: from the points that are done, else from a few that are run somewhere else first. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRows } from '../../engines/store/read-rows.ts';
import { formatSeconds } from '../../report/numbers.ts';
import type { Job, Outcome } from '../../sweeps/job.ts';
import type { Terminal } from '../command.ts';
import type { SweepOptions } from '../options/sweep.ts';
import { loadEngine } from './engines.ts';
import { jobOf } from './open.ts';
import type { OpenedSweep } from './open.ts';

/** The expected time of what is left. */
export interface Estimate {
  readonly points: number;
  /** Points without a row. */
  readonly left: number;
  readonly workers: number;
  /** Mean of those below; null where none ended in time. */
  readonly secondsPerPoint: number | null;
  /** left · secondsPerPoint / workers. */
  readonly seconds: number | null;
  /** What the mean is of. */
  readonly from: 'points done' | 'trial points';
  readonly measured: number;
}

/** Points that are run when none is done: the first, the middle, and the last one. */
const TRIALS = 3;
/** Time for all of them together, in ms. */
const TRIAL_TIME = 60_000;

async function doneSeconds(folder: string): Promise<{ names: Set<string>; seconds: number[] }> {
  const names = new Set<string>();
  const seconds: number[] = [];
  for await (const row of readRows(folder)) {
    names.add(row.name);
    if (row.status === 'done') seconds.push(row.seconds);
  }
  return { names, seconds };
}

function trialJobs({ sweep, points }: OpenedSweep, count: number): Job[] {
  const wanted = new Set([0, Math.floor(count / 2), count - 1].slice(0, TRIALS));
  return [...points()].flatMap((point, i) => (wanted.has(i) ? [jobOf(sweep, point)] : []));
}

/** One after another, in a folder that is gone afterwards. The first job of a process is slower; the last ones tell. */
async function trialSeconds(
  jobs: readonly Job[],
  options: SweepOptions,
  terminal: Terminal,
): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'competing-units-trial-'));
  const outcomes: Outcome[] = [];
  try {
    const engine = await loadEngine({
      folder,
      workers: 1,
      limits: { seconds: options.pointSeconds, megabytes: options.pointMemory },
      options: { ...options, engine: 'local' },
      note: terminal.note,
    });
    await engine.run(jobs, {
      settle: (outcome) => void outcomes.push(outcome),
      show: () => undefined,
      signal: AbortSignal.any([terminal.signal, AbortSignal.timeout(TRIAL_TIME)]),
    });
    terminal.signal.throwIfAborted();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const seconds = outcomes.map((outcome) => outcome.seconds);
  return seconds.length > 1 ? seconds.slice(1) : seconds;
}

/** Estimates; `folder` may not be there yet. */
export async function estimateSweep(
  opened: OpenedSweep,
  { folder, workers, options }: { folder: string; workers: number; options: SweepOptions },
  terminal: Terminal,
): Promise<Estimate> {
  const before = await doneSeconds(folder);
  let points = 0;
  let left = 0;
  for (const { name } of opened.points()) {
    points++;
    if (!before.names.has(name)) left++;
  }
  const known = before.seconds.length > 0 || left === 0;
  const seconds = known ? before.seconds : await trialSeconds(trialJobs(opened, points), options, terminal);
  const mean = seconds.length === 0 ? null : seconds.reduce((sum, x) => sum + x, 0) / seconds.length;
  return {
    points,
    left,
    workers,
    secondsPerPoint: mean,
    seconds: left === 0 ? 0 : mean === null ? null : (left * mean) / Math.min(workers, left),
    from: known ? 'points done' : 'trial points',
    measured: seconds.length,
  };
}

/** The same in a sentence. */
export function estimateText({ left, workers, secondsPerPoint, seconds, from, measured }: Estimate): string {
  if (left === 0) return 'every point is done';
  const many = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
  if (secondsPerPoint === null || seconds === null) {
    return `${many(left, 'point')} left; no trial point ended within ${formatSeconds(TRIAL_TIME / 1000)}`;
  }
  const origin = from === 'points done' ? `${many(measured, 'point')} done` : many(measured, 'trial point');
  return `${many(left, 'point')} left: about ${formatSeconds(seconds)} with ${many(workers, 'worker')}, ${formatSeconds(secondsPerPoint)} each (the mean of ${origin})`;
}
