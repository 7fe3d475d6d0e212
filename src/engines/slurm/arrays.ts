/**
 * Array jobs of a sweep, each a folder `slurm/NAME` of its own: what was submitted under which name and id, and the batches.
 * The folder is written before the job is submitted, and its name is the name of the job, so that one that was submitted just
 * before this process was killed is found again in the queue.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { readShaped } from '../../runs/json-file.ts';
import { number, orNull, record, text } from '../../runs/json-shape.ts';
import type { Job } from '../../sweeps/job.ts';
import type { JobLimits } from '../engine.ts';
import { jobsFile, writeBatch } from './batch.ts';
import { sbatch } from './programs.ts';

/** In the folder of the sweep. */
const FOLDER = 'slurm';
const MANIFEST = 'array.json';
const SCRIPT = 'task.sh';

/** What `sbatch` is told. */
export interface SlurmOptions {
  readonly partition: string | undefined;
  /** Per task, as sbatch reads it: minutes, or [days-]hours:minutes:seconds. */
  readonly time: string | undefined;
  readonly cpusPerTask: number | undefined;
  /** Anything else for sbatch. */
  readonly sbatchArgs: readonly string[];
  readonly pointsPerTask: number;
  /** Tasks that run at the same time; undefined: as many as Slurm lets. */
  readonly limit: number | undefined;
  /** Whether the abort signal leaves what is in the queue there. */
  readonly detach: boolean;
}

/** One array job. */
export interface ArrayJob {
  readonly folder: string;
  /** In the queue. */
  readonly name: string;
  readonly tasks: number;
  /** Null before it is submitted. */
  readonly id: string | null;
  /** In ms; when it was written. */
  readonly made: number;
}

function writeManifest({ folder, ...manifest }: ArrayJob): void {
  writeFileAtomic(path.join(folder, MANIFEST), JSON.stringify(manifest));
}

const manifestShape = record<Omit<ArrayJob, 'folder'>>({
  name: text(),
  tasks: number,
  id: orNull(text()),
  made: number,
});

/** Arrays of earlier processes, the oldest first; a folder that was not finished is removed, for nothing of it was submitted. */
export function readArrays(sweep: string): ArrayJob[] {
  const folder = path.join(sweep, FOLDER);
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder).flatMap((name): ArrayJob[] => {
    const own = path.join(folder, name);
    const manifest = path.join(own, MANIFEST);
    if (!existsSync(manifest)) {
      if (name !== LOGS) rmSync(own, { recursive: true, force: true });
      return [];
    }
    const mend = `scancel --name=${name}, delete ${own}, and its points are submitted again`;
    return [{ ...readShaped(manifest, manifestShape, mend), folder: own }];
  });
  return found.sort((a, b) => a.made - b.made);
}

/** Outputs of tasks that died. */
const LOGS = 'logs';

/** The folder of the outputs of tasks that died. */
export function logsFolder(sweep: string): string {
  return path.join(sweep, FOLDER, LOGS);
}

/** What the batches of an array are made of. */
export interface ArrayPlan {
  readonly sweep: string;
  readonly pointsPerTask: number;
  readonly maxTasks: number;
  readonly limits: JobLimits;
}

/** Writes the batches of the next array, drawing no more jobs than fit; null when there are none left. */
export function writeArray(jobs: Iterator<Job>, plan: ArrayPlan): ArrayJob | null {
  const { sweep, pointsPerTask, maxTasks, limits } = plan;
  const name = `competing-units-${randomBytes(6).toString('hex')}`;
  const folder = path.join(sweep, FOLDER, name);
  let tasks = 0;
  for (; tasks < maxTasks; tasks++) {
    const batch: Job[] = [];
    while (batch.length < pointsPerTask) {
      const next = jobs.next();
      if (next.done === true) break;
      batch.push(next.value);
    }
    if (batch.length === 0) break;
    writeBatch(jobsFile(folder, tasks), { jobs: batch, limits, sweep });
  }
  if (tasks === 0) return null;
  const array: ArrayJob = { folder, name, tasks, id: null, made: Date.now() };
  writeManifest(array);
  return array;
}

/** A word of a POSIX shell. */
function quote(word: string): string {
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** Text in a file name pattern of sbatch. */
function verbatim(text: string): string {
  return text.replaceAll('%', '%%');
}

function sbatchWords(array: ArrayJob, options: SlurmOptions, after: string | null): string[] {
  const { partition, time, cpusPerTask, sbatchArgs, limit } = options;
  const { folder, name, tasks } = array;
  return [
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(time === undefined ? [] : [`--time=${time}`]),
    ...(cpusPerTask === undefined ? [] : [`--cpus-per-task=${cpusPerTask}`]),
    // A limit holds within one array; across arrays it holds when one follows the other.
    ...(limit === undefined || after === null ? [] : [`--dependency=afterany:${after}`]),
    ...sbatchArgs,
    `--array=0-${tasks - 1}${limit === undefined ? '' : `%${limit}`}`,
    `--job-name=${name}`,
    `--chdir=${process.cwd()}`,
    `--output=${verbatim(folder)}/%a.log`,
    '--open-mode=append',
    path.join(folder, SCRIPT),
  ];
}

/**
 * Submits an array.
 * @param program words that run a batch when the path of its file follows
 * @param after the id of the array before it
 * @throws SlurmError when Slurm refuses it
 */
export async function submitArray(
  array: ArrayJob,
  { program, options, after }: { program: readonly string[]; options: SlurmOptions; after: string | null },
): Promise<ArrayJob & { readonly id: string }> {
  const script = path.join(array.folder, SCRIPT);
  const file = `${quote(`${array.folder}/`)}"$SLURM_ARRAY_TASK_ID".jobs.json`;
  writeFileAtomic(script, `#!/bin/sh\nexec ${program.map(quote).join(' ')} ${file}\n`);
  const submitted = { ...array, id: await sbatch(sbatchWords(array, options, after)) };
  writeManifest(submitted);
  return submitted;
}

/** Notes the id of an array that was found in the queue. */
export function adoptArray(array: ArrayJob, id: string): ArrayJob {
  const adopted = { ...array, id };
  writeManifest(adopted);
  return adopted;
}

/** Removes an array that is over. */
export function removeArray({ folder }: ArrayJob): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
}
