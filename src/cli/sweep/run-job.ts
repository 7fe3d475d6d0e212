/** One point of a sweep, run in this process by the code of its command: no new process, no words to parse. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { ArgumentError, SolveError } from '../../errors.ts';
import { untilUnlocked } from '../../runs/lock.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { Job, JobStatus, Outcome } from '../../sweeps/job.ts';
import type { Command, ExitStatus, Terminal } from '../command.ts';
import { describeFailure } from '../failure.ts';
import { commonTable } from '../options/common.ts';
import type { Source } from '../options/resolve.ts';
import { hasDiverged, measured } from './measure.ts';

/** Where a job runs. */
export interface JobPlace {
  readonly commands: readonly Command[];
  /** Of the sweep; commands that make a run folder get `points/NAME` in it, and go on with what is there. */
  readonly folder: string;
  /** Aborted: the job stops as soon as it can, and `runJob` throws its reason. */
  readonly signal: AbortSignal;
}

/** What a command said. */
interface Captured {
  document: unknown;
  readonly notes: string[];
}

/** The last lines that a reason may be looked for in. */
const KEPT_NOTES = 20;

function capturingTerminal(captured: Captured, signal: AbortSignal): Terminal {
  const { notes } = captured;
  return {
    result: (document) => {
      captured.document = document;
      return Promise.resolve();
    },
    note: (line) => {
      notes.push(line);
      if (notes.length > KEPT_NOTES) notes.shift();
    },
    createProgress: () => ({ update: () => undefined, stop: () => undefined }),
    createLines: () => null,
    signal,
    exposed: (work) => work(),
    breathe: async () => {
      await setImmediate();
      signal.throwIfAborted();
    },
  };
}

function findCommand(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name);
  if (found === undefined) {
    throw new ArgumentError(
      `command: must be one of this version of competing-units (got ${name}); update it`,
    );
  }
  return found;
}

/** Options as the command takes them: one thread, because as many points run at once as there are cores. */
function pointOptions({ options }: Command, job: Job): Map<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(job.options));
  if (Object.hasOwn(options, 'threads') && !values.has('threads')) values.set('threads', 1);
  return values;
}

/** Where a command that writes in any case writes to: a run folder, a file, or null for one that only prints. */
function placeOf({ name, options }: Command, job: Job, folder: string): string | null {
  const place = path.join(folder, SWEEP_FILES.points, job.name);
  if (Object.hasOwn(options, 'resume')) return place;
  return options.out.kind === commonTable.out.kind ? null : path.join(place, `${name}.npy`);
}

/** All options of the run. A run that is there goes on; what a process left that was killed too early is removed. */
async function optionsFor(
  command: Command,
  job: Job,
  { folder, signal }: JobPlace,
): Promise<Map<string, unknown>> {
  const place = placeOf(command, job, folder);
  if (place === null) return pointOptions(command, job);
  await untilUnlocked(place, signal);
  if (existsSync(path.join(place, RUN_FILES.config))) return new Map([['resume', place]]);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(path.dirname(place), { recursive: true });
  return pointOptions(command, job).set('out', place);
}

/** How it ended: a status of 1 is a solve that failed. */
function endOf(status: ExitStatus, { document }: Captured): JobStatus {
  if (status === 2) return 'failed';
  return status === 1 || hasDiverged(document) ? 'diverged' : 'done';
}

async function runCommand(job: Job, jobPlace: JobPlace): Promise<Omit<Outcome, 'seconds'>> {
  const { commands, signal } = jobPlace;
  const { name } = job;
  const captured: Captured = { document: undefined, notes: [] };
  try {
    const command = findCommand(job.command, commands);
    // An option is named by its key, as the sweep file may name it either way.
    const source: Source = {
      where: '',
      written: (key) => key,
      values: await optionsFor(command, job, jobPlace),
    };
    const status = endOf(await command.run([source], capturingTerminal(captured, signal)), captured);
    const { document, notes } = captured;
    const measures = document === undefined ? {} : measured(document, job.measure);
    return { name, status, reason: status === 'done' ? null : (notes.at(-1) ?? 'status 1'), measures };
  } catch (error) {
    signal.throwIfAborted();
    const { line } = describeFailure(error);
    return { name, status: error instanceof SolveError ? 'diverged' : 'failed', reason: line, measures: {} };
  }
}

/**
 * Runs one point.
 * @returns how it ended; whatever the command throws is an outcome, too
 * @throws the reason of the signal when it is aborted
 */
export async function runJob(job: Job, place: JobPlace): Promise<Outcome> {
  const start = performance.now();
  place.signal.throwIfAborted();
  const ended = await runCommand(job, place);
  return { ...ended, seconds: (performance.now() - start) / 1000 };
}
