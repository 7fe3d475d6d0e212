/** Files that are either whole or not there: written beside their place, flushed to disk, then renamed into it. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/**
 * Writes `content` to `file`, replacing what was there in one step.
 * @throws the error of the file system, which names the file; then the old file is as it was and nothing else is left
 */
export function writeFileAtomic(file: string, content: string | Uint8Array): void {
  const draft = createAtomicFile(file);
  try {
    draft.write(typeof content === 'string' ? Buffer.from(content) : content);
    draft.commit();
  } finally {
    draft.close();
  }
}

/** A file that is written piece by piece. */
export interface AtomicFile {
  /** Appends to the draft. */
  readonly write: (bytes: Uint8Array) => void;
  /** Puts the draft in the place of the file. */
  readonly commit: () => void;
  /** Removes the draft if it was not committed; always to be called. */
  readonly close: () => void;
}

/** Whether a file of this name is a draft. */
export function isDraft(name: string): boolean {
  return /\.\d+\.tmp$/.test(name);
}

/**
 * Begins a draft of `file`, which stays as it is until `commit`.
 * @throws the error of the file system, which names the file
 */
export function createAtomicFile(file: string): AtomicFile {
  const folder = path.dirname(file);
  const draft = `${file}.${process.pid}.tmp`;
  const descriptor = naming(file, () => {
    mkdirSync(folder, { recursive: true });
    return openSync(draft, 'w');
  });
  let isOpen = true;
  const end = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (bytes) => {
      naming(file, () => {
        writeAll(descriptor, bytes);
      });
    },
    commit: () => {
      naming(file, () => {
        fsyncSync(descriptor);
        end();
        renameSync(draft, file);
        syncFolder(folder);
      });
    },
    close: () => {
      end();
      removeIfPossible(draft);
    },
  };
}

/** Writes all bytes; one call of the system writes at most 2 GiB, and less where the disk is nearly full. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
}

/** Lets errors of the file system name the file that is meant: those of descriptors name none, and a draft is no one's. */
export function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) Object.assign(error, { path: file });
    throw error;
  }
}

/** Removes a file that does no harm where it stays, as on a disk that has become read-only. */
export function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // What went wrong before is what matters.
  }
}

/** Removes the drafts in `folder` of processes that were killed; no live one may be writing there. */
export function removeDrafts(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (isDraft(name)) rmSync(path.join(folder, name), { force: true });
  }
}

/** Makes a rename in `folder` durable; Windows cannot open a folder and needs no such step. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
