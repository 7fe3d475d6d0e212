/** Readers of unpacked binary arrays: IDX, CIFAR-10, NPY, and labels in any of them. */
import { Buffer } from 'node:buffer';
import type { FileArray } from '../../../src/data/array.ts';
import { parseCifar10 } from '../../../src/data/cifar10.ts';
import { toDataset, toLabels } from '../../../src/data/dataset.ts';
import type { Dataset } from '../../../src/data/dataset.ts';
import { parseIdx } from '../../../src/data/idx.ts';
import { parseNpy } from '../../../src/data/npy-read.ts';
import { encodeNpy } from '../../../src/data/npy-write.ts';
import { parseArray } from '../../../src/data/read-array.ts';
import type { PythonAnswer, Reader } from '../reader.ts';
import { joined, utf8 } from '../reader.ts';

/** Raw files: a copy, a transposed copy and the widening of small types, each at most 8 bytes per byte. */
const unpackedBound = (length: number): number => 65536 + 32 * length;

/** Whether shape and numbers are those that Python read, to the bit but for the sign of NaN. */
export function sameArray(reading: unknown, { shape, data }: PythonAnswer): boolean {
  const own = reading as FileArray;
  if (own.shape.join() !== shape.join() || own.data.length !== data.length) return false;
  return data.every((x, i) => Object.is(x, own.data[i]));
}

function idx(type: number, shape: readonly number[], elements: Uint8Array | readonly number[]): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, type, shape.length]);
  shape.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return joined(header, elements);
}

const IDX_FILES = [
  idx(
    0x08,
    [2, 3, 3],
    Array.from({ length: 18 }, (_, i) => 14 * i),
  ),
  idx(0x08, [5], [0, 1, 2, 3, 9]),
  idx(0x09, [3], [255, 0, 127]),
  idx(0x0b, [2, 2], [0, 1, 255, 255, 128, 0, 127, 255]),
  idx(0x0c, [2], [0, 0, 0, 1, 255, 255, 255, 254]),
  idx(0x0d, [2], [0x3f, 0x80, 0, 0, 0xc0, 0x49, 0x0f, 0xdb]),
  idx(0x0e, [1, 1], [0x3f, 0xf0, 0, 0, 0, 0, 0, 1]),
];

/** Reads what the specification says, element by element. */
function idxFault(bytes: Uint8Array, reading: unknown): string | null {
  const { shape, data } = reading as FileArray;
  const file = Buffer.from(bytes);
  const sizes = Array.from({ length: file[3] }, (_, i) => file.readUInt32BE(4 + 4 * i));
  if (sizes.join() !== shape.join()) return `shape ${shape.join()} for ${sizes.join()}`;
  const widths: Readonly<Record<number, number>> = { 8: 1, 9: 1, 11: 2, 12: 4, 13: 4, 14: 8 };
  const width = widths[file[2]];
  const start = 4 + 4 * sizes.length;
  if (data.length * width + start !== bytes.length) return `${data.length} elements`;
  for (let i = 0, at = start; i < data.length; i++, at += width) {
    const expected =
      file[2] === 8
        ? file[at]
        : file[2] === 13
          ? file.readFloatBE(at)
          : file[2] === 14
            ? file.readDoubleBE(at)
            : file.readIntBE(at, width);
    if (!Object.is(expected, data[i])) return `element ${i} is ${data[i]}, not ${expected}`;
  }
  return null;
}

const CIFAR_RECORD = 3073;
const cifarBatch = (records: number): Uint8Array =>
  Uint8Array.from({ length: records * CIFAR_RECORD }, (_, i) =>
    i % CIFAR_RECORD === 0 ? (i / CIFAR_RECORD) % 10 : (i * 7) % 256,
  );

function cifarFault(bytes: Uint8Array, reading: unknown): string | null {
  const { examples, values, labels } = reading as Dataset;
  if (examples * CIFAR_RECORD !== bytes.length) return `${examples} examples`;
  for (let example = 0; example < examples; example++) {
    const at = example * CIFAR_RECORD;
    if (labels?.[example] !== bytes[at]) return `label ${example}`;
    for (let i = 0; i < 3072; i++) {
      const planar = at + 1 + (i % 3) * 1024 + Math.floor(i / 3);
      if (values[example * 3072 + i] !== bytes[planar]) return `example ${example}, input ${i}`;
    }
  }
  return null;
}

/** An NPY file with any header text. */
function npy(header: string, elements: readonly number[] | Uint8Array, version: 1 | 2 | 3 = 1): Uint8Array {
  const [text] = utf8(`${header}\n`);
  const length = [text.length & 255, text.length >> 8, ...(version === 1 ? [] : [0, 0])];
  return joined([0x93, ...Buffer.from('NUMPY'), version, 0], length, text, elements);
}

/** NPY files of all kinds of elements, orders and versions. */
export const NPY_FILES: readonly Uint8Array[] = [
  encodeNpy(Float64Array.of(1, -2.5, 3e-300, 4, 5, 6), [2, 3]),
  encodeNpy(Float32Array.of(0.1, 2, 3), [3]),
  encodeNpy(Uint8Array.of(0, 128, 255, 7), [2, 2]),
  encodeNpy(Int32Array.of(-1, 2 ** 31 - 1), [2]),
  ...(['<i8', '>i8', '<u8', '>f8'] as const).map((type) =>
    npy(
      `{'descr': '${type}', 'fortran_order': False, 'shape': (1,), }`,
      type[0] === '<' ? [7, 1, 0, 0, 0, 0, 0, 0] : [0, 0, 0, 0, 0, 0, 1, 7],
    ),
  ),
  npy("{'descr': '<f2', 'fortran_order': False, 'shape': (3,), }", [0, 60, 1, 0, 255, 123]),
  npy("{'descr': '|b1', 'fortran_order': False, 'shape': (3,), }", [0, 1, 1]),
  npy(
    "{'descr': '>i2', 'fortran_order': True, 'shape': (2, 3), }",
    [0, 1, 0, 2, 0, 3, 0, 4, 255, 255, 128, 0],
    2,
  ),
  npy(
    "{'descr': '<u4', 'fortran_order': True, 'shape': (1, 2, 2), }",
    Array.from({ length: 16 }, (_, i) => i),
    3,
  ),
  npy("{'descr': '|i1', 'fortran_order': False, 'shape': (), }", [200]),
  npy("{'shape': (2L, 1L), 'fortran_order': False, 'descr': '>u2'}", [1, 2, 3, 4]),
];

export const NPY_TOKENS: readonly Uint8Array[] = utf8(
  ...[
    "'descr'",
    "'fortran_order'",
    "'shape'",
    'True',
    'False',
    '(',
    ')',
    ',',
    '(2,)',
    '(0,)',
    '()',
    '(1, 6)',
    '(6,)',
  ],
  ...[
    "'<f8'",
    "'>f4'",
    "'|u1'",
    "'<i8'",
    "'|O'",
    "'<c16'",
    "[('a', '<f8')]",
    "'<U3'",
    "'|b1'",
    "'<f2'",
    "'=f8'",
  ],
  ...[
    '{',
    '}',
    ': ',
    '4294967296',
    '18446744073709551616',
    '(3, 2)',
    "'",
    '"',
    '\n',
    '\x93NUMPY',
    '-1',
    '1L',
  ],
);

/** Float files whose bytes hold NaN and infinity. */
const BINARY_TOKENS = [
  Uint8Array.of(0x7f, 0xc0, 0, 0),
  Uint8Array.of(0, 0, 0xf0, 0x7f),
  Uint8Array.of(0, 0, 0x80, 0x7f),
  ...[8, 9, 11, 12, 13, 14].map((type) => Uint8Array.of(0, 0, type, 2)),
  Uint8Array.of(255, 255, 255, 255),
];

function labelFault(_: Uint8Array, reading: unknown): string | null {
  const { labels, classes } = reading as { labels: ArrayLike<number>; classes: number };
  const wrong = Array.from(labels).find((x) => !Number.isInteger(x) || x < 0 || x >= classes);
  return wrong === undefined ? null : `label ${wrong} of ${classes} classes`;
}

/** A data set whose inputs and labels are the same file, as far as that fits. */
function readLabelled(bytes: Uint8Array): { labels: ArrayLike<number>; classes: number } {
  const array = parseArray(bytes, 'x.idx');
  const labels = toLabels(array, 'x.idx', { examples: array.shape[0] ?? 1, classes: 200 });
  toDataset({ ...array, shape: [array.data.length, 1] }, 'x.idx', { name: 'x', labels, classes: 200 });
  return { labels, classes: 200 };
}

export const arrayReaders: readonly Reader[] = [
  {
    name: 'idx',
    label: 'x.idx',
    corpus: IDX_FILES,
    tokens: BINARY_TOKENS,
    kind: 'binary',
    read: (bytes) => parseIdx(bytes, 'x.idx'),
    check: idxFault,
    allocation: unpackedBound,
  },
  {
    name: 'cifar',
    label: 'x.bin',
    corpus: [cifarBatch(1), cifarBatch(3)],
    tokens: [cifarBatch(1), Uint8Array.of(9), Uint8Array.of(10), new Uint8Array(CIFAR_RECORD)],
    kind: 'binary',
    read: (bytes) => parseCifar10([{ path: 'x.bin', bytes }]),
    check: cifarFault,
    allocation: unpackedBound,
  },
  {
    name: 'npy',
    label: 'x.npy',
    corpus: NPY_FILES,
    tokens: [...NPY_TOKENS, ...BINARY_TOKENS],
    kind: 'binary',
    read: (bytes) => parseNpy(bytes, 'x.npy'),
    python: { format: 'npy', same: sameArray },
    allocation: unpackedBound,
  },
  {
    name: 'labels',
    label: 'x.idx',
    corpus: [
      IDX_FILES[1],
      encodeNpy(Int32Array.of(0, 3, 1), [3]),
      encodeNpy(Float64Array.of(1, 199, 0), [3, 1]),
    ],
    tokens: BINARY_TOKENS,
    kind: 'binary',
    read: readLabelled,
    check: labelFault,
    allocation: unpackedBound,
  },
];
