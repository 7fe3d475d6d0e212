/**
 * The journal of a sweep: one line per finished point, written before anything else knows of it.
 *
 * A line is the CRC-32 of the JSON in eight digits, a space, and the JSON of the row. A process that is killed leaves at
 * worst a last line that is cut; its checksum does not hold, and the line is dropped. When rows go into a Parquet file, the
 * journal is sealed (renamed) first and deleted when that file is in its place, so that every row is always in one of them.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import type { SweepRow } from '../../sweeps/row.ts';

const CURRENT = 'journal.jsonl';
const SEALED = /^journal-(\d+)\.jsonl$/;

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}

/** The row of a line, or null for one that is not whole. */
function readLine(line: string): SweepRow | null {
  const json = line.slice(9);
  return line[8] === ' ' && line.slice(0, 8) === checksum(json) ? (JSON.parse(json) as SweepRow) : null;
}

/** Rows of all journals of a folder, sealed ones first; one that vanishes meanwhile has its rows in a Parquet file. */
export function readJournals(folder: string): SweepRow[] {
  const names = journalNames(folder);
  return names.flatMap((name) => {
    let text: string;
    try {
      text = readFileSync(path.join(folder, name), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
    return text.split('\n').flatMap((line) => readLine(line) ?? []);
  });
}

function journalNames(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  const sealed = names.filter((name) => SEALED.test(name));
  return [...sealed.sort(), ...names.filter((name) => name === CURRENT)];
}

/** The journal that this process writes. */
export interface Journal {
  /** Appends a row; it survives the end of the process from here on. */
  readonly append: (row: SweepRow) => void;
  /** Makes what was appended survive the end of the machine, too. */
  readonly sync: () => void;
  /** Begins a new file. @returns a function that deletes the old ones, to be called when their rows are elsewhere */
  readonly seal: () => () => void;
  readonly close: () => void;
}

/** Opens it for appending; what an earlier process left in it is sealed, so that no line follows one that was cut. */
export function openJournal(folder: string): Journal {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, CURRENT);
  let descriptor: number | null = null;
  const close = (): void => {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
  };
  const seal = (): (() => void) => {
    close();
    const numbers = journalNames(folder).map((name) => Number(SEALED.exec(name)?.[1] ?? 0));
    const next = String(Math.max(0, ...numbers) + 1).padStart(8, '0');
    if (journalNames(folder).includes(CURRENT)) renameSync(file, path.join(folder, `journal-${next}.jsonl`));
    const old = journalNames(folder);
    return () => {
      for (const name of old) rmSync(path.join(folder, name), { force: true });
    };
  };
  seal();
  return {
    append: (row) => {
      descriptor ??= openSync(file, 'a');
      const json = JSON.stringify(row);
      const bytes = Buffer.from(`${checksum(json)} ${json}\n`);
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    },
    sync: () => {
      if (descriptor !== null) fsyncSync(descriptor);
    },
    seal,
    close,
  };
}
