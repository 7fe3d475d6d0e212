/**
 * Slurm's programs: sbatch, squeue, sacct, scancel, scontrol, with only what their manual pages promise (sbatch(1) --parsable
 * and --array, squeue(1) --array and --format, sacct(1) --parsable2). Nothing here knows of sweeps.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ArgumentError } from '../../errors.ts';

const execute = promisify(execFile);

/** A program that hangs because the controller is away. */
const PATIENCE = 60_000;
const MOST_OUTPUT = 2 ** 28;

/** How a program ended that was not content. */
interface ProgramFailure extends Error {
  readonly code?: number | string;
  readonly stderr?: string;
}

async function call(program: string, words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(program, words, { timeout: PATIENCE, maxBuffer: MOST_OUTPUT });
    return stdout;
  } catch (error) {
    const { code, stderr } = error as ProgramFailure;
    if (code === 'ENOENT') {
      throw new ArgumentError(
        `--engine slurm: needs Slurm's program ${program} (not found); run it on a login node of a cluster, or use --engine local`,
      );
    }
    const said = (stderr ?? '').trim().split('\n').filter(Boolean).at(-1) ?? String(error);
    throw new SlurmError(said.replace(/^(sbatch|squeue|sacct|scancel|scontrol): (error: )?/, ''));
  }
}

/** Slurm refused, or did not answer; the message is its own last line. */
export class SlurmError extends Error {}

/** One task of an array job. */
export interface TaskId {
  readonly array: string;
  readonly task: number;
}

/** A task as the queue or the accounting knows it. */
export interface TaskState extends TaskId {
  /** Slurm's word, such as RUNNING or OUT_OF_MEMORY. */
  readonly state: string;
}

/** Words that end a task (squeue(1), JOB STATE CODES); every other one means that it waits, runs or comes back. */
const ENDED: ReadonlySet<string> = new Set([
  'BOOT_FAIL',
  'CANCELLED',
  'COMPLETED',
  'DEADLINE',
  'FAILED',
  'NODE_FAIL',
  'OUT_OF_MEMORY',
  'PREEMPTED',
  'REVOKED',
  'TIMEOUT',
]);

/** Whether a task in this state will never run again. */
export function isEnded(state: string): boolean {
  return ENDED.has(state);
}

/** Submits. @returns the id of the job @throws SlurmError when it is refused */
export async function sbatch(words: readonly string[]): Promise<string> {
  const [id] = (await call('sbatch', ['--parsable', ...words])).trim().split(';');
  if (!/^\d+$/.test(id)) throw new SlurmError(`sbatch gave no job id (${id.slice(0, 60)})`);
  return id;
}

/** Lines of `array|task|state`; tasks that wait together come as `[3-7]` from sacct and are left out. */
function readStates(text: string): TaskState[] {
  return text.split('\n').flatMap((line) => {
    const [array, task, state] = line.trim().split('|');
    if (!/^\d+$/.test(array) || !/^\d+$/.test(task)) return [];
    // sacct writes `CANCELLED by 1000`.
    return [{ array, task: Number(task), state: state.split(' ')[0] }];
  });
}

/** Tasks of the jobs of these names that wait, run, or ended a short time (MinJobAge) ago. */
export async function squeue(names: readonly string[]): Promise<TaskState[]> {
  const words = ['--noheader', '--array', '--states=all', `--name=${names.join(',')}`, '--format=%F|%K|%T'];
  return readStates(await call('squeue', words));
}

/** Tasks as the accounting remembers them; null where there is no accounting. */
export async function sacct(names: readonly string[], since: Date): Promise<TaskState[] | null> {
  // sacct looks back to midnight only, unless told otherwise; local time without a zone is what it reads.
  const from = new Date(since.getTime() - since.getTimezoneOffset() * 60_000 - 60_000);
  const words = ['--noheader', '--allocations', '--parsable2', `--name=${names.join(',')}`];
  const start = `--starttime=${from.toISOString().slice(0, 19)}`;
  try {
    const text = await call('sacct', [...words, start, '--format=JobID,State']);
    return readStates(text.replaceAll(/^(\d+)_/gm, '$1|'));
  } catch (error) {
    if (error instanceof SlurmError || error instanceof ArgumentError) return null;
    throw error;
  }
}

/** Cancels whole arrays; ones that are over already are no error. */
export async function scancel(arrays: readonly string[]): Promise<void> {
  try {
    await call('scancel', ['--quiet', ...arrays]);
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
  }
}

/** Slurm's default, where the configuration cannot be read. */
const DEFAULT_ARRAY_SIZE = 1001;

/** Most tasks of one array (`MaxArraySize`; indices are below it). */
export async function maxArraySize(): Promise<number> {
  try {
    const found = /^MaxArraySize\s*=\s*(\d+)/m.exec(await call('scontrol', ['show', 'config']));
    return found === null ? DEFAULT_ARRAY_SIZE : Number(found[1]);
  } catch (error) {
    if (error instanceof SlurmError) return DEFAULT_ARRAY_SIZE;
    throw error;
  }
}
