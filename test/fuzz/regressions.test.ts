/** Files that once broke a promise, as small as they can be. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { parseKeys } from '../../src/cli/text/config-file.ts';
import { parseArguments } from '../../src/cli/parse.ts';
import { commands } from '../../src/cli/commands.ts';
import { parseCifar10 } from '../../src/data/cifar10.ts';
import { parseCsv } from '../../src/data/csv.ts';
import { gunzip } from '../../src/data/gunzip.ts';
import { inflate } from '../../src/data/inflate.ts';
import { parseJson } from '../../src/data/json.ts';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { parseArray } from '../../src/data/read-array.ts';
import { compileActivation } from '../../src/learning/expression.ts';
import { readTar } from '../../src/data/tar.ts';
import { concat, messageOf, messageOfPromise, npyWithHeader, utf8 } from '../data/support/files.ts';
import { TAR_END, tarEntry } from '../data/support/tar.ts';

const npy = encodeNpy(Float64Array.of(1, 2, 3), [3]);
const keysOf = (name: string, text: string | Uint8Array): Promise<ReadonlyMap<string, unknown>> =>
  parseKeys(typeof text === 'string' ? utf8(text) : text, name, { what: 'a config file', holds: 'keys' });

it('a name in an NPZ archive does not break the line of a refusal', () => {
  const archive = zipSync({ 'a\n\u001b[31mb.npy': utf8('no array') });
  expect(messageOf(() => parseArray(archive, 'x.npz'))).toBe(
    'DataFormatError: x.npz:a\\n\\u001b[31mb: not an NPY file: no magic number at byte 0; the file is damaged: copy or download it again',
  );
});

it('an archive of many arrays is refused with the names of ten', () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`array-${i}.npy`, npy]));
  const message = messageOf(() => parseArray(zipSync(files), 'x.npz'));
  expect(message).toContain('"array-9", …');
  expect(message).not.toContain('array-10');
});

it('an array in an archive is not unpacked beyond what its compressed bytes may hold', () => {
  const header = npyWithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (400000000,), }");
  expect(messageOf(() => parseArray(zipSync({ 'a.npy': header }), 'x.npz'))).toMatch(
    /^DataFormatError: x\.npz:a: the dimensions in its header need 32000000\d\d bytes, more than \d+ compressed bytes may hold;/,
  );
});

it('text that unpacks to more than a hundred times its size is left to gunzip', () => {
  const bomb = gzipSync(new Uint8Array(2 ** 25).fill(48));
  expect(messageOf(() => parseArray(bomb, 'x.csv.gz'))).toMatch(
    /unpacks to more than 16777216 bytes, at byte \d+; unpack it with gunzip first if that is right$/,
  );
});

it.each(['\u007f', '\u0085', '\u009b', '\u2028', '\u2029'])(
  '%j is escaped where a file is quoted',
  (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    expect(messageOf(() => parseCsv(utf8(`1,${character}`), 'x'))).toContain(`(got "\\u${code}")`);
    expect(messageOf(() => parseJson(utf8(`[${character}]`), 'x'))).toContain(`(got "\\u${code}")`);
  },
);

it('a formula with a control character is shown without it', () => {
  expect(messageOf(() => compileActivation('h \u0000\u001b'))).toBe(
    `ArgumentError: activation: 'h \\u0000\\u001b' does not parse: Syntax error in part "\\u0000\\u001b" (char 3); ` +
      "give 'step' or an arithmetic expression in h",
  );
});

it('a hundred thousand digits and a letter are no number, found in linear time', () => {
  // With two ways to match each split of the digits this took 5 · 10⁹ steps.
  const digits = utf8(`${'1'.repeat(100_000)}x`);
  expect(messageOf(() => parseCsv(digits, 'x'))).toContain('column 1: must be a finite number');
  expect(messageOf(() => parseCsv(concat(utf8('1,'), digits), 'x'))).toContain(
    'column 2: must be a finite number',
  );
  expect(messageOf(() => parseJson(digits, 'x'))).toContain('must be a finite number');
});

it('a line of millions of commas is refused at its first field', () => {
  expect(messageOf(() => parseCsv(new Uint8Array(2 ** 23).fill(44), 'x'))).toContain(
    'line 1, column 1: must be a finite number (got "")',
  );
});

it('a byte order mark before a later number is not passed over', () => {
  expect(messageOf(() => parseCsv(utf8('1,\ufeff2'), 'x'))).toContain(
    'must be a finite number (got "\ufeff2")',
  );
});

it('a first line of damaged numbers is no line of names', () => {
  expect(messageOf(() => parseCsv(utf8('-3e2\u00a0\n4\n'), 'x'))).toContain(
    'line 1, column 1: must be a finite number',
  );
  expect(messageOf(() => parseCsv(utf8('\u001fnan\n1\n'), 'x'))).toContain(
    'line 1, column 1: must be a finite number',
  );
  expect(parseCsv(utf8('label,1x1\n4,5\n'), 'x').shape).toEqual([2]);
});

it('a name that an archive gives in an entry of its own is the name of the file', () => {
  const long = `${'long/'.repeat(30)}name`;
  const archive = concat(
    tarEntry('@LongLink', `${long}\0`, 'L'),
    tarEntry('cut', 'x'),
    tarEntry('c', 'y'),
    TAR_END,
  );
  expect(readTar(archive, 'x.tar').map(({ name }) => name)).toEqual([long, 'c']);
  const pax = concat(
    tarEntry('pax', '16 path=a/b/cde\n', 'x'),
    tarEntry('cut', 'x'),
    tarEntry('c', 'y'),
    TAR_END,
  );
  expect(readTar(pax, 'x.tar').map(({ name }) => name)).toEqual(['a/b/cde', 'c']);
});

it.each(['01', '+1', '.5', '5.', '-.5', '5.e3', '-', '00'])('%s is no number of JSON', (text) => {
  expect(messageOf(() => parseJson(utf8(`[${text}]`), 'x'))).toMatch(
    /^DataFormatError: x: line 1, column 2: must be /,
  );
});

it('no bytes are no gzip file, and the checksum of a gzip header counts', () => {
  expect(messageOf(() => gunzip(new Uint8Array(0), 'x.gz', 10))).toContain('the gzip header ends at byte 0');
  const packed = gzipSync(utf8('a'));
  const header = concat([31, 139, 8, 2, 0, 0, 0, 0, 0, 3], [1, 2]);
  expect(messageOf(() => gunzip(concat(header, packed.subarray(10)), 'x.gz', 10))).toContain(
    'the checksum at byte 10 is not that of the gzip header',
  );
});

it('words of up to 15 bits in DEFLATE are decoded', () => {
  // Counts in the ratio of Fibonacci numbers make Huffman's words as long as they may be.
  const parts: number[] = [];
  let [a, b] = [1, 1];
  for (let byte = 0; byte < 22; byte++, [a, b] = [b, a + b]) for (let i = 0; i < a; i++) parts.push(byte);
  const bytes = Uint8Array.from(parts, (_, i) => parts[(i * 7919) % parts.length]);
  const packed = deflateRawSync(bytes, { strategy: 2 });
  expect(Buffer.compare(inflate(packed, 0, { limit: bytes.length }).bytes, bytes)).toBe(0);
});

it('batches of CIFAR-10 without a record are refused', () => {
  expect(messageOf(() => parseCifar10([{ path: 'x.bin', bytes: new Uint8Array(0) }]))).toContain(
    'x.bin: must hold records of 3073 bytes (got 0 bytes)',
  );
});

it.each(['--hasOwnProperty', '--constructor', '--no-toString', '--__proto__=1', '-valueOf'])(
  'the option %s is unknown',
  async (word) => {
    expect(await messageOfPromise(parseArguments(['train', word], commands))).toMatch(
      /^ArgumentError: --\w+: no such option; see --help$/,
    );
  },
);

it.each([
  ['x.yaml', 'a: &a [*a]', 'must be nested at most 16 deep'],
  ['x.yaml', '&a '.repeat(20_000), 'not valid yaml: A node can have at most one anchor at line 1, column 4'],
  ['x.yaml', '['.repeat(20_000), 'not valid yaml: '],
  ['x.yaml', '}'.repeat(200_000), 'not valid yaml: '],
  ['x.yaml', '- '.repeat(20_000), 'not valid yaml: '],
  ['x.yaml', 'seed: !!js/function 1', 'not valid yaml: Unresolved tag'],
  ['x.yaml', '? [1, 2]\n: 3', 'not valid yaml: With stringKeys, all keys must be strings'],
  ['x.yaml', '%YAML 1.1\n---\n!!omap [seed: 1]', 'must hold numbers, words, lists and tables (got a Map)'],
  ['x.yaml', 'a: 1\n---\nb: 2', 'not valid yaml: must be one document at line 2, column 1'],
  ['x.toml', 'day = 1979-05-27', 'must hold numbers, words, lists and tables (got a date)'],
  ['x.json', `{"seed": ${'['.repeat(100_000)}`, 'not valid json: must be nested at most 16 deep'],
  ['x.json', '{"a": x}', 'not valid json: must be a value (got "x") at line 1, column 7'],
  ['x.json', '{"a\u009b": 1}', 'keys must be printable (got "a\\u009b")'],
  ['x.json', `{"${'a'.repeat(101)}": 1}`, 'keys must have at most 100 characters'],
])('%s with %.20j is refused', async (name, text, message) => {
  const refused = await messageOfPromise(keysOf(name, text));
  expect(refused).toContain(`DataFormatError: ${name}: ${message}`);
  expect(refused.length).toBeLessThan(500);
});

it('a file of thousands of keys, or of text that is no UTF-8, is no trouble', async () => {
  const many = Array.from({ length: 15_000 }, (_, i) => `k${i}: 1\n`).join('');
  expect((await keysOf('x.yaml', many)).size).toBe(15_000);
  expect(await messageOfPromise(keysOf('x.yaml', Uint8Array.of(0xff, 0xfe, 65, 0)))).toContain(
    'must be text in UTF-8',
  );
});

it('aliases that multiply are stopped', async () => {
  const bomb = Array.from({ length: 9 }, (_, i) =>
    i === 0
      ? 'a0: &a0 [x,x,x,x,x,x,x,x,x]'
      : `a${i}: &a${i} [${Array<string>(9)
          .fill(`*a${i - 1}`)
          .join(',')}]`,
  );
  expect(await messageOfPromise(keysOf('x.yaml', bomb.join('\n')))).toMatch(
    /^DataFormatError: x\.yaml: not valid yaml: Excessive alias count/,
  );
});
