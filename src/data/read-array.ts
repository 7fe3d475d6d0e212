/** Arrays from files of any format, told apart by their first bytes where these say it and by their name where not. */
import { DataFormatError } from '../errors.ts';
import { DAMAGED, LARGEST_ARRAY, MOST_PER_BYTE } from './array.ts';
import type { FileArray } from './array.ts';
import { parseCsv } from './csv.ts';
import { gunzip, gunzipHead, isGzip } from './gunzip.ts';
import { IDX_HEADER_BYTES, idxLength, isIdx, parseIdx } from './idx.ts';
import { parseJson } from './json.ts';
import { isNpy, npyHeaderLength, npyLength, parseNpy } from './npy-read.ts';
import { isZip, parseNpz } from './npz.ts';
import { readRegularFile } from './regular-file.ts';

/** Bounds of what a text may unpack to, which no header tells: tables of numbers shrink to a tenth, hardly to a hundredth. */
const TEXT = { most: 2 ** 29, always: 2 ** 24, perByte: 100 };
const FORMATS = 'use .npy, FILE.npz:NAME, .json, .csv or IDX (.gz or not)';

const FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'is a directory, not a file',
  ENOTDIR: 'no such file: part of the path is not a directory',
  EACCES: 'may not be read: permission denied',
  ERR_FS_FILE_TOO_LARGE: 'must be smaller than 2 GiB',
};

/**
 * All bytes of a file.
 * @param path of the file
 * @param mend what would help if it cannot be read
 * @throws DataFormatError if it is no regular file, cannot be read or is empty
 */
export function readBytes(path: string, mend = 'check the path'): Uint8Array {
  let bytes: Uint8Array;
  try {
    const { buffer, byteOffset, byteLength } = readRegularFile(path);
    bytes = new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    if (error instanceof DataFormatError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new DataFormatError(`${path}: ${FAULTS[code] ?? `cannot be read (${code})`}; ${mend}`);
  }
  if (bytes.length === 0) throw new DataFormatError(`${path}: is empty (0 bytes); ${DAMAGED}`);
  return bytes;
}

/**
 * Unpacks a gzip file, bounded by what the header inside promises; other bytes are returned as they are.
 * @param bytes the whole file
 * @param path named in errors
 */
export function unpacked(bytes: Uint8Array, path: string): Uint8Array {
  if (!isGzip(bytes)) return bytes;
  const unpack = (promised: number): Uint8Array => {
    if (promised > Math.min(LARGEST_ARRAY, MOST_PER_BYTE * bytes.length)) {
      throw new DataFormatError(
        `${path}: the dimensions in its header need ${promised} bytes, more than ${bytes.length} compressed bytes may hold; ${DAMAGED}`,
      );
    }
    return gunzip(bytes, path, promised);
  };
  const head = gunzipHead(bytes, path, IDX_HEADER_BYTES);
  if (isIdx(head)) return unpack(idxLength(head, path));
  if (isNpy(head)) {
    const header = gunzipHead(bytes, path, npyHeaderLength(head, path));
    return unpack(npyLength(header, path));
  }
  return gunzip(bytes, path, Math.min(TEXT.most, Math.max(TEXT.always, TEXT.perByte * bytes.length)));
}

/**
 * Reads the array in the bytes of a file.
 * @param bytes the whole file, gzip or not
 * @param path its path, for its format and for errors
 * @param member name of the array in an NPZ archive
 * @throws DataFormatError as `readArray`
 */
export function parseArray(bytes: Uint8Array, path: string, member?: string): FileArray {
  try {
    return parseAny(bytes, path, member);
  } catch (error) {
    // The only ones: what the file rightly holds does not fit.
    if (!(error instanceof RangeError)) throw error;
    throw new DataFormatError(
      `${path}: needs more memory than there is (${error.message}); give fewer numbers`,
    );
  }
}

function parseAny(bytes: Uint8Array, path: string, member: string | undefined): FileArray {
  const name = path.toLowerCase().replace(/\.gz$/, '');
  if (member !== undefined || isZip(bytes) || name.endsWith('.npz')) return parseNpz(bytes, member, path);
  const content = unpacked(bytes, path);
  if (isNpy(content) || name.endsWith('.npy')) return parseNpy(content, path);
  if (isIdx(content)) return parseIdx(content, path);
  if (name.endsWith('.json')) return parseJson(content, path);
  if (/\.(csv|tsv|txt)$/.test(name)) return parseCsv(content, path);
  const start = [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  throw new DataFormatError(`${path}: unknown format (begins with ${start} at byte 0); ${FORMATS}`);
}

/**
 * Reads an array from a file: `.npy`, `.npz:NAME`, `.json`, `.csv` or IDX, each but NPZ also as `.gz`.
 * @param path of the file; for an archive with more than one array `FILE.npz:NAME`
 * @returns shape, numbers in C order, and the element type
 * @throws DataFormatError in one line with the path, the byte offset (text: line and column) and the mend, if the
 * file cannot be read, is damaged, or holds numbers that are not finite
 * @remarks Everything is held in memory; what is allocated is bounded by the file's size before.
 */
export function readArray(path: string): FileArray {
  const archive = /^(.+\.npz)(?::(.+))?$/is.exec(path);
  if (archive !== null) return parseArray(readBytes(archive[1]), archive[1], archive[2]);
  return parseArray(readBytes(path), path);
}
