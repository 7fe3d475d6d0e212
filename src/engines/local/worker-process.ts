/** One worker process from its start to its end: jobs in, outcomes out, and the verdict on a job it died of. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import type { Job, JobStatus, Outcome } from '../../sweeps/job.ts';
import type { JobLimits } from '../engine.ts';
import { residentMegabytes } from './memory.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** What a worker is started with. */
export interface WorkerTask {
  /** Its entry, which calls `serveJobs`. */
  readonly entry: URL;
  /** Arguments of the entry. */
  readonly args: readonly string[];
  readonly limits: JobLimits;
  /** Its first job. */
  readonly first: Job;
  /** Another job, or undefined when there is none now. */
  readonly next: () => Job | undefined;
  readonly settle: (outcome: Outcome) => void;
  readonly show: (job: string | null) => void;
  /** Told what `next` or `settle` threw; then the signal is aborted. */
  readonly fail: (error: unknown) => void;
  /** Aborted: stop, by force after a while. */
  readonly signal: AbortSignal;
}

/** How a worker ended. */
export interface WorkerEnd {
  /** It came so far as to take jobs. */
  readonly hasStarted: boolean;
  /** Jobs that it had and did not begin, or that it could not be blamed for. */
  readonly left: readonly Job[];
  /** The last line that it wrote on stderr. */
  readonly words: string;
}

/** A job that took less than this many seconds is followed by one that waits in the worker already. */
const SHORT = 0.25;
/** Between two looks at the memory of a worker, and for an orderly end after a stop, in ms. */
const MEMORY_EVERY = 100;
const GRACE = 5000;
/** Of what it wrote on stderr, characters kept. */
const KEPT = 4000;

interface Verdict {
  /** Name of the job. */
  readonly job: string;
  readonly status: JobStatus;
  readonly reason: string;
}

function start({ entry, args, limits: { megabytes } }: WorkerTask): ChildProcess {
  const heap = megabytes === undefined ? [] : [`--max-old-space-size=${Math.ceil(megabytes)}`];
  return fork(entry, [...args], {
    execArgv: [...process.execArgv, ...heap],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Why a job is to blame for the end of its process. */
function verdictOn(
  ended: { readonly status: number | null; readonly signal: NodeJS.Signals | null },
  { text, line }: { readonly text: string; readonly line: string },
  { megabytes }: JobLimits,
): Omit<Verdict, 'job'> {
  if (/heap out of memory|Allocation failed|Array buffer allocation failed/.test(text)) {
    const bound = megabytes === undefined ? 'its heap was full' : `needed more than ${megabytes} MB`;
    return { status: 'out-of-memory', reason: `${bound}; raise --point-memory` };
  }
  const how = ended.signal === null ? `with status ${ended.status ?? 1}` : `by ${ended.signal}`;
  return { status: 'crashed', reason: `its process ended ${how}${line === '' ? '' : `: ${line}`}` };
}

/**
 * Not for Ctrl-C, which reaches every process of a terminal at once, also one that does not listen yet; and not where another
 * job was to be stopped, and ended just before.
 */
function isItsFault(job: Job, signal: NodeJS.Signals | null, verdict: Verdict | null): boolean {
  return signal !== 'SIGINT' && (verdict === null || verdict.job === job.name);
}

/** Of what a process wrote on stderr before its end, the line that says most. */
function tellingLine(text: string): string {
  const lines = text.trim().split('\n');
  return (lines.find((line) => /^\w*Error\b|FATAL/.test(line)) ?? lines.at(-1) ?? '').trim();
}

/** What is known of a worker. */
interface State {
  hasStarted: boolean;
  isStopped: boolean;
  /** When its job began. */
  began: number;
  /** Why it was killed. */
  verdict: Verdict | null;
  /** The end of what it wrote on stderr. */
  text: string;
}

/** Runs jobs in one process until there is none left, the signal is aborted, or the process ends. */
export async function runWorker(task: WorkerTask): Promise<WorkerEnd> {
  const { limits, next, settle, show, fail, signal } = task;
  const child = start(task);
  /** Jobs in the process; the first one runs. */
  const jobs: Job[] = [];
  const state: State = {
    hasStarted: false,
    isStopped: false,
    began: 0,
    verdict: null,
    text: '',
  };
  const send = (message: ToWorker): void => {
    // Fails when the process has just ended; its end says so.
    if (child.connected) child.send(message, () => undefined);
  };
  const kill = (verdict: Verdict): void => {
    state.verdict = verdict;
    child.kill('SIGKILL');
  };
  let forced: NodeJS.Timeout | undefined;
  const stop = (): void => {
    if (state.isStopped) return;
    state.isStopped = true;
    send('stop');
    forced = setTimeout(() => child.kill('SIGKILL'), GRACE);
  };
  const take = (job: Job): void => {
    jobs.push(job);
    send({ job });
  };
  const begin = (): void => {
    state.began = performance.now();
    show(jobs.at(0)?.name ?? null);
  };
  const fill = (wanted: number): void => {
    while (!state.isStopped && jobs.length < wanted) {
      const job = next();
      if (job === undefined) break;
      take(job);
    }
  };
  const hear = (message: FromWorker): void => {
    if (message === 'ready') {
      state.hasStarted = true;
      if (!state.isStopped) take(task.first);
    } else {
      jobs.shift();
      settle(message.outcome);
      fill(message.outcome.seconds < SHORT ? 2 : 1);
    }
    begin();
    if (jobs.length === 0) stop();
  };
  const watch = (): void => {
    const job = jobs.at(0)?.name;
    if (job === undefined || state.verdict !== null) return;
    const { seconds, megabytes } = limits;
    if (seconds !== undefined && performance.now() - state.began > 1000 * seconds) {
      const reason = `took more than ${seconds} s; raise --point-seconds`;
      kill({ job, status: 'timed-out', reason });
    } else if (megabytes !== undefined && (residentMegabytes(child.pid ?? 0) ?? 0) > megabytes) {
      const reason = `needed more than ${megabytes} MB; raise --point-memory`;
      kill({ job, status: 'out-of-memory', reason });
    }
  };

  child.on('message', (message: FromWorker) => {
    try {
      hear(message);
    } catch (error) {
      fail(error);
    }
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    state.text = (state.text + chunk).slice(-KEPT);
  });
  const watching = setInterval(watch, MEMORY_EVERY);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    const ended = await endOf(child);
    const line = tellingLine(state.text);
    const [current] = jobs;
    const isBlamed = jobs.length > 0 && !state.isStopped && isItsFault(current, ended.signal, state.verdict);
    if (isBlamed) {
      const { status, reason } = state.verdict ?? verdictOn(ended, { text: state.text, line }, limits);
      const seconds = (performance.now() - state.began) / 1000;
      settle({ name: current.name, status, reason, measures: {}, seconds });
    }
    const untouched = state.hasStarted ? jobs.slice(isBlamed ? 1 : 0) : [task.first];
    return { hasStarted: state.hasStarted, left: untouched, words: line };
  } finally {
    clearInterval(watching);
    clearTimeout(forced);
    signal.removeEventListener('abort', stop);
    show(null);
  }
}

/** The end of a process whose every message was heard. */
async function endOf(
  child: ChildProcess,
): Promise<{ readonly status: number | null; readonly signal: NodeJS.Signals | null }> {
  const heard = new Promise<void>((resolve) => child.once('disconnect', resolve));
  return await new Promise((resolve, reject) => {
    child.once('error', (error) => {
      if (child.pid === undefined) reject(error);
    });
    child.once('close', (status, signal) => {
      if (!child.connected) resolve({ status, signal });
      else void heard.then(() => resolve({ status, signal }));
    });
  });
}
