import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { readArray } from '../../src/data/read-array.ts';
import {
  bigEndian32,
  concat,
  idxOfBytes,
  messageOf,
  temporaryFile,
  temporaryFolder,
  utf8,
} from './support/files.ts';

const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6);
const npy = encodeNpy(bytes, [2, 3]);
const idx = idxOfBytes([2, 3], bytes);
const csv = utf8('1,2,3\n4,5,6\n');
const json = utf8('[[1, 2, 3], [4, 5, 6]]');

it.each([
  ['a.npy', npy],
  ['a.npy.gz', gzipSync(npy)],
  ['train-images-idx3-ubyte', idx],
  ['train-images-idx3-ubyte.gz', gzipSync(idx)],
  ['unpacked-by-the-browser.gz', idx],
  ['no-ending', npy],
  ['a.csv', csv],
  ['A.CSV.GZ', gzipSync(csv)],
  ['a.tsv', csv],
  ['a.txt', csv],
  ['a.json', json],
  ['a.json.gz', gzipSync(json)],
  ['one.npz', zipSync({ 'w.npy': npy })],
])('reads %s', (name, content) => {
  const { shape, data } = readArray(temporaryFile(name, content));
  expect(shape).toEqual([2, 3]);
  expect([...data]).toEqual([...bytes]);
});

it('reads FILE.npz:NAME, also when the path has a colon', () => {
  const folder = join(temporaryFolder(), 'a:b');
  mkdirSync(folder);
  const path = join(folder, 'x.npz');
  writeFileSync(path, zipSync({ 'w.npy': npy, 'h:1.npy': encodeNpy(bytes, [6]) }));
  expect(readArray(`${path}:w`).shape).toEqual([2, 3]);
  expect(readArray(`${path}:h:1`).shape).toEqual([6]);
});

const DAMAGED = 'the file is damaged: copy or download it again';

describe('a file that cannot be read is named, with the mend', () => {
  it('missing', () => {
    const path = join(temporaryFolder(), 'x.npy');
    expect(messageOf(() => readArray(path))).toBe(`DataFormatError: ${path}: no such file; check the path`);
    expect(messageOf(() => readArray(`${path}/y.npz:w`))).toMatch(/y\.npz: no such file/);
  });
  it('a folder', () => {
    const path = temporaryFolder();
    expect(messageOf(() => readArray(path))).toBe(
      `DataFormatError: ${path}: is a directory, not a file; check the path`,
    );
  });
  it('empty', () => {
    const path = temporaryFile('x.npy', '');
    expect(messageOf(() => readArray(path))).toBe(`DataFormatError: ${path}: is empty (0 bytes); ${DAMAGED}`);
  });
  it('of unknown format', () => {
    const path = temporaryFile('x.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1));
    expect(messageOf(() => readArray(path))).toBe(
      `DataFormatError: ${path}: unknown format (begins with 89 50 4e 47 at byte 0); ` +
        'use .npy, FILE.npz:NAME, .json, .csv or IDX (.gz or not)',
    );
  });
  it('with the name of one format and the bytes of another', () => {
    const text = temporaryFile('x.npy', 'hello');
    expect(messageOf(() => readArray(text))).toBe(
      `DataFormatError: ${text}: not an NPY file: no magic number at byte 0; ${DAMAGED}`,
    );
    const archive = temporaryFile('x.npz', 'hello');
    expect(messageOf(() => readArray(archive))).toMatch(/x\.npz: no end record of a ZIP file before byte 5/);
  });
});

describe('a packed file is bounded by the header inside', () => {
  it('dimensions that the packed bytes cannot hold are refused before anything is unpacked', () => {
    const path = temporaryFile('x.gz', gzipSync(idxOfBytes([60000, 28, 28], [1, 2, 3])));
    expect(messageOf(() => readArray(path))).toMatch(
      /x\.gz: the dimensions in its header need 47040016 bytes, more than \d+ compressed bytes may hold; the file/,
    );
  });
  it('also those of an NPY header', () => {
    const large = npy.slice();
    large.set(utf8('(9999999, 9999999), }'), Buffer.from(npy).indexOf('(2, 3), }'));
    expect(messageOf(() => readArray(temporaryFile('x.npy.gz', gzipSync(large))))).toMatch(
      /the dimensions in its header need 99999980000129 bytes/,
    );
  });
  it('a stream that goes on after the last element is cut off there', () => {
    const bomb = gzipSync(concat(idx, new Uint8Array(1e6)));
    expect(messageOf(() => readArray(temporaryFile('x.gz', bomb)))).toMatch(
      /x\.gz: the gzip stream unpacks to more than 18 bytes, at byte \d+; unpack it/,
    );
  });
  it('a stream that ends before the last element is called short', () => {
    const short = gzipSync(concat([0, 0, 8, 1], bigEndian32(100), new Uint8Array(99)));
    expect(messageOf(() => readArray(temporaryFile('x.gz', short)))).toMatch(
      /x\.gz: shape \[100\] needs 108 bytes, but the file ends at byte 107; the file is damaged/,
    );
  });
});
