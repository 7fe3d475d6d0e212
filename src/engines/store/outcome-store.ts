/** The outcomes of a sweep on disk: a journal of the newest, Parquet files of the others. One process writes. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { isLockHeld, lockRun } from '../../runs/lock.ts';
import type { JobStatus } from '../../sweeps/job.ts';
import { createNameSet } from '../../sweeps/name-set.ts';
import type { NameSet } from '../../sweeps/name-set.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import { SWEEP_FILES } from '../sweep-folder.ts';
import { openBatch, writeBatch } from './batch-file.ts';
import type { BatchFile } from './batch-file.ts';
import { isSame, NO_COLUMNS, tidyRow, unite, widen } from './columns.ts';
import type { RowColumns } from './columns.ts';
import { openJournal, readJournals } from './journal.ts';
import { batchFiles, byName } from './read-rows.ts';

/** Rows of a full Parquet file; one that is not full is written anew with the rows that come. */
const FULL = 2048;
/** Rows in the journal at which they go into a Parquet file, and the time after which they do if they are fewer, in ms. */
const FLUSH_ROWS = 512;
const FLUSH_AFTER = 30_000;

/** How many rows there are, by how they ended, and the seconds of those that are done. */
interface StoreTotals {
  readonly counts: Readonly<Record<JobStatus, number>>;
  readonly secondsDone: number;
  /** Of all rows, whatever their end. */
  readonly seconds: number;
}

/** Rows of one sweep, to be added to. */
export interface OutcomeStore {
  readonly has: (name: string) => boolean;
  /**
   * Keeps a row: when this returns, killing the process does not lose it.
   * @returns false for a name that is there already; then nothing changes
   * @throws ArgumentError when the folder was deleted, or given to another process, since it was opened
   */
  readonly add: (row: SweepRow) => boolean;
  /** Drops rows, so that their points can be run again. @returns how many */
  readonly forget: (isForgotten: (row: SweepRow) => boolean) => Promise<number>;
  readonly totals: () => StoreTotals;
  /** Moves all rows into Parquet files. */
  readonly flush: () => Promise<void>;
  /** Flushes, and lets go of the folder. */
  readonly close: () => Promise<void>;
}

interface Known {
  readonly names: NameSet;
  readonly counts: Record<JobStatus, number>;
  secondsDone: number;
  seconds: number;
}

function nothingKnown(): Known {
  const counts = { done: 0, diverged: 0, failed: 0, crashed: 0, 'timed-out': 0, 'out-of-memory': 0 };
  return { names: createNameSet(), counts, secondsDone: 0, seconds: 0 };
}

function note(
  known: Known,
  { name, status, seconds }: Pick<SweepRow, 'name' | 'status' | 'seconds'>,
): boolean {
  if (!known.names.add(name)) return false;
  known.counts[status]++;
  known.seconds += seconds;
  if (status === 'done') known.secondsDone += seconds;
  return true;
}

async function withBatch<T>(file: string, use: (batch: BatchFile) => Promise<T>): Promise<T> {
  const batch = await openBatch(file);
  try {
    return await use(batch);
  } finally {
    batch.close();
  }
}

/** Nothing is written into a folder that was deleted meanwhile: a part of the rows would look like all of them. */
function checkHeld(folder: string): void {
  if (isLockHeld(folder)) return;
  throw new ArgumentError(
    `${folder}: must stay as it is while its sweep runs (its lock is gone); run the sweep again`,
  );
}

/** All rows of a file. */
function rowsOf(file: string): Promise<SweepRow[]> {
  return withBatch(file, ({ rows, read }) => read(0, rows));
}

function fileNumber(file: string): number {
  return Number(path.basename(file, '.parquet'));
}

/**
 * Opens the store in the folder of a sweep, which is made where it is missing, and locks it.
 * @throws ArgumentError when another process has it open, DataFormatError when a file in it is damaged
 */
export async function openOutcomeStore(folder: string): Promise<OutcomeStore> {
  const results = path.join(folder, SWEEP_FILES.results);
  mkdirSync(results, { recursive: true });
  const release = lockRun(folder);
  try {
    // Drafts of a process that was killed.
    for (const name of readdirSync(results)) if (name.endsWith('.tmp')) rmSync(path.join(results, name));
    return await openLocked(folder, release);
  } catch (error) {
    release();
    throw error;
  }
}

async function openLocked(folder: string, release: () => void): Promise<OutcomeStore> {
  const results = path.join(folder, SWEEP_FILES.results);
  let known = nothingKnown();
  let columns: RowColumns = NO_COLUMNS;
  /** Rows of the journal. */
  let pending: SweepRow[] = [];
  let flushed = Date.now();
  let flushing: Promise<void> = Promise.resolve();
  /** A flush is to come that takes all rows of the journal. */
  let isWaiting = false;
  let failure: unknown = null;

  const load = async (): Promise<void> => {
    known = nothingKnown();
    for (const file of batchFiles(folder)) {
      await withBatch(file, async (batch) => {
        columns = unite(columns, batch.columns);
        for (const row of await batch.readNames()) note(known, row);
      });
    }
  };
  await load();
  // A process that was killed as it wrote them anew has left some.
  let isMatched = false;
  pending = readJournals(folder)
    .map(tidyRow)
    .filter((row) => note(known, row));
  const journal = openJournal(folder);

  /** Files of other columns than these are written anew, so that all have the same. */
  const matchColumns = async (): Promise<void> => {
    for (const file of batchFiles(folder)) {
      const rows = await withBatch(file, async (batch) =>
        isSame(batch.columns, columns) ? null : await batch.read(0, batch.rows),
      );
      if (rows !== null) writeBatch(file, rows, columns);
    }
  };
  const writePending = async (): Promise<void> => {
    isWaiting = false;
    checkHeld(folder);
    const rows = pending;
    const discard = journal.seal();
    pending = [];
    flushed = Date.now();
    const wider = widen(columns, rows);
    if (wider !== columns) isMatched = false;
    columns = wider;
    if (rows.length > 0) await writeBatches(rows);
    if (!isMatched) await matchColumns();
    isMatched = true;
    discard();
  };
  const writeBatches = async (rows: readonly SweepRow[]): Promise<void> => {
    const last = batchFiles(folder).at(-1);
    const before = last === undefined ? [] : await rowsOf(last);
    const isFull = before.length >= FULL;
    const all = isFull ? rows : [...before, ...rows];
    let number = last === undefined ? 1 : fileNumber(last) + (isFull ? 1 : 0);
    for (let at = 0; at < all.length; at += FULL) {
      const file = path.join(results, `${String(number++).padStart(8, '0')}.parquet`);
      writeBatch(file, all.slice(at, at + FULL).sort(byName), columns);
    }
  };
  /** One at a time; what fails is told to whoever waits, and to the next one who adds. */
  const flush = (): Promise<void> => {
    isWaiting = true;
    flushing = flushing.then(writePending);
    flushing.catch((error: unknown) => (failure = error));
    return flushing;
  };

  return {
    has: (name) => known.names.has(name),
    add: (row) => {
      if (failure !== null) throw failure as Error;
      const tidy = tidyRow(row);
      if (!note(known, tidy)) return false;
      checkHeld(folder);
      journal.append(tidy);
      pending.push(tidy);
      const isDue = pending.length >= FLUSH_ROWS || Date.now() - flushed > FLUSH_AFTER;
      if (isDue && !isWaiting) void flush().catch(() => undefined);
      return true;
    },
    forget: async (isForgotten) => {
      await flush();
      let forgotten = 0;
      for (const file of batchFiles(folder)) {
        const rows = await rowsOf(file);
        const kept = rows.filter((row) => !isForgotten(row));
        if (kept.length === rows.length) continue;
        forgotten += rows.length - kept.length;
        if (kept.length === 0) rmSync(file);
        else writeBatch(file, kept, columns);
      }
      if (forgotten > 0) await load();
      return forgotten;
    },
    totals: () => ({
      counts: { ...known.counts },
      secondsDone: known.secondsDone,
      seconds: known.seconds,
    }),
    flush,
    close: async () => {
      try {
        await flush();
      } finally {
        journal.close();
        release();
      }
    },
  };
}
