/** Reading of TAR archives (POSIX.1-2017, `pax`, "ustar Interchange Format"). */
import { DataFormatError } from '../errors.ts';
import { DAMAGED } from './array.ts';

const BLOCK = 512;
const CHECKSUM = { start: 148, end: 156 };

/** One regular file of an archive. `content` is a view of the archive. */
export interface TarEntry {
  readonly name: string;
  readonly content: Uint8Array;
}

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** A number in octal digits; NaN if it is none. */
function octal(bytes: Uint8Array): number {
  const digits = text(bytes).trim();
  return /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN;
}

/**
 * The path in a header of the pax form, records `LENGTH KEY=VALUE` and a line feed; null where there is none.
 * @returns undefined where it is no such header
 */
function paxPath(content: Uint8Array): string | null | undefined {
  let found: string | null = null;
  for (let at = 0; at < content.length;) {
    const length = Number(/^\d+(?= )/.exec(text(content.subarray(at, at + 20)))?.[0]);
    if (!(length > 0)) return undefined;
    const record = new TextDecoder().decode(content.subarray(at, at + length));
    const parts = /^\d+ ([^=]+)=(.*)\n$/s.exec(record);
    if (parts === null) return undefined;
    const [, key, value] = parts;
    if (key === 'path') found = value;
    at += length;
  }
  return found;
}

/** Kinds of entries, as characters. */
const KIND = { plain: 48, longName: 76, pax: 120 };

/**
 * The regular files of an archive, in order; links, devices and folders are left out.
 * @param bytes the whole archive, unpacked
 * @param path named in errors
 * @throws DataFormatError with the byte offset if a header is damaged or the archive ends inside a file
 */
export function readTar(bytes: Uint8Array, path: string): TarEntry[] {
  const entries: TarEntry[] = [];
  // Given by an entry before the file, where the name does not fit its header.
  let longName: string | null = null;
  for (let at = 0; at < bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break; // the end mark
    // The checksum is that of the header with spaces in its own place.
    const sum = header.reduce((s, byte, i) => s + (i >= CHECKSUM.start && i < CHECKSUM.end ? 32 : byte), 0);
    const size = octal(header.subarray(124, 136));
    if (
      header.length < BLOCK ||
      octal(header.subarray(CHECKSUM.start, CHECKSUM.end)) !== sum ||
      Number.isNaN(size)
    ) {
      throw new DataFormatError(`${path}: no TAR header at byte ${at} of the archive; ${DAMAGED}`);
    }
    const start = at + BLOCK;
    if (start + size > bytes.length) {
      throw new DataFormatError(
        `${path}: the archive ends at byte ${bytes.length}, inside the file that begins at byte ${start}; ${DAMAGED}`,
      );
    }
    const type = header[156];
    const content = bytes.subarray(start, start + size);
    if (type === KIND.longName) longName = text(content);
    else if (type === KIND.pax) {
      const given = paxPath(content);
      if (given === undefined) {
        throw new DataFormatError(`${path}: no pax records at byte ${start} of the archive; ${DAMAGED}`);
      }
      longName = given ?? longName;
    } else {
      if (type === 0 || type === KIND.plain) {
        const prefix = text(header.subarray(345, 500));
        const name = text(header.subarray(0, 100));
        entries.push({ name: longName ?? (prefix === '' ? name : `${prefix}/${name}`), content });
      }
      longName = null;
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return entries;
}
