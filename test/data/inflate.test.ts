import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inflate, InflateError } from '../../src/data/inflate.ts';

/** Bytes that compress in different ways: random, few symbols, long repeats, with matches across 32 KiB. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.array(fc.constantFrom(0, 0, 0, 7, 255), { maxLength: 3000 }).map((bytes) => Uint8Array.from(bytes)),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3000 }))
    .map(([unit, count]) =>
      Uint8Array.from({ length: unit.length * count }, (_, i) => unit[i % unit.length]),
    ),
);
const strategy = fc.constantFrom(
  constants.Z_DEFAULT_STRATEGY,
  constants.Z_FIXED,
  constants.Z_HUFFMAN_ONLY,
  constants.Z_RLE,
);

it('undoes what zlib packs, at every level and strategy, and finds the end of the stream', () => {
  fc.assert(
    fc.property(content, fc.integer({ min: 0, max: 9 }), strategy, (bytes, level, how) => {
      const packed = deflateRawSync(bytes, { level, strategy: how });
      const source = Uint8Array.of(1, 2, 3, ...packed, 4, 5);
      const { bytes: unpacked, end } = inflate(source, 3, { limit: bytes.length });
      expect(Buffer.compare(unpacked, bytes)).toBe(0);
      expect(end).toBe(3 + packed.length);
    }),
    { seed: 1, numRuns: 300 },
  );
});

it('names the end of the source when the stream is cut at any byte', () => {
  const bytes = Uint8Array.from({ length: 2000 }, (_, i) => (i * i) % 251);
  const packed = deflateRawSync(bytes);
  for (let length = 0; length < packed.length; length++) {
    const cut = packed.subarray(0, length);
    const error = thrown(() => inflate(cut, 0, { limit: 2000 }));
    expect(error.message).toBe('ends inside the compressed stream');
    expect(error.at).toBe(length);
  }
});

it('ends with an error or with other bytes, inside the source, whatever bit is flipped', () => {
  const bytes = Uint8Array.from({ length: 500 }, (_, i) => (i * i) % 13);
  const packed = deflateRawSync(bytes);
  for (let bit = 0; bit < 8 * packed.length; bit++) {
    const damaged = Uint8Array.from(packed);
    damaged[bit >> 3] ^= 1 << (bit & 7);
    try {
      expect(inflate(damaged, 0, { limit: 5000 }).end).toBeLessThanOrEqual(packed.length);
    } catch (error) {
      if (!(error instanceof InflateError)) throw error;
      expect(error.at).toBeLessThanOrEqual(packed.length);
    }
  }
});

it.each([
  ['a block of unknown type', [0b111], 'holds a block of unknown type'],
  ['a stored length that contradicts its complement', [1, 5, 0, 5, 0], 'holds a block with a wrong length'],
  ['a distance before the beginning', [0b0000_0011, 0b0000_0010, 0], 'refers to bytes before its beginning'],
])('says what is wrong with %s', (_, source, message) => {
  expect(thrown(() => inflate(Uint8Array.from(source), 0, { limit: 100 })).message).toBe(message);
});

it('stops at the limit, or fails there, and allocates no more than twice what came out', () => {
  const bomb = deflateRawSync(new Uint8Array(10_000_000));
  expect(bomb.length).toBeLessThan(10_000);
  const head = inflate(bomb, 0, { limit: 100, atLimit: 'stop' });
  expect(head.bytes).toEqual(new Uint8Array(100));
  expect(head.bytes.buffer.byteLength).toBe(100);
  const error = thrown(() => inflate(bomb, 0, { limit: 9_999_999 }));
  expect([error.message, error.tooLong]).toEqual(['unpacks to more than 9999999 bytes', true]);
  expect(inflate(bomb, 0, { limit: 2 ** 31 }).bytes.buffer.byteLength).toBeLessThanOrEqual(20_000_000);
});

function thrown(act: () => unknown): InflateError {
  try {
    act();
  } catch (error) {
    if (error instanceof InflateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
