/** Readers of packed files: gzip, NPZ (ZIP) and TAR. Half of the mutants are mutated before they are packed. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, gunzipSync, gzipSync, inflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { encodeNpy } from '../../../src/data/npy-write.ts';
import { gunzip } from '../../../src/data/gunzip.ts';
import { parseArray } from '../../../src/data/read-array.ts';
import { readTar } from '../../../src/data/tar.ts';
import type { TarEntry } from '../../../src/data/tar.ts';
import type { PythonAnswer, Reader } from '../reader.ts';
import { joined, utf8 } from '../reader.ts';
import { NPY_FILES, NPY_TOKENS, sameArray } from './arrays.ts';

/** DEFLATE makes at most 1032 bytes of one; what came out is held at most twice while it grows, and is decoded once. */
const packedBound = (length: number): number => 2 ** 20 + 4 * 1032 * length;

const TEXT = utf8('competing units '.repeat(40), '', 'a')[0];
const CONTENTS = [...NPY_FILES, ...utf8('1,2,3\n4,5,6\n', '[[1, 2], [3, 4]]', 'x'.repeat(2000), 'a')];

/** A gzip file with all that its header may hold. */
function fullHeader(content: Uint8Array): Uint8Array {
  const packed = gzipSync(content);
  const header = joined([31, 139, 8, 31, 0, 0, 0, 0, 0, 3], [4, 0, 1, 2, 3, 4], utf8('name\0comment\0')[0]);
  const sum = crc32(header) & 0xffff;
  return joined(header, [sum & 255, sum >> 8], packed.subarray(10));
}

const GZIP_FILES = [
  ...CONTENTS.map((content) => gzipSync(content)),
  gzipSync(TEXT, { level: 0 }),
  gzipSync(TEXT, { strategy: 4 }),
  gzipSync(Uint8Array.from({ length: 1500 }, (_, i) => (i * i * 37) >> 5)),
  joined(gzipSync(TEXT), gzipSync(TEXT)),
  gzipSync(new Uint8Array(100_000)),
  fullHeader(TEXT),
].map((bytes) => Uint8Array.from(bytes));

/** Length and checksum of the only member put right, if it decodes. */
function repairGzip(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 18) return bytes;
  try {
    const { buffer, engine } = inflateRawSync(bytes.subarray(10), {
      info: true,
      maxOutputLength: 1 << 22,
    }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    const trailer = Buffer.alloc(8);
    trailer.writeUInt32LE(crc32(buffer), 0);
    trailer.writeUInt32LE(buffer.length, 4);
    return joined(bytes.subarray(0, 10 + engine.bytesWritten), trailer);
  } catch {
    return bytes;
  }
}

/** The same text by zlib. */
function gzipFault(bytes: Uint8Array, reading: unknown): string | null {
  try {
    const expected = gunzipSync(bytes, { maxOutputLength: 1 << 26 });
    return Buffer.compare(expected, reading as Uint8Array) === 0 ? null : 'not what zlib unpacks';
  } catch (error) {
    return `zlib refuses it: ${String(error)}`;
  }
}

const NPZ_FILES = [
  ...NPY_FILES.map((file) => zipSync({ 'a.npy': file })),
  zipSync({ 'a.npy': [NPY_FILES[0], { level: 0 }] }),
  zipSync({ 'a.npy': encodeNpy(new Float64Array(4000), [4000]) }),
  zipSync({ 'a.npy': [NPY_FILES[1], { level: 9 }] }),
];

/** Checksums of the central directory's entries put right where the member is found and decodes. */
function repairZip(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  const signature = Buffer.from([0x50, 0x4b, 1, 2]);
  for (
    let at = file.indexOf(signature);
    at >= 0 && at + 46 <= file.length;
    at = file.indexOf(signature, at + 4)
  ) {
    const [packed, local] = [file.readUInt32LE(at + 20), file.readUInt32LE(at + 42)];
    if (local + 30 > file.length) continue;
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const source = file.subarray(start, start + packed);
    let content: Uint8Array = source;
    if (file.readUInt16LE(at + 10) === 8) {
      try {
        content = inflateRawSync(source, { maxOutputLength: 1 << 22 });
      } catch {
        continue;
      }
    }
    file.writeUInt32LE(crc32(content), at + 16);
    file.writeUInt32LE(content.length, at + 24);
    file.writeUInt32LE(crc32(content), local + 14);
    file.writeUInt32LE(content.length, local + 22);
  }
  return new Uint8Array(file);
}

function tarHeader(name: string, size: number, type: string): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write('ustar\x0000', 257);
  return header;
}

/** Checksums of all headers put right. */
function repairTar(bytes: Uint8Array): Uint8Array {
  const file = Buffer.from(bytes);
  for (let at = 0; at + 512 <= file.length; at += 512) {
    const header = file.subarray(at, at + 512);
    if (header.toString('latin1', 257, 262) !== 'ustar') continue;
    header.write(' '.repeat(8), 148);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  }
  return new Uint8Array(file);
}

function tar(...files: readonly (readonly [name: string, content: string, type?: string])[]): Uint8Array {
  const parts = files.flatMap(([name, content, type = '0']) => [
    tarHeader(name, content.length, type),
    Buffer.from(content.padEnd(Math.ceil(content.length / 512) * 512, '\0')),
  ]);
  return repairTar(joined(...parts, new Uint8Array(1024)));
}

const TAR_TOKENS = [
  ...utf8(
    '../',
    '/etc/passwd',
    '0',
    '1',
    '2',
    '5',
    'L',
    'x',
    '00000000000',
    '77777777777',
    'ustar',
    '-1',
    ' ',
  ),
  new Uint8Array(512),
  tar(['b', 'hello']),
];

/** Python stops at a header of which any number is bad, and keeps bytes of names that are no UTF-8 as surrogates. */
function sameFiles(reading: unknown, { json }: PythonAnswer): boolean {
  const own = reading as readonly TarEntry[];
  return (json as readonly (readonly [name: string, sha256: string])[]).every(([name, sha256], i) => {
    const isText = /^\P{Surrogate}*$/u.test(name);
    const sum = createHash('sha256').update(own[i].content).digest('hex');
    // Of a long name whose entry gives too small a size Python takes the padding, too.
    const isLonger = name.length > 100 && name.startsWith(own[i].name);
    return sum === sha256 && (!isText || own[i].name === name || isLonger);
  });
}

export const packedReaders: readonly Reader[] = [
  {
    name: 'gzip',
    label: 'x.gz',
    corpus: GZIP_FILES,
    tokens: [Uint8Array.of(31, 139, 8), Uint8Array.of(0), gzipSync(TEXT), deflateRawSync(TEXT)],
    kind: 'binary',
    repair: repairGzip,
    contents: CONTENTS,
    wrap: (content) => Uint8Array.from(gzipSync(content)),
    read: (bytes) => gunzip(bytes, 'x.gz', 1 << 24),
    check: gzipFault,
    allocation: packedBound,
  },
  {
    name: 'npy.gz',
    label: 'x.npy.gz',
    corpus: NPY_FILES.map((file) => Uint8Array.from(gzipSync(file))),
    tokens: NPY_TOKENS,
    kind: 'binary',
    repair: repairGzip,
    contents: NPY_FILES,
    wrap: (content) => Uint8Array.from(gzipSync(content)),
    read: (bytes) => parseArray(bytes, 'x.npy.gz'),
    allocation: packedBound,
  },
  {
    name: 'npz',
    label: 'x.npz',
    corpus: NPZ_FILES,
    tokens: [
      ...NPY_TOKENS,
      zipSync({ 'x.npy': [NPY_FILES[1], { level: 0 }], 'y.npy': NPY_FILES[2] }),
      Uint8Array.of(0x50, 0x4b, 5, 6),
      Uint8Array.of(0x50, 0x4b, 1, 2),
      ...utf8('../a.npy'),
    ],
    kind: 'binary',
    repair: repairZip,
    contents: NPY_FILES,
    wrap: (content) => zipSync({ 'a.npy': content }),
    read: (bytes) => parseArray(bytes, 'x.npz'),
    python: { format: 'npz', same: sameArray },
    allocation: packedBound,
  },
  {
    name: 'tar',
    label: 'x.tar',
    corpus: [
      tar(['a/b', 'hello'], ['c', 'world']),
      tar(['../up', 'x'.repeat(600)], ['link', '', '2'], ['folder/', '', '5']),
      tar(['empty', ''], ['old', 'x', '\0']),
      tar(['././@LongLink', `${'long/'.repeat(30)}\0`, 'L'], ['cut', 'x']),
      tar(['pax', '16 path=a/b/cde\n11 mtime=1\n', 'x'], ['cut', 'x'], ['next', 'y']),
    ],
    tokens: TAR_TOKENS,
    kind: 'binary',
    repair: repairTar,
    read: (bytes) => readTar(bytes, 'x.tar'),
    python: {
      format: 'tar',
      same: sameFiles,
    },
    allocation: (length) => 65536 + 32 * length,
  },
];
