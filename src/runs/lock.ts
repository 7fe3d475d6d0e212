/** One process per run folder. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { ArgumentError } from '../errors.ts';
import { RUN_FILES } from './run-folder.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes the lock of a run folder, also from a process that is dead.
 * @returns a function that releases it
 * @throws ArgumentError when a live process, or one of another machine, holds it
 */
export function lockRun(folder: string): () => void {
  const file = path.join(folder, RUN_FILES.lock);
  const own: Holder = { pid: process.pid, host: hostname() };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readHolder(file);
    if (holder === null || (holder.host === own.host && !isAlive(holder.pid))) {
      rmSync(file, { force: true });
      continue;
    }
    throw new ArgumentError(
      `${folder}: is in use by process ${holder.pid} on ${holder.host}; wait for it, or delete ${file} if it is gone`,
    );
  }
}

/** null: no lock, or one that was cut short as it was written. */
function readHolder(file: string): Holder | null {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof found !== 'object' || found === null || !('pid' in found) || !('host' in found)) return null;
    const { pid, host } = found;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
