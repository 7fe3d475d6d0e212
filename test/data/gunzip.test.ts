import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { gunzip, gunzipHead } from '../../src/data/gunzip.ts';
import { concat, messageOf, utf8 } from './support/files.ts';

const content = utf8('competing hidden units '.repeat(20));
const packed = gzipSync(content);

/** A member with every optional part of RFC 1952: extra field, name, comment, checksum of the header. */
function memberWithEverything(bytes: Uint8Array): Uint8Array {
  const header = concat([0x1f, 0x8b, 8, 30, 0, 0, 0, 0, 0, 3], [2, 0, 9, 9], utf8('name\0comment\0'));
  const trailer = new Uint8Array(8);
  const view = new DataView(trailer.buffer);
  view.setUint32(0, crc32(bytes), true);
  view.setUint32(4, bytes.length, true);
  return concat(header, [crc32(header) & 255, (crc32(header) >> 8) & 255], deflateRawSync(bytes), trailer);
}

it('undoes what zlib packs, with all optional header fields, and joins several members', () => {
  expect(gunzip(packed, 'x.gz', content.length)).toEqual(content);
  expect(gunzip(memberWithEverything(content), 'x.gz', 1e6)).toEqual(content);
  const three = concat(packed, gzipSync(new Uint8Array(0)), memberWithEverything(content));
  expect(gunzip(three, 'x.gz', 1e6)).toEqual(concat(content, content));
});

it('unpacks only the beginning where only that is wanted', () => {
  expect(gunzipHead(packed, 'x.gz', 9)).toEqual(utf8('competing'));
});

it('names the length of a file that is cut at any byte', () => {
  const whole = memberWithEverything(content);
  for (let length = 1; length < whole.length; length++) {
    const message = messageOf(() => gunzip(whole.subarray(0, length), 'x.gz', 1e6));
    expect(message).toMatch(new RegExp(`^DataFormatError: x.gz: .* byte ${length}; the file is damaged`));
  }
});

it('never returns other bytes when a bit is flipped, and notices all flips but a few that say nothing', () => {
  let unnoticed = 0;
  for (let bit = 0; bit < 8 * packed.length; bit++) {
    const damaged = Uint8Array.from(packed);
    damaged[bit >> 3] ^= 1 << (bit & 7);
    try {
      expect(gunzip(damaged, 'x.gz', 1e6)).toEqual(content);
      unnoticed++;
    } catch (error) {
      expect(String(error)).toMatch(/^DataFormatError: x\.gz: .*byte \d+/);
    }
  }
  // "Is text", six bytes of time and system, and at most seven bits of padding after the stream.
  expect(unnoticed).toBeGreaterThanOrEqual(1 + 6 * 8);
  expect(unnoticed).toBeLessThanOrEqual(1 + 6 * 8 + 7);
});

describe('errors name file, place and mend in one line', () => {
  it.each([
    [
      'a wrong checksum',
      (bytes: Uint8Array) => (bytes[bytes.length - 8] ^= 1),
      `x.gz: the checksum at byte ${packed.length - 8} is not that of the unpacked data; the file is damaged: copy or download it again`,
    ],
    [
      'a wrong length',
      (bytes: Uint8Array) => (bytes[bytes.length - 1] ^= 1),
      `x.gz: the length at byte ${packed.length - 4} is not that of the unpacked data; the file is damaged: copy or download it again`,
    ],
    [
      'an unknown method',
      (bytes: Uint8Array) => (bytes[2] = 7),
      'x.gz: unknown kind of gzip header at byte 2; the file is damaged: copy or download it again',
    ],
  ])('%s', (_, damage, message) => {
    const bytes = Uint8Array.from(packed);
    damage(bytes);
    expect(messageOf(() => gunzip(bytes, 'x.gz', 1e6))).toBe(`DataFormatError: ${message}`);
  });

  it('trailing bytes', () => {
    const message = messageOf(() => gunzip(concat(packed, utf8('something else')), 'x.gz', 1e6));
    expect(message).toBe(
      `DataFormatError: x.gz: must end after the gzip stream, at byte ${packed.length} ` +
        `(got ${packed.length + 14} bytes); the file is damaged: copy or download it again`,
    );
  });

  it('more than the limit, over all members together', () => {
    const message = messageOf(() => gunzip(concat(packed, packed), 'x.gz', content.length + 1));
    expect(message).toMatch(
      /^DataFormatError: x\.gz: the gzip stream unpacks to more than 1 bytes, at byte \d+; unpack/,
    );
  });
});
