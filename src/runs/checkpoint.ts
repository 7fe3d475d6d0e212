/**
 * Checkpoints: a header of JSON and some arrays in one file, with a checksum; the last two are kept.
 *
 * Layout: the line of `MAGIC`; one line of JSON `{state, arrays: [{name, type, length}]}`; the arrays' bytes,
 * little-endian, one after the other; 32 bytes of SHA-256 over all before. Files are numbered, and the numbers grow.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DataFormatError } from '../errors.ts';
import { createAtomicFile } from './atomic-file.ts';

/** Arrays that a checkpoint may hold. */
type CheckpointArray = Float32Array | Float64Array | Uint8Array | Uint32Array;

/** What is stored: a state that JSON can hold, and named arrays. */
export interface Checkpoint {
  readonly state: unknown;
  readonly arrays: Readonly<Record<string, CheckpointArray>>;
}

const MAGIC = 'competing-units checkpoint 2\n';
const CHECKSUM_BYTES = 32;
const KEPT = 2;
const ENDING = '.checkpoint';

const TYPES = { f4: Float32Array, f8: Float64Array, u1: Uint8Array, u4: Uint32Array } as const;

interface ArrayEntry {
  readonly name: string;
  readonly type: keyof typeof TYPES;
  readonly length: number;
}

function typeOf(array: CheckpointArray): ArrayEntry['type'] {
  if (array instanceof Float32Array) return 'f4';
  if (array instanceof Float64Array) return 'f8';
  return array instanceof Uint8Array ? 'u1' : 'u4';
}

/**
 * Stores a checkpoint under the next number, then deletes all but the last two.
 * @throws the error of the file system; then those before are as they were
 */
export function writeCheckpoint(folder: string, { state, arrays }: Checkpoint): void {
  const entries = Object.entries(arrays);
  const header = JSON.stringify({
    state,
    arrays: entries.map(([name, array]) => ({ name, type: typeOf(array), length: array.length })),
  });
  const before = checkpointFiles(folder);
  const number = 1 + parseInt(before.at(-1) ?? '0', 10);
  const hash = createHash('sha256');
  const draft = createAtomicFile(path.join(folder, `${String(number).padStart(8, '0')}${ENDING}`));
  try {
    const write = (part: Uint8Array): void => {
      hash.update(part);
      draft.write(part);
    };
    write(Buffer.from(`${MAGIC}${header}\n`));
    for (const [, { buffer, byteOffset, byteLength }] of entries) {
      write(new Uint8Array(buffer, byteOffset, byteLength));
    }
    draft.write(hash.digest());
    draft.commit();
  } finally {
    draft.close();
  }
  for (const old of before.slice(0, 1 - KEPT)) rmSync(path.join(folder, old), { force: true });
}

function checkpointFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .sort();
}

/**
 * The newest checkpoint that is whole, or null when there is none at all.
 * @param onDamaged told of each newer one that is damaged
 * @throws DataFormatError when there are checkpoints, and all are damaged
 */
export function readLatestCheckpoint(
  folder: string,
  onDamaged: (line: string, file: string) => void,
): Checkpoint | null {
  const files = checkpointFiles(folder);
  for (const name of files.toReversed()) {
    const file = path.join(folder, name);
    const found = decode(readFileSync(file));
    if (found !== null) return found;
    onDamaged(`${file}: is damaged (checksum), the one before it is used`, file);
  }
  if (files.length === 0) return null;
  throw new DataFormatError(
    `${folder}: every checkpoint is damaged (checksum); start the run anew in another folder`,
  );
}

/**
 * The same for a run that goes on and holds the lock: damaged checkpoints are removed, so that the last two that are kept
 * are whole.
 */
export function takeUpCheckpoint(folder: string, onDamaged: (line: string) => void): Checkpoint | null {
  const damaged: string[] = [];
  const found = readLatestCheckpoint(folder, (_line, file) => damaged.push(file));
  for (const file of damaged) {
    onDamaged(`${file}: is damaged (checksum), the one before it is used`);
    rmSync(file, { force: true });
  }
  return found;
}

function decode(bytes: Buffer): Checkpoint | null {
  const end = bytes.length - CHECKSUM_BYTES;
  if (end < MAGIC.length || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  const checksum = createHash('sha256').update(bytes.subarray(0, end)).digest();
  if (!checksum.equals(bytes.subarray(end))) return null;
  const lineEnd = bytes.indexOf('\n', MAGIC.length);
  // The checksum holds, so the header is what was written.
  const header = JSON.parse(bytes.toString('utf8', MAGIC.length, lineEnd)) as {
    readonly state: unknown;
    readonly arrays: readonly ArrayEntry[];
  };
  const arrays: Record<string, CheckpointArray> = {};
  let at = lineEnd + 1;
  for (const { name, type, length } of header.arrays) {
    const size = length * TYPES[type].BYTES_PER_ELEMENT;
    // A copy, because an array must begin at a multiple of its element size.
    const copy = Uint8Array.from(bytes.subarray(at, at + size));
    arrays[name] = new TYPES[type](copy.buffer);
    at += size;
  }
  return { state: header.state, arrays };
}
