import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNpy } from '../../src/data/npy-read.ts';
import { encodeNpy } from '../../src/data/npy-write.ts';
import type { WritableData } from '../../src/data/npy-write.ts';
import { concat, messageOf, npyWithHeader, temporaryFolder } from './support/files.ts';
import { hasNumpy, python } from './support/numpy.ts';

function header(descr: string, shape: string, order: 'True' | 'False' = 'False'): string {
  return `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
}

const finite = { noNaN: true, noDefaultInfinity: true };
const anyData: fc.Arbitrary<WritableData> = fc.oneof(
  fc.uint8Array({ minLength: 1 }),
  fc.int32Array({ minLength: 1 }),
  fc.float32Array({ minLength: 1, ...finite }),
  fc.float64Array({ minLength: 1, ...finite }),
);

it('reads what it writes, bit by bit', () => {
  fc.assert(
    fc.property(anyData, fc.integer({ min: 0, max: 3 }), (data, ones) => {
      const shape = [...Array<number>(ones).fill(1), data.length, 1];
      const array = parseNpy(encodeNpy(data, shape), 'x.npy');
      expect(array.shape).toEqual(shape);
      expect(array.data).toStrictEqual(data);
    }),
    { seed: 1 },
  );
});

it('refuses to write a shape that does not fit the data', () => {
  expect(messageOf(() => encodeNpy(new Float64Array(5), [2, 3]))).toBe(
    'ShapeError: shape: must hold 5 numbers (got [2, 3])',
  );
});

it.each([
  ['booleans', '|b1', [1, 0], Uint8Array.of(1, 0), 'bool'],
  ['bytes', '|u1', [7, 255], Uint8Array.of(7, 255), 'uint8'],
  ['signed bytes', '|i1', [7, 255], Int8Array.of(7, -1), 'int8'],
  ['uint16, low byte first', '<u2', [1, 2, 255, 255], Uint16Array.of(513, 65535), 'uint16'],
  ['uint16, high byte first', '>u2', [1, 2, 255, 255], Uint16Array.of(258, 65535), 'uint16'],
  ['int16', '>i2', [0, 2, 255, 254], Int16Array.of(2, -2), 'int16'],
  ['uint32', '<u4', [0, 0, 0, 128, 1, 0, 0, 0], Uint32Array.of(2 ** 31, 1), 'uint32'],
  ['int32', '>i4', [128, 0, 0, 0, 0, 0, 0, 1], Int32Array.of(-(2 ** 31), 1), 'int32'],
  [
    'int64 up to 2^53 − 1',
    '<i8',
    [255, 255, 255, 255, 255, 255, 31, 0, 255, 255, 255, 255, 255, 255, 255, 255],
    Float64Array.of(2 ** 53 - 1, -1),
    'int64',
  ],
  ['uint64', '>u8', [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 0], Float64Array.of(3, 2 ** 32), 'uint64'],
  [
    'halves: 1, the least subnormal',
    '<f2',
    [0x00, 0x3c, 0x01, 0x80],
    Float32Array.of(1, -(2 ** -24)),
    'float16',
  ],
  ['singles', '>f4', [0x3f, 0x80, 0, 0, 0xc0, 0x20, 0, 0], Float32Array.of(1, -2.5), 'float32'],
  [
    'doubles',
    '>f8',
    [0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0x40, 9, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18],
    Float64Array.of(1, Math.PI),
    'float64',
  ],
])('reads %s', (_, descr, elements, data, dtype) => {
  expect(parseNpy(npyWithHeader(header(descr, '(2,)'), elements), 'x')).toEqual({ shape: [2], data, dtype });
});

it.each([1, 2, 3] as const)('reads version %i, any order of the keys and either quote', (version) => {
  const text = `{"shape": (2, 1), 'fortran_order':False,"descr":"|u1"}   `;
  expect(parseNpy(npyWithHeader(text, [5, 6], version), 'x').data).toEqual(Uint8Array.of(5, 6));
});

it('reads a scalar, and the long integers of Python 2', () => {
  expect(parseNpy(npyWithHeader(header('|u1', '()'), [5]), 'x')).toMatchObject({ shape: [] });
  expect(parseNpy(npyWithHeader(header('|u1', '(1L, 2L)'), [5, 6]), 'x')).toMatchObject({ shape: [1, 2] });
});

it('turns Fortran order into C order', () => {
  const bytes = npyWithHeader(header('|u1', '(2, 3)', 'True'), [0, 10, 1, 11, 2, 12]);
  expect(parseNpy(bytes, 'x').data).toEqual(Uint8Array.of(0, 1, 2, 10, 11, 12));
});

const DAMAGED = 'the file is damaged: copy or download it again';
const PLAIN = "save it with numpy.save(path, array.astype('float64')) or another plain number type";

describe('a malformed file is refused with its place', () => {
  const good = encodeNpy(Float64Array.of(1, 2, 3), [3]);
  it.each([
    ['cut in the magic', good.subarray(0, 5), `x: not an NPY file: no magic number at byte 0; ${DAMAGED}`],
    ['cut before the header', good.subarray(0, 9), `x: the NPY header ends at byte 9; ${DAMAGED}`],
    [
      'cut in the header',
      good.subarray(0, 50),
      `x: the NPY header needs 128 bytes, but the file ends at byte 50; ${DAMAGED}`,
    ],
    [
      'cut in the elements',
      good.subarray(0, 151),
      `x: shape [3] needs 152 bytes, but the file ends at byte 151; ${DAMAGED}`,
    ],
    [
      'with trailing bytes',
      concat(good, [0]),
      `x: shape [3] must end at byte 152 (got 153 bytes); ${DAMAGED}`,
    ],
    [
      'of an unknown version',
      concat(good.subarray(0, 6), [9, 0], good.subarray(8)),
      `x: NPY version must be 1.0, 2.0 or 3.0 (got 9.0 at byte 6); ${DAMAGED}`,
    ],
    [
      'with dimensions beyond every number',
      npyWithHeader(header('<f8', `(${'9'.repeat(400)}, 2)`), [1]),
      `x: shape [Infinity, 2] needs Infinity bytes, but the file ends at byte 470; ${DAMAGED}`,
    ],
    [
      'with no element beside such a dimension',
      npyWithHeader(header('<f8', `(${'9'.repeat(400)}, 0)`)),
      'x: must hold numbers (got shape [Infinity, 0])',
    ],
    [
      'with NaN, whose index follows the order of the file',
      npyWithHeader(header('<f2', '(2, 3)', 'True'), [0, 0, 0, 0, 0, 0, 0, 0x7e, 0, 0, 0, 0]),
      'x: must be finite (got NaN at [1, 1], byte 75); replace that value',
    ],
    [
      'with an integer that float64 cannot hold',
      npyWithHeader(header('<i8', '(1,)'), [0, 0, 0, 0, 0, 0, 32, 0]),
      'x: int64 must be within ±2^53 (got about 9007199254740992) at byte 68; save the array as float64',
    ],
    [
      'with a boolean that is neither 0 nor 1',
      npyWithHeader(header('|b1', '(2,)'), [1, 2]),
      'x: bool must be 0 or 1 (got 2) at byte 69; save the array as float64',
    ],
    [
      'of objects',
      npyWithHeader(header('|O', '(2,)'), [1, 2]),
      `x: cannot read elements of type "|O" (header at byte 10); ${PLAIN}`,
    ],
    [
      'of complex numbers',
      npyWithHeader(header('<c8', '(2,)'), [1, 2]),
      `x: cannot read elements of type "<c8" (header at byte 10); ${PLAIN}`,
    ],
    [
      'of records',
      npyWithHeader(`{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }`),
      `x: the NPY header at byte 10 has a structured type; ${PLAIN}`,
    ],
    [
      'with a header that is no dictionary',
      npyWithHeader('hello'),
      `x: the NPY header at byte 10 is not a dictionary; ${DAMAGED}`,
    ],
    [
      'with code in the header',
      npyWithHeader(`{'descr': exit(1), 'fortran_order': False, 'shape': (2,), }`),
      `x: the NPY header at byte 10 does not parse; ${DAMAGED}`,
    ],
    [
      'without a shape',
      npyWithHeader(`{'descr': '<f4', 'fortran_order': False, }`),
      `x: the NPY header at byte 10 must hold 'descr', 'fortran_order' and 'shape'; ${DAMAGED}`,
    ],
    [
      'with a shape that is no tuple',
      npyWithHeader(header('|u1', '(2)'), [1, 2]),
      `x: the NPY header at byte 10 has no tuple of integers as its shape; ${DAMAGED}`,
    ],
  ])('%s', (_, bytes, message) => {
    expect(messageOf(() => parseNpy(bytes, 'x'))).toBe(`DataFormatError: ${message}`);
  });
});

describe.skipIf(!hasNumpy())('against NumPy (skipped where python3 has no numpy)', () => {
  it('writes the same bytes as numpy.save', () => {
    const folder = temporaryFolder();
    const ones = (count: number): number[] => Array<number>(count).fill(1);
    // The last ones fill the header up to and beyond a multiple of 64 bytes.
    const shapes = [[], [6], [2, 3], [1, 1, 1, 6], ...[10, 11, 12, 13, 30].map((n) => [123, ...ones(n)])];
    python(
      `
import json, sys, numpy
folder, shapes = sys.argv[1], json.loads(sys.argv[2])
for i, shape in enumerate(shapes):
    for kind in ['u1', 'i4', 'f4', 'f8']:
        numpy.save(f'{folder}/{i}-{kind}.npy', numpy.arange(numpy.prod(shape, dtype=int)).reshape(shape).astype(kind))
`,
      folder,
      JSON.stringify(shapes),
    );
    shapes.forEach((shape, i) => {
      const numbers = Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, k) => k);
      const kinds = {
        u1: Uint8Array.from(numbers),
        i4: Int32Array.from(numbers),
        f4: Float32Array.from(numbers),
        f8: Float64Array.from(numbers),
      };
      for (const [kind, data] of Object.entries(kinds)) {
        const saved = readFileSync(join(folder, `${i}-${kind}.npy`));
        expect(Buffer.compare(encodeNpy(data, shape), saved), `${kind} [${shape.join()}]`).toBe(0);
      }
    });
  });

  it('reads what numpy.save writes: every type, both byte orders, both index orders, three versions', () => {
    const folder = temporaryFolder();
    const listing = python(
      `
import json, sys, numpy
from numpy.lib import format
folder, files = sys.argv[1], []
values = numpy.arange(24) % 2
for kind in ['?', 'u1', 'u2', 'u4', 'u8', 'i1', 'i2', 'i4', 'i8', 'f2', 'f4', 'f8']:
    for order in '<>':
        for index in 'CF':
            for version in [(1, 0), (2, 0), (3, 0)]:
                span = 1 if kind == '?' else 0.11 if kind[0] == 'f' else 100 if kind[1] == '1' else 1000
                numbers = numpy.arange(24) * span
                if kind[0] == 'i': numbers = numbers - 11 * span if kind[1] != '1' else numpy.arange(24) - 12
                if kind == 'u1': numbers = numpy.arange(24) * 11
                array = numpy.asarray(numbers.reshape(2, 3, 4), order=index).astype(numpy.dtype(kind).newbyteorder(order), order='K')
                path = f'{folder}/{len(files)}.npy'
                with open(path, 'wb') as file: format.write_array(file, array, version)
                files.append([path, array.astype('f8').ravel(order='C').tolist()])
print(json.dumps(files))
`,
      folder,
    );
    const files = JSON.parse(listing) as [string, number[]][];
    expect(files).toHaveLength(12 * 2 * 2 * 3);
    for (const [path, numbers] of files) {
      const array = parseNpy(readFileSync(path), path);
      expect(array.shape).toEqual([2, 3, 4]);
      expect([...array.data]).toEqual(numbers);
    }
  });

  it('gives NumPy back the numbers it was given', () => {
    const folder = temporaryFolder();
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1, maxLength: 50, ...finite }), (data) => {
        const path = join(folder, 'a.npy');
        writeFileSync(path, encodeNpy(data, [data.length]));
        const hex = python('import sys, numpy; print(numpy.load(sys.argv[1]).tobytes().hex())', path).trim();
        expect(hex).toBe(Buffer.from(data.buffer).toString('hex'));
      }),
      // Each run starts an interpreter.
      { seed: 1, numRuns: 5 },
    );
  });
});
