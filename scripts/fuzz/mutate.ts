/**
 * Mutations of files in the manner of AFL (Zalewski, "AFL technical whitepaper", 2016): a pile of small random
 * changes, words of the format, and crossings of two files; for text also numbers, lines and brackets.
 */
import type { RandomStream } from '../../src/kernels/random.ts';

/** Larger mutants are cut: what breaks a reader breaks it small. */
export const LARGEST_INPUT: number = 1 << 16;

/** What mutants are made from. */
export interface Material {
  readonly corpus: readonly Uint8Array[];
  readonly tokens: readonly Uint8Array[];
  readonly kind: 'binary' | 'text';
}

/** Values at which lengths, counts and signs go wrong. */
const INTERESTING = [
  ...[0, 1, 2, 7, 8, 16, 31, 32, 64, 100, 127, 128, 255, 256, 257, 512, 1000, 1024, 3072, 3073, 4096, 32767],
  ...[32768, 65535, 65536, 100_663_045, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff],
];

const NUMBERS = [
  ...[
    '0',
    '-0',
    '1',
    '-1',
    '2',
    '3',
    '7',
    '255',
    '256',
    '65535',
    '2147483647',
    '4294967296',
    '9007199254740993',
  ],
  ...[
    '99999999999999999999',
    '1e308',
    '1e309',
    '-1e309',
    '5e-324',
    '1e-400',
    '0.1',
    '.5',
    '5.',
    '1e',
    '0x10',
    '01',
  ],
  ...[
    '1_000',
    'NaN',
    'nan',
    'Infinity',
    '-inf',
    'true',
    'null',
    '1e+',
    '--1',
    '+1',
    '0b1',
    '1,5',
    '1 2',
    '٣',
  ],
];

const BRACKETS: readonly (readonly [string, string])[] = [
  ['[', ']'],
  ['{', '}'],
  ['(', ')'],
  ['"', '"'],
  ["'", "'"],
];

type Change = (bytes: Uint8Array, random: RandomStream, material: Material) => Uint8Array;

function pick<T>(items: readonly T[], random: RandomStream): T {
  return items[random.integer(items.length)];
}

function splice(bytes: Uint8Array, from: number, to: number, insert: Uint8Array): Uint8Array {
  const result = new Uint8Array(bytes.length - (to - from) + insert.length);
  result.set(bytes.subarray(0, from));
  result.set(insert, from);
  result.set(bytes.subarray(to), from + insert.length);
  return result;
}

/** Any stretch; short ones are as likely as long ones. */
function stretch(bytes: Uint8Array, random: RandomStream): readonly [number, number] {
  const from = random.integer(bytes.length + 1);
  const most = Math.min(bytes.length - from, 2 ** random.integer(12));
  return [from, from + random.integer(most + 1)];
}

/** Any place; headers, at the beginning, are hit more often. */
function place(bytes: Uint8Array, random: RandomStream): number {
  const within = random.uniform() < 0.4 ? Math.min(bytes.length, 64) : bytes.length;
  return random.integer(Math.max(1, within));
}

const flipBit: Change = (bytes, random) => {
  const at = place(bytes, random);
  if (at < bytes.length) bytes[at] ^= 1 << random.integer(8);
  return bytes;
};

const setByte: Change = (bytes, random) => {
  const at = place(bytes, random);
  if (at < bytes.length)
    bytes[at] = random.uniform() < 0.5 ? random.integer(256) : pick(INTERESTING, random) & 255;
  return bytes;
};

const addSmall: Change = (bytes, random) => {
  const at = place(bytes, random);
  if (at < bytes.length) bytes[at] += random.integer(71) - 35;
  return bytes;
};

const setInteger: Change = (bytes, random) => {
  const width = pick([1, 2, 4, 8], random);
  const at = place(bytes, random);
  if (at + width > bytes.length) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, width);
  const little = random.uniform() < 0.5;
  const value = random.uniform() < 0.2 ? bytes.length + random.integer(9) - 4 : pick(INTERESTING, random);
  if (width === 1) view.setUint8(0, value);
  else if (width === 2) view.setUint16(0, value, little);
  else if (width === 4) view.setUint32(0, value, little);
  else view.setBigUint64(0, BigInt(value) << (random.uniform() < 0.3 ? 31n : 0n), little);
  return bytes;
};

const remove: Change = (bytes, random) => splice(bytes, ...stretch(bytes, random), new Uint8Array(0));

const duplicate: Change = (bytes, random) => {
  const [from, to] = stretch(bytes, random);
  const part = bytes.slice(from, to);
  const times = random.uniform() < 0.05 ? 1 + random.integer(300) : 1;
  const many = new Uint8Array(Math.min(part.length * times, LARGEST_INPUT));
  for (let at = 0; at < many.length; at++) many[at] = part[at % part.length];
  const at = random.uniform() < 0.5 ? to : random.integer(bytes.length + 1);
  return splice(bytes, at, at, many);
};

const insertNoise: Change = (bytes, random) => {
  const noise = new Uint8Array(1 + random.integer(16));
  const one = random.uniform() < 0.3 ? random.integer(256) : null;
  for (let i = 0; i < noise.length; i++) noise[i] = one ?? random.integer(256);
  const at = random.integer(bytes.length + 1);
  return splice(bytes, at, random.uniform() < 0.5 ? at : Math.min(bytes.length, at + noise.length), noise);
};

const truncate: Change = (bytes, random) => bytes.slice(0, random.integer(bytes.length + 1));

const useToken: Change = (bytes, random, { tokens }) => {
  if (tokens.length === 0) return bytes;
  const token = pick(tokens, random);
  const at = random.integer(bytes.length + 1);
  return splice(bytes, at, random.uniform() < 0.5 ? at : Math.min(bytes.length, at + token.length), token);
};

const cross: Change = (bytes, random, { corpus }) => {
  const other = pick(corpus, random);
  const [from, to] = stretch(other, random);
  const at = random.integer(bytes.length + 1);
  // Half of the crossings keep the place, as the header of one file and the body of another do.
  if (random.uniform() < 0.5)
    return splice(other, Math.min(at, other.length), other.length, bytes.subarray(at));
  return splice(
    bytes,
    at,
    random.uniform() < 0.5 ? at : Math.min(bytes.length, at + to - from),
    other.slice(from, to),
  );
};

/** The bytes as characters, one each, so that any bytes survive. */
function onText(change: (text: string, random: RandomStream) => string): Change {
  return (bytes, random) =>
    new Uint8Array(Buffer.from(change(Buffer.from(bytes).toString('latin1'), random), 'latin1'));
}

const changeNumber = onText((text, random) => {
  const found = [...text.matchAll(/\d[\w.]*/g)];
  if (found.length === 0) return text;
  const { index, 0: word } = pick(found, random);
  const other = random.uniform() < 0.2 ? '7'.repeat(1 + random.integer(400)) : pick(NUMBERS, random);
  return text.slice(0, index) + Buffer.from(other).toString('latin1') + text.slice(index + word.length);
});

const changeLines = onText((text, random) => {
  const lines = text.split('\n');
  const at = random.integer(lines.length);
  const how = random.integer(4);
  if (how === 0) lines.splice(at, 1);
  else if (how === 1) lines.splice(at, 0, pick(lines, random));
  else if (how === 2) lines[at] = `${' '.repeat(random.integer(5))}${lines[at].trimStart()}`;
  else
    lines[at] = lines[at]
      .split(pick([',', ' ', ':', '='], random))
      .reverse()
      .join(pick([',', ' ', ': ', '='], random));
  return lines.join(random.uniform() < 0.1 ? '\r\n' : '\n');
});

const changeWords = onText((text, random) => {
  const found = [...text.matchAll(/[\p{L}_][\w-]*/gu)];
  if (found.length < 2) return text;
  const [{ index, 0: word }, other] = [pick(found, random), pick(found, random)];
  return text.slice(0, index) + other[0] + text.slice(index + word.length);
});

const wrapInBrackets = onText((text, random) => {
  const [open, close] = pick(BRACKETS, random);
  const times = random.uniform() < 0.1 ? 1 + random.integer(2000) : 1;
  const from = random.integer(text.length + 1);
  const to = from + random.integer(text.length - from + 1);
  const end = random.uniform() < 0.2 ? '' : close.repeat(times);
  return text.slice(0, from) + open.repeat(times) + text.slice(from, to) + end + text.slice(to);
});

const ANY: readonly Change[] = [
  ...[flipBit, flipBit, setByte, setByte, addSmall, setInteger, setInteger],
  ...[remove, duplicate, insertNoise, truncate, useToken, useToken, cross],
];
const TEXT: readonly Change[] = [
  ...[...ANY, useToken, useToken, changeNumber, changeNumber, changeNumber, changeLines, changeLines],
  ...[changeWords, wrapInBrackets, wrapInBrackets],
];

/** Numbers of changes: one alone finds its way through most checks. */
const PILES = [1, 1, 1, 2, 2, 4, 8];

/**
 * A mutant of some file of the corpus: 1 to 8 changes.
 * @param random advanced
 * @returns a fresh array of at most `LARGEST_INPUT` bytes
 */
export function mutant(random: RandomStream, material: Material): Uint8Array {
  let bytes: Uint8Array = Uint8Array.from(pick(material.corpus, random));
  const changes = material.kind === 'text' ? TEXT : ANY;
  for (let left = pick(PILES, random); left > 0; left--)
    bytes = pick(changes, random)(bytes, random, material);
  return bytes.length > LARGEST_INPUT ? bytes.slice(0, LARGEST_INPUT) : bytes;
}
