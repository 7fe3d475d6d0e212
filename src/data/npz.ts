/**
 * Arrays in NPZ archives: a ZIP file (PKWARE APPNOTE 6.3.9) whose members NAME.npy are stored or deflated.
 *
 * Only the central directory is trusted; ZIP64 is read where NumPy writes it (in local headers, which are skipped).
 */
import { crc32 } from 'node:zlib';
import { DataFormatError } from '../errors.ts';
import { DAMAGED, LARGEST_ARRAY, MOST_PER_BYTE } from './array.ts';
import type { FileArray } from './array.ts';
import { inflate, InflateError } from './inflate.ts';
import { npyHeaderLength, npyLength, parseNpy } from './npy-read.ts';
import { printable, quoted } from '../kernels/quoted.ts';

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
/** Names that a message lists, and characters of each. */
const SHOWN = 10;
const SHOWN_NAME = 60;
const STORED = 0;
const DEFLATED = 8;

interface Member {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  /** Offset of the local header. */
  readonly local: number;
}

/** Whether the bytes begin like a ZIP file. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Offset of the end record: the last one whose comment ends with the file. */
function endRecord(view: DataView, path: string): number {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    if (view.byteLength - at - END_BYTES > 65535) break;
    if (view.getUint32(at, true) !== SIGNATURE.end) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new DataFormatError(
    `${path}: no end record of a ZIP file before byte ${view.byteLength}, it may be truncated; ${DAMAGED}`,
  );
}

function readDirectory(bytes: Uint8Array, path: string): Member[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(view, path);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const members: Member[] = [];
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > end || view.getUint32(at, true) !== SIGNATURE.central) {
      throw new DataFormatError(`${path}: no entry ${i} of the ZIP directory at byte ${at}; ${DAMAGED}`);
    }
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + CENTRAL_BYTES, at + CENTRAL_BYTES + nameBytes));
    members.push({
      name: name.replace(/\.npy$/, ''),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      local: view.getUint32(at + 42, true),
    });
    at += CENTRAL_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

function unpack(bytes: Uint8Array, member: Member, path: string): Uint8Array {
  const { method, packed, unpacked, local } = member;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (member.encrypted || (method !== STORED && method !== DEFLATED)) {
    const how = member.encrypted ? 'encrypted' : `packed by method ${method}`;
    throw new DataFormatError(`${path}: the member is ${how}; save it with numpy.savez or savez_compressed`);
  }
  if (local + LOCAL_BYTES > bytes.length || view.getUint32(local, true) !== SIGNATURE.local) {
    throw new DataFormatError(`${path}: no ZIP member at byte ${local}; ${DAMAGED}`);
  }
  const start = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) {
    throw new DataFormatError(
      `${path}: the member needs bytes ${start} to ${start + packed}, but the file ends at byte ${bytes.length}; ${DAMAGED}`,
    );
  }
  const source = bytes.subarray(start, start + packed);
  let content = source;
  if (method === DEFLATED) {
    try {
      // The header of the array bounds the rest: a directory that promises gigabytes is not believed.
      const head = (limit: number): Uint8Array => inflate(source, 0, { limit, atLimit: 'stop' }).bytes;
      const promised = npyLength(head(npyHeaderLength(head(12), path)), path);
      if (promised > Math.min(LARGEST_ARRAY, MOST_PER_BYTE * packed)) {
        throw new DataFormatError(
          `${path}: the dimensions in its header need ${promised} bytes, more than ${packed} compressed bytes may hold; ${DAMAGED}`,
        );
      }
      const inflated = inflate(source, 0, { limit: Math.min(promised, unpacked) });
      if (inflated.end !== packed) throw new InflateError('ends early', inflated.end);
      content = inflated.bytes;
    } catch (error) {
      if (!(error instanceof InflateError)) throw error;
      throw new DataFormatError(
        `${path}: the deflated member ${error.message}, at byte ${start + error.at}; ${DAMAGED}`,
      );
    }
  }
  if (content.length !== unpacked || crc32(content) !== member.crc) {
    throw new DataFormatError(
      `${path}: the member at byte ${local} does not have its length or its checksum; ${DAMAGED}`,
    );
  }
  return content;
}

/**
 * Reads one array of an NPZ archive.
 * @param bytes the whole file
 * @param name the array's name; undefined: the only one there is
 * @param path of the archive, named in errors
 * @throws DataFormatError if there is no such array (names those there are), or with the byte offset if archive or
 * array are damaged
 */
export function parseNpz(bytes: Uint8Array, name: string | undefined, path: string): FileArray {
  const members = readDirectory(bytes, path);
  const names = members.slice(0, SHOWN).map((member) => quoted(member.name, SHOWN_NAME));
  if (members.length > SHOWN) names.push('…');
  const wanted = name?.replace(/\.npy$/, '');
  const chosen = members.filter((member) => wanted === undefined || member.name === wanted);
  if (chosen.length !== 1) {
    const what = wanted === undefined ? 'say which array' : `no array ${quoted(wanted, SHOWN_NAME)}`;
    throw new DataFormatError(
      `${path}: ${what}: write FILE.npz:NAME with one of ${names.join(', ') || '(none)'}`,
    );
  }
  const [member] = chosen;
  const inner = `${path}:${printable(member.name, SHOWN_NAME)}`;
  return parseNpy(unpack(bytes, member, inner), inner);
}
