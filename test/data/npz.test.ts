import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { parseNpz } from '../../src/data/npz.ts';
import { messageOf, temporaryFolder, utf8 } from './support/files.ts';
import { hasNumpy, python } from './support/numpy.ts';

const weights = encodeNpy(
  Float64Array.from({ length: 600 }, (_, i) => i % 7),
  [2, 300],
);
const labels = encodeNpy(Uint8Array.of(3, 1), [2]);
const stored = zipSync({ 'weights.npy': weights, 'labels.npy': labels }, { level: 0 });
const deflated = zipSync({ 'weights.npy': weights, 'labels.npy': labels }, { level: 9 });

const DAMAGED = 'the file is damaged: copy or download it again';

it.each([
  ['stored', stored],
  ['deflated', deflated],
])('reads arrays that are %s, with or without .npy in the name', (_, archive) => {
  expect(parseNpz(archive, 'labels', 'x.npz')).toEqual({
    shape: [2],
    data: Uint8Array.of(3, 1),
    dtype: 'uint8',
  });
  expect(parseNpz(archive, 'weights.npy', 'x.npz')).toMatchObject({ shape: [2, 300], dtype: 'float64' });
});

it('needs no name for an archive of one array, and finds the directory before a comment', () => {
  const archive = zipSync({ 'only.npy': labels });
  expect(parseNpz(archive, undefined, 'x.npz').data).toEqual(Uint8Array.of(3, 1));
  const commented = Uint8Array.of(...archive, ...utf8('a comment'));
  commented[archive.length - 2] = 9;
  expect(parseNpz(commented, 'only', 'x.npz').data).toEqual(Uint8Array.of(3, 1));
});

it.skipIf(!hasNumpy()).each(['savez', 'savez_compressed'])(
  'reads what numpy.%s writes (skipped where python3 has no numpy)',
  (write) => {
    const path = join(temporaryFolder(), 'x.npz');
    const script =
      'import sys, numpy; ' +
      'getattr(numpy, sys.argv[1])(sys.argv[2], w=numpy.arange(6.0).reshape(2, 3), b=numpy.asfortranarray([[1, 2], [3, 4]]))';
    python(script, write, path);
    const archive = readFileSync(path);
    expect(parseNpz(archive, 'w', path)).toEqual({
      shape: [2, 3],
      data: Float64Array.of(0, 1, 2, 3, 4, 5),
      dtype: 'float64',
    });
    expect(parseNpz(archive, 'b', path)).toEqual({
      shape: [2, 2],
      data: Float64Array.of(1, 2, 3, 4),
      dtype: 'int64',
    });
  },
);

it('names the arrays that there are', () => {
  expect(messageOf(() => parseNpz(stored, undefined, 'x.npz'))).toBe(
    'DataFormatError: x.npz: say which array: write FILE.npz:NAME with one of "weights", "labels"',
  );
  expect(messageOf(() => parseNpz(stored, 'bias', 'x.npz'))).toBe(
    'DataFormatError: x.npz: no array "bias": write FILE.npz:NAME with one of "weights", "labels"',
  );
});

it('refuses an archive that is cut at any byte', () => {
  for (let length = 0; length < deflated.length; length++) {
    expect(messageOf(() => parseNpz(deflated.subarray(0, length), 'labels', 'x.npz'))).toBe(
      `DataFormatError: x.npz: no end record of a ZIP file before byte ${length}, it may be truncated; ${DAMAGED}`,
    );
  }
});

describe('a damaged archive is refused with its place', () => {
  /** Sets bytes of a copy: offsets count from the first occurrence of a signature. */
  function damaged(
    archive: Uint8Array,
    signature: number,
    offset: number,
    bytes: readonly number[],
  ): Uint8Array {
    const copy = Uint8Array.from(archive);
    const view = new DataView(copy.buffer);
    let at = 0;
    while (view.getUint32(at, true) !== signature) at++;
    copy.set(bytes, at + offset);
    return copy;
  }
  const CENTRAL = 0x02014b50;
  const LOCAL = 0x04034b50;
  it.each([
    [
      'with a flipped byte in a stored array',
      damaged(stored, LOCAL, 41 + 200, [99]),
      `x.npz:weights: the member at byte 0 does not have its length or its checksum; ${DAMAGED}`,
    ],
    [
      'with a local header elsewhere',
      damaged(stored, CENTRAL, 42, [1]),
      `x.npz:weights: no ZIP member at byte 1; ${DAMAGED}`,
    ],
    [
      'with a member beyond the end',
      damaged(stored, CENTRAL, 20, [255, 255, 255, 0]),
      `x.npz:weights: the member needs bytes 41 to 16777256, but the file ends at byte ${stored.length}; ${DAMAGED}`,
    ],
    [
      'packed by another method',
      damaged(stored, CENTRAL, 10, [12]),
      'x.npz:weights: the member is packed by method 12; save it with numpy.savez or savez_compressed',
    ],
    [
      'encrypted',
      damaged(stored, CENTRAL, 8, [1]),
      'x.npz:weights: the member is encrypted; save it with numpy.savez or savez_compressed',
    ],
  ])('%s', (_, bytes, message) => {
    expect(messageOf(() => parseNpz(bytes, 'weights', 'x.npz'))).toBe(`DataFormatError: ${message}`);
  });

  it('with a flipped bit anywhere in a deflated array', () => {
    const start = 30 + 'weights.npy'.length;
    for (let bit = 0; bit < 8 * 60; bit++) {
      const bytes = Uint8Array.from(deflated);
      bytes[start + (bit >> 3)] ^= 1 << (bit & 7);
      expect(messageOf(() => parseNpz(bytes, 'weights', 'x.npz'))).toMatch(
        /^DataFormatError: x\.npz:weights: /,
      );
    }
  });

  it('that promises much, by the header of the array, before unpacking them', () => {
    // 8 MB of zeros after a header of three numbers; the directory tells the truth about both.
    const bomb = new Uint8Array(2 ** 23);
    bomb.set(encodeNpy(Float64Array.of(1, 2, 3), [3]));
    const message = messageOf(() => parseNpz(zipSync({ 'a.npy': bomb }), 'a', 'x.npz'));
    expect(message).toMatch(
      /^DataFormatError: x\.npz:a: the deflated member unpacks to more than 152 bytes, at byte/,
    );
  });
});
