/** One process per run folder. */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ArgumentError } from '../errors.ts';
import { naming, removeDrafts, removeIfPossible } from './atomic-file.ts';
import { isRunning, processStart } from './process-start.ts';
import { RUN_FILES } from './run-folder.ts';

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When it started (`processStart`); null where that is not known. Process numbers are used again. */
  readonly started: string | null;
}

/** Lock files that this process holds, with their content. One of its own beyond them could not be removed when it was released. */
const held = new Map<string, string>();

/** How long `untilUnlocked` waits, and between two looks, in ms. */
const PATIENCE = 60_000;
const LOOK = 50;

function contentOfOwn(): string {
  const own: Holder = { pid: process.pid, host: hostname(), started: processStart(process.pid) };
  return JSON.stringify(own);
}

/** Who holds the lock file with this content, if that process may live; one of another machine may. */
function livingHolder(file: string, found: string): Holder | null {
  const holder = parseHolder(found);
  if (holder === null || (found === contentOfOwn() && !held.has(file))) return null;
  return holder.host !== hostname() || isRunning(holder.pid, holder.started) ? holder : null;
}

/**
 * Takes the lock of a run folder, also from a process that is dead, and removes what such a one left half-written.
 * @returns a function that releases it
 * @throws ArgumentError when a live process, or one of another machine, holds it
 */
export function lockRun(folder: string): () => void {
  const file = path.join(folder, RUN_FILES.lock);
  const content = contentOfOwn();
  while (!createWhole(file, content)) {
    const found = readIfThere(file);
    if (found === null) continue;
    const holder = livingHolder(file, found);
    if (holder !== null) {
      throw new ArgumentError(
        `${folder}: is in use by process ${holder.pid} on ${holder.host}; wait for it, or delete ${file} if it is gone`,
      );
    }
    removeStale(file, found);
  }
  held.set(file, content);
  for (const place of [folder, path.join(folder, RUN_FILES.checkpoint)]) removeDrafts(place);
  return () => {
    held.delete(file);
    // That of a process that is gone is taken over.
    if (readIfThere(file) === content) removeIfPossible(file);
  };
}

/** Whether this process still holds the lock that it took: its folder may have been deleted, or given to another process. */
export function isLockHeld(folder: string): boolean {
  const file = path.join(folder, RUN_FILES.lock);
  const content = held.get(file);
  return content !== undefined && readIfThere(file) === content;
}

/**
 * Waits while a process of this machine that is about to end holds the lock: the worker of a sweep that was killed, say, which
 * hears of that only when it looks up from its work. After a minute it returns all the same, and the lock is refused.
 * @throws when the signal is aborted
 */
export async function untilUnlocked(folder: string, signal: AbortSignal): Promise<void> {
  const file = path.join(folder, RUN_FILES.lock);
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const found = readIfThere(file);
    if (found === null || livingHolder(file, found)?.host !== hostname()) return;
    await setTimeout(LOOK, undefined, { signal });
  }
}

/** Does some work in a run folder that no other process may touch meanwhile. @throws as `lockRun`, and what `work` throws */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const release = lockRun(folder);
  try {
    return await work();
  } finally {
    release();
  }
}

/** Creates a file with all its content in one step, or returns false where there is one. */
function createWhole(file: string, content: string): boolean {
  const draft = `${file}.${process.pid}.tmp`;
  return naming(file, () => {
    try {
      writeFileSync(draft, content);
      try {
        linkSync(draft, file);
      } catch (error) {
        if (codeOf(error) === 'EEXIST') throw error;
        // A file system without hard links: the content comes a moment later.
        writeFileSync(file, content, { flag: 'wx' });
      }
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    } finally {
      removeIfPossible(draft);
    }
  });
}

/** Removes the lock that held `stale`. If another process has taken it over meanwhile, it gets its own back. */
function removeStale(file: string, stale: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  const moved = readIfThere(aside);
  if (moved !== null && moved !== stale) createWhole(file, moved);
  rmSync(aside, { force: true });
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** null: a lock that was cut short as it was written. */
function parseHolder(content: string): Holder | null {
  try {
    const found: unknown = JSON.parse(content);
    if (typeof found !== 'object' || found === null || !('pid' in found) || !('host' in found)) return null;
    const { pid, host } = found;
    const started = 'started' in found && typeof found.started === 'string' ? found.started : null;
    return typeof pid === 'number' && typeof host === 'string' ? { pid, host, started } : null;
  } catch {
    return null;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
