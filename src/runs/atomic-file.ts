/** Files that are either whole or not there: written beside their place, flushed to disk, then renamed into it. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes `content` to `file`, replacing what was there in one step.
 * @throws the error of the file system; then the old file is as it was and nothing else is left
 */
export function writeFileAtomic(file: string, content: string | Uint8Array): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  try {
    const descriptor = openSync(draft, 'w');
    try {
      // One call writes at most 2 GiB.
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(folder);
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
