import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIdx, parseIdx } from '../../src/data/idx.ts';
import { bigEndian32, concat, idxOfBytes, messageOf } from './support/files.ts';

it.each([
  ['unsigned bytes', 0x08, [1, 255], Uint8Array.of(1, 255), 'uint8'],
  ['signed bytes', 0x09, [1, 255], Int8Array.of(1, -1), 'int8'],
  ['16-bit integers', 0x0b, [1, 2, 0xff, 0xfe], Int16Array.of(258, -2), 'int16'],
  ['32-bit integers', 0x0c, [0, 1, 0, 0, 0xff, 0xff, 0xff, 0xff], Int32Array.of(65536, -1), 'int32'],
  ['single floats', 0x0d, [0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0], Float32Array.of(1, -2.5), 'float32'],
  [
    'double floats',
    0x0e,
    [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x40, 9, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18],
    Float64Array.of(1, Math.PI),
    'float64',
  ],
])('reads %s, high byte first', (_, type, elements, data, dtype) => {
  const bytes = concat([0, 0, type, 1], bigEndian32(2), elements);
  expect(parseIdx(bytes, 'x')).toEqual({ shape: [2], data, dtype });
});

it('gives back bytes of any number of dimensions, without aliasing the file', () => {
  const shape = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(shape, fc.integer(), (sizes, seed) => {
      const count = sizes.reduce((product, size) => product * size, 1);
      const elements = Uint8Array.from({ length: count }, (_, i) => i * seed);
      const bytes = idxOfBytes(sizes, elements);
      const array = parseIdx(bytes, 'x');
      expect(array).toEqual({ shape: sizes, data: elements, dtype: 'uint8' });
      bytes.fill(0);
      expect(array.data).toEqual(elements);
    }),
    { seed: 1 },
  );
});

it('knows IDX by its first four bytes', () => {
  expect(isIdx(Uint8Array.of(0, 0, 8, 3))).toBe(true);
  for (const bytes of [
    [0, 0, 8],
    [0, 0, 8, 0],
    [0, 0, 0x0a, 1],
    [0, 1, 8, 1],
    [1, 0, 8, 1],
  ]) {
    expect(isIdx(Uint8Array.from(bytes))).toBe(false);
  }
});

const DAMAGED = 'the file is damaged: copy or download it again';

describe('a malformed file is refused with its place', () => {
  it.each([
    [
      'cut in the header',
      idxOfBytes([2, 3], []).subarray(0, 7),
      `x: the IDX header needs 12 bytes, but ends at byte 7; ${DAMAGED}`,
    ],
    [
      'cut in the elements',
      idxOfBytes([2, 3], [1, 2, 3, 4, 5]),
      `x: shape [2, 3] needs 18 bytes, but the file ends at byte 17; ${DAMAGED}`,
    ],
    [
      'with trailing bytes',
      idxOfBytes([2], [1, 2, 3]),
      `x: shape [2] must end at byte 10 (got 11 bytes); ${DAMAGED}`,
    ],
    [
      'with dimensions beyond every memory',
      idxOfBytes([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], [1]),
      `x: shape [4294967295, 4294967295, 4294967295] needs 7.9228162458924105e+28 bytes, but the file ends at byte 17; ${DAMAGED}`,
    ],
    ['without elements', idxOfBytes([0, 4], []), 'x: must hold numbers (got shape [0, 4])'],
    [
      'with NaN',
      concat([0, 0, 0x0d, 2], bigEndian32(1, 2), [0, 0, 0, 0, 0x7f, 0xc0, 0, 0]),
      'x: must be finite (got NaN at [0, 1], byte 16); replace that value',
    ],
    [
      'with infinity',
      concat([0, 0, 0x0d, 1], bigEndian32(1), [0xff, 0x80, 0, 0]),
      'x: must be finite (got -Infinity at [0], byte 8); replace that value',
    ],
    [
      'of another format',
      Uint8Array.of(1, 2, 3, 4),
      `x: not an IDX file: no magic number at byte 0; ${DAMAGED}`,
    ],
  ])('%s', (_, bytes, message) => {
    expect(messageOf(() => parseIdx(bytes, 'x'))).toBe(`DataFormatError: ${message}`);
  });
});
