/** The folder of one run: where it is, and that no other run lies in it. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError } from '../errors.ts';
import { isDraft } from './atomic-file.ts';

/** Names in a run folder. */
export const RUN_FILES = {
  config: 'config.json',
  weights: 'weights.npy',
  thresholds: 'thresholds.npy',
  readout: 'readout.npy',
  metrics: 'metrics.jsonl',
  decisions: 'decisions.jsonl',
  summary: 'summary.json',
  report: 'report.html',
  checkpoint: 'checkpoint',
  lock: 'lock',
} as const;

/** Commands that go on with a run. */
const RESUMABLE: ReadonlySet<string> = new Set(['train', 'train-sgd', 'readout']);

/**
 * Makes the folder of a new run.
 * @param out the folder asked for, or undefined for a new one under `runs/`, named by time and command
 * @returns its absolute path
 * @throws ArgumentError when it holds a run or other files already, or cannot be made
 */
export function createRunFolder(out: string | undefined, command: string, now: Date): string {
  if (out === undefined) return createNumbered(path.resolve('runs', `${timeName(now)}-${command}`));
  const folder = path.resolve(out);
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) {
      throw new ArgumentError(`--out ${out}: must be a folder (got a file); name another`);
    }
    if (existsSync(path.join(folder, RUN_FILES.config))) {
      const mend = RESUMABLE.has(command) ? `name another folder, or --resume ${out}` : 'name another folder';
      throw new ArgumentError(`--out ${out}: holds a run already; ${mend}`);
    }
    // A process that was killed before it began its run may have left these.
    const isOther = (name: string): boolean => name !== RUN_FILES.lock && !isDraft(name);
    if (readdirSync(folder).some(isOther)) {
      throw new ArgumentError(`--out ${out}: must be a new or empty folder; name another`);
    }
  }
  makeFolder(folder, out);
  return folder;
}

/**
 * Makes a folder, and those above it where they are missing. One by one: the recursive form of mkdir does not return where a
 * file system refuses with ENOENT (/proc), and says ENOENT of one that is read-only.
 */
function makeAll(folder: string): void {
  if (existsSync(folder)) return;
  makeAll(path.dirname(folder));
  mkdirSync(folder);
}

/**
 * Makes a folder that was asked for by --out.
 * @param shown how it was named
 * @throws ArgumentError with the reason of the file system
 */
export function makeFolder(folder: string, shown: string): void {
  try {
    makeAll(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ArgumentError(`--out ${shown}: cannot be made (${reason}); name a folder that can be written`);
  }
}

function timeName(now: Date): string {
  return now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
}

/** Two runs of one second get two folders. */
function createNumbered(base: string): string {
  makeFolder(path.dirname(base), path.dirname(base));
  for (let number = 1; ; number++) {
    const folder = number === 1 ? base : `${base}-${number}`;
    try {
      mkdirSync(folder);
      return folder;
    } catch (error) {
      if (existsSync(folder)) continue;
      const reason = error instanceof Error ? error.message : String(error);
      throw new ArgumentError(`${folder}: cannot be made (${reason}); give --out`);
    }
  }
}

/**
 * For a process that holds the lock: whether another one was faster.
 * @throws ArgumentError when the folder holds a run
 */
export function checkUnused(folder: string): void {
  if (!existsSync(path.join(folder, RUN_FILES.config))) return;
  throw new ArgumentError(`--out ${folder}: holds a run already; name another folder, or --resume ${folder}`);
}

/**
 * The folder of a run to go on with.
 * @throws ArgumentError when it holds none
 */
export function existingRunFolder(run: string): string {
  const folder = path.resolve(run);
  if (!existsSync(path.join(folder, RUN_FILES.config))) {
    throw new ArgumentError(
      `--resume ${run}: holds no run (no ${RUN_FILES.config}); give the folder of a run`,
    );
  }
  return folder;
}
