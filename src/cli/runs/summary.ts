/** `summary.json`, the last file of a run: it says that the run is finished. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { readShaped } from '../../runs/json-file.ts';
import type { Shape } from '../../runs/json-shape.ts';

function fileIn(folder: string): string {
  return path.join(folder, RUN_FILES.summary);
}

/** Whether the run in a folder is finished. */
export function isFinished(folder: string): boolean {
  return existsSync(fileIn(folder));
}

/** Writes it, after all others. */
export function writeSummary(folder: string, document: unknown): void {
  writeFileAtomic(fileIn(folder), `${JSON.stringify(document, null, 2)}\n`);
}

/**
 * That of a finished run that can be gone on with.
 * @throws DataFormatError when it is damaged; the last checkpoint holds all that it says
 */
export function readSummary<T>(folder: string, shape: Shape<T>): T {
  return readShaped(
    fileIn(folder),
    shape,
    `delete that file, and --resume ${folder} writes it anew from the last checkpoint`,
  );
}
