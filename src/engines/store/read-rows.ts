/** All rows of a sweep in the order of names, also while it runs: Parquet files and the journal as one. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { SweepRow } from '../../sweeps/row.ts';
import { SWEEP_FILES } from '../sweep-folder.ts';
import { openBatch, ROW_GROUP } from './batch-file.ts';
import type { BatchFile } from './batch-file.ts';
import { tidyRow } from './columns.ts';
import { readJournals } from './journal.ts';

/** Paths of the Parquet files, oldest first. */
export function batchFiles(folder: string): string[] {
  const results = path.join(folder, SWEEP_FILES.results);
  if (!existsSync(results)) return [];
  const names = readdirSync(results).filter((name) => name.endsWith('.parquet'));
  return names.sort().map((name) => path.join(results, name));
}

/** Sorted rows, of which the first is at hand. */
interface Cursor {
  readonly peek: () => SweepRow | undefined;
  readonly advance: () => Promise<void>;
}

async function fileCursor({ rows, read }: BatchFile): Promise<Cursor> {
  let next = 0;
  let at = 0;
  let window: readonly SweepRow[] = [];
  const advance = async (): Promise<void> => {
    if (++at < window.length || next >= rows) return;
    window = await read(next, Math.min(rows, next + ROW_GROUP));
    next += ROW_GROUP;
    at = 0;
  };
  await advance();
  return { peek: () => window.at(at), advance };
}

function listCursor(rows: readonly SweepRow[]): Cursor {
  let at = 0;
  const advance = (): Promise<void> => {
    at++;
    return Promise.resolve();
  };
  return { peek: () => rows.at(at), advance };
}

/** The order of names. */
export function byName(a: SweepRow, b: SweepRow): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** The cursor whose row comes first; among equal names, the first cursor. */
function leading(cursors: readonly Cursor[]): Cursor | undefined {
  let best: Cursor | undefined;
  let bestName = '';
  for (const cursor of cursors) {
    const name = cursor.peek()?.name;
    if (name === undefined || (best !== undefined && name >= bestName)) continue;
    best = cursor;
    bestName = name;
  }
  return best;
}

/**
 * Rows of the folder of a sweep, each name once. Axes and measures have their keys in alphabetical order, and measures that
 * are null are left out, so that the same points have the same bytes however the sweep came to its end (but for `seconds`).
 * Memory: one row group of 256 rows for each Parquet file (of up to 2048), and the rows of the journal.
 * @throws DataFormatError when a file in `results` is not one of a sweep
 */
export async function* readRows(folder: string): AsyncGenerator<SweepRow, void, undefined> {
  // The journal first: rows that move meanwhile are seen twice, not never.
  const pending = readJournals(folder).map(tidyRow).sort(byName);
  const files: BatchFile[] = [];
  try {
    for (const file of batchFiles(folder)) files.push(await openBatch(file));
    const cursors = [...(await Promise.all(files.map(fileCursor))), listCursor(pending)];
    let last: string | undefined;
    for (let cursor = leading(cursors); cursor !== undefined; cursor = leading(cursors)) {
      const row = cursor.peek();
      await cursor.advance();
      if (row === undefined || row.name === last) continue;
      last = row.name;
      yield row;
    }
  } finally {
    for (const { close } of files) close();
  }
}
