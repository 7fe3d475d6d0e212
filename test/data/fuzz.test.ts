import { deflateRawSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCifar10 } from '../../src/data/cifar10.ts';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { parseArray } from '../../src/data/read-array.ts';
import { readTar } from '../../src/data/tar.ts';
import { DataFormatError } from '../../src/errors.ts';
import { concat, idxOfBytes, utf8 } from './support/files.ts';
import { TAR_END, tarEntry } from './support/tar.ts';

const npy = encodeNpy(Float64Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
const idx = idxOfBytes([2, 3], [1, 2, 3, 4, 5, 6]);
const tar = concat(tarEntry('a/b', 'hello'), tarEntry('c', 'world'), TAR_END);

type Read = (bytes: Uint8Array) => unknown;
const arrays: readonly [name: string, content: Uint8Array][] = [
  ['x.npy', npy],
  ['x.npy.gz', gzipSync(npy)],
  ['x.idx', idx],
  ['x.idx.gz', gzipSync(idx)],
  ['x.npz', zipSync({ 'a.npy': npy })],
  ['x.csv', utf8('a,b\n1,2.5\n-3e2,4\n')],
  ['x.json', utf8('[[1, 2.5], [-3e2, 4]]')],
  ['x.json.gz', gzipSync(utf8('[[1, 2.5], [-3e2, 4]]'))],
];
const corpus: readonly [name: string, content: Uint8Array, read: Read][] = [
  ...arrays.map(([name, content]): [string, Uint8Array, Read] => [name, content, (x) => parseArray(x, name)]),
  ['cifar', new Uint8Array(2 * 3073), (bytes) => parseCifar10([{ path: 'cifar', bytes }])],
  ['x.tar', tar, (bytes) => readTar(bytes, 'x.tar')],
];

/** Cuts, overwritten bytes, copied and removed stretches. */
interface Mutation {
  readonly cut: number | null;
  readonly set: readonly (readonly [where: number, byte: number])[];
  readonly insert: Uint8Array | null;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  set: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 6,
  }),
  insert: fc.option(fc.uint8Array({ maxLength: 20 }), { freq: 3 }),
});

function mutate(content: Uint8Array, how: Mutation): Uint8Array {
  let bytes = Uint8Array.from(content);
  for (const [where, byte] of how.set) bytes[Math.floor(where * bytes.length)] = byte;
  if (how.insert !== null) bytes = Uint8Array.of(...how.insert, ...bytes);
  return how.cut === null ? bytes : bytes.slice(0, Math.floor(how.cut * bytes.length));
}

it.each(corpus)('%s: a mutated file is read, or refused in one line that names it', (name, content, read) => {
  expect(() => read(content)).not.toThrow();
  fc.assert(
    fc.property(mutation, (how) => {
      try {
        read(mutate(content, how));
      } catch (error) {
        if (!(error instanceof DataFormatError)) throw error;
        expect(error.message).toMatch(new RegExp(`^${name.replaceAll('.', '\\.')}[^\\n]*$`));
      }
    }),
    { seed: 1, numRuns: 1000 },
  );
});

it('a gzip stream of random DEFLATE blocks is read, or refused in one line', () => {
  const header = gzipSync(new Uint8Array(0)).subarray(0, 10);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, packed) => {
      const stream = packed ? deflateRawSync(noise) : noise;
      const bytes = Uint8Array.of(...header, ...stream);
      expect(() => parseArray(bytes, 'x.csv.gz')).toThrow(DataFormatError);
    }),
    { seed: 1, numRuns: 1000 },
  );
});
