/** What a running sweep shows on stderr: on a terminal a line per worker and one for all, elsewhere a line now and then. */
import { performance } from 'node:perf_hooks';
import type { WorkerState } from '../../engines/engine.ts';
import { formatSeconds } from '../../report/numbers.ts';
import type { Outcome } from '../../sweeps/job.ts';
import type { Terminal } from '../command.ts';

/** The display of one sweep. */
export interface SweepProgress {
  readonly show: (state: WorkerState) => void;
  readonly settled: (outcome: Outcome) => void;
  /** Draws for the last time. */
  readonly stop: () => void;
}

/** What is to be run. */
export interface SweepWork {
  /** Points of the sweep, and those of them that were there before. */
  readonly points: number;
  readonly skipped: number;
  /** A name for people. */
  readonly nameOf: (job: string) => string;
}

/** Between two drawings, and two lines on a pipe, in ms. */
const DRAW_EVERY = 125;
const TELL_EVERY = 30_000;
/** Points that did not end well are told one by one up to this many. */
const TOLD = 5;

interface Busy {
  readonly job: string;
  readonly since: number;
}

/** Time left by the rate so far; empty before the first point ended. */
function timeLeft(left: number, ended: number, milliseconds: number): string {
  return ended === 0 || left === 0 ? '' : `, ${formatSeconds((left * milliseconds) / ended / 1000)} left`;
}

/** Begins to show a sweep. */
export function createSweepProgress(terminal: Terminal, work: SweepWork): SweepProgress {
  const lines = terminal.createLines();
  const start = performance.now();
  const workers = new Map<string, Busy | null>();
  let ended = 0;
  let bad = 0;
  let told = start;

  const whole = (): string => {
    const done = work.skipped + ended;
    const percent = work.points === 0 ? 100 : Math.floor((100 * done) / work.points);
    const trouble = bad === 0 ? '' : `, ${bad} not done`;
    const left = timeLeft(work.points - done, ended, performance.now() - start);
    return `${done} of ${work.points} points (${percent}%)${trouble}${left}`;
  };
  const workerLine = ([worker, busy]: [string, Busy | null]): string => {
    if (busy === null) return `  ${worker}: idle`;
    return `  ${worker}: ${work.nameOf(busy.job)}, ${formatSeconds(Math.floor((performance.now() - busy.since) / 1000))}`;
  };
  const draw = (): void => lines?.draw([...[...workers].map(workerLine), whole()]);
  const timer = lines === null ? undefined : setInterval(draw, DRAW_EVERY);
  timer?.unref();

  return {
    show: ({ worker, job }) =>
      void workers.set(worker, job === null ? null : { job, since: performance.now() }),
    settled: ({ name, status, reason }) => {
      ended++;
      if (status !== 'done') bad++;
      if (lines !== null) return;
      if (status !== 'done' && bad <= TOLD) terminal.note(`${name} ${status}: ${reason ?? ''}`);
      if (performance.now() - told < TELL_EVERY) return;
      told = performance.now();
      terminal.note(whole());
    },
    stop: () => {
      clearInterval(timer);
      workers.clear();
      draw();
    },
  };
}
