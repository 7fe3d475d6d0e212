/** Files that are either whole or not there: written beside their place, flushed to disk, then renamed into it. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes `content` to `file`, replacing what was there in one step.
 * @throws the error of the file system; then the old file is as it was and nothing else is left
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

/**
 * Begins a draft of `file`, which stays as it is until `commit`.
 * @throws the error of the file system
 */
export function createAtomicFile(file: string): AtomicFile {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  const descriptor = openSync(draft, 'w');
  let isOpen = true;
  const end = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    write: (bytes) => {
      // One call writes at most 2 GiB.
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    },
    commit: () => {
      fsyncSync(descriptor);
      end();
      renameSync(draft, file);
      syncFolder(folder);
    },
    close: () => {
      end();
      rmSync(draft, { force: true });
    },
  };
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
