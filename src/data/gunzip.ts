/**
 * GZIP files, RFC 1952 (Deutsch 1996): one or more members, each a header, a DEFLATE stream, its CRC-32 and its length.
 */
import { crc32 } from 'node:zlib';
import { DataFormatError } from '../errors.ts';
import { DAMAGED } from './array.ts';
import { inflate, InflateError } from './inflate.ts';

const FLAG = { headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 };

/** Whether the bytes begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Offset of the DEFLATE stream of the member that begins at `start`. */
function skipHeader(source: Uint8Array, start: number, path: string): number {
  const truncated = (): DataFormatError =>
    new DataFormatError(`${path}: the gzip header ends at byte ${source.length}; ${DAMAGED}`);
  if (source.length < start + 10) throw truncated();
  if (source[start] !== 0x1f || source[start + 1] !== 0x8b) {
    throw new DataFormatError(
      `${path}: must end after the gzip stream, at byte ${start} (got ${source.length} bytes); ${DAMAGED}`,
    );
  }
  const flags = source[start + 3];
  if (source[start + 2] !== 8 || (flags & FLAG.reserved) !== 0) {
    throw new DataFormatError(`${path}: unknown kind of gzip header at byte ${start + 2}; ${DAMAGED}`);
  }
  let position = start + 10;
  if ((flags & FLAG.extra) !== 0) {
    if (position + 2 > source.length) throw truncated();
    position += 2 + source[position] + (source[position + 1] << 8);
  }
  for (const text of [FLAG.name, FLAG.comment]) {
    if ((flags & text) === 0) continue;
    const zero = source.indexOf(0, position);
    if (zero < 0) throw truncated();
    position = zero + 1;
  }
  if ((flags & FLAG.headerCrc) !== 0) {
    if (position + 2 > source.length) throw truncated();
    const sum = source[position] | (source[position + 1] << 8);
    if (sum !== (crc32(source.subarray(start, position)) & 0xffff)) {
      throw new DataFormatError(
        `${path}: the checksum at byte ${position} is not that of the gzip header; ${DAMAGED}`,
      );
    }
    position += 2;
  }
  if (position > source.length) throw truncated();
  return position;
}

function described(error: unknown, path: string): unknown {
  if (!(error instanceof InflateError)) return error;
  const mend = error.tooLong ? 'unpack it with gunzip first if that is right' : DAMAGED;
  return new DataFormatError(`${path}: the gzip stream ${error.message}, at byte ${error.at}; ${mend}`);
}

/**
 * The first bytes of what a gzip file holds: enough to read a header, and by it to bound the rest.
 * @param source the whole file
 * @param path named in errors
 * @param count most bytes to unpack
 * @throws DataFormatError as `gunzip`
 */
export function gunzipHead(source: Uint8Array, path: string, count: number): Uint8Array {
  try {
    return inflate(source, skipHeader(source, 0, path), { limit: count, atLimit: 'stop' }).bytes;
  } catch (error) {
    throw described(error, path);
  }
}

/**
 * Unpacks a gzip file.
 * @param source the whole file
 * @param path named in errors
 * @param limit most bytes that may come out
 * @throws DataFormatError with the byte offset if the file is truncated, corrupt, fails its checksum, has trailing
 * bytes, or unpacks to more than `limit` bytes
 * @remarks O(source + output), see `inflate`
 */
export function gunzip(source: Uint8Array, path: string, limit: number): Uint8Array {
  const members: Uint8Array[] = [];
  let total = 0;
  for (let start = 0; start === 0 || start < source.length;) {
    let member: Uint8Array;
    let end: number;
    try {
      ({ bytes: member, end } = inflate(source, skipHeader(source, start, path), { limit: limit - total }));
    } catch (error) {
      throw described(error, path);
    }
    if (end + 8 > source.length) {
      throw new DataFormatError(`${path}: the gzip trailer ends at byte ${source.length}; ${DAMAGED}`);
    }
    const trailer = new DataView(source.buffer, source.byteOffset + end, 8);
    if (trailer.getUint32(0, true) !== crc32(member)) {
      throw new DataFormatError(
        `${path}: the checksum at byte ${end} is not that of the unpacked data; ${DAMAGED}`,
      );
    }
    if (trailer.getUint32(4, true) !== member.length % 2 ** 32) {
      throw new DataFormatError(
        `${path}: the length at byte ${end + 4} is not that of the unpacked data; ${DAMAGED}`,
      );
    }
    members.push(member);
    total += member.length;
    start = end + 8;
  }
  if (members.length === 1) return members[0];
  const whole = new Uint8Array(total);
  let position = 0;
  for (const member of members) {
    whole.set(member, position);
    position += member.length;
  }
  return whole;
}
