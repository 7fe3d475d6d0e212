/** Readers of settings: config files in YAML, TOML and JSON, sweep files, and the words of the command line. */
import { commands } from '../../../src/cli/commands.ts';
import { parseKeys } from '../../../src/cli/text/config-file.ts';
import { fileSource, flagSource, resolve } from '../../../src/cli/options/resolve.ts';
import { trainTable } from '../../../src/cli/options/train.ts';
import { commonTable } from '../../../src/cli/options/common.ts';
import { parseArguments } from '../../../src/cli/parse.ts';
import { sweptCommand } from '../../../src/cli/sweep/swept-command.ts';
import { sweepPoints } from '../../../src/sweeps/points.ts';
import { readSweep } from '../../../src/sweeps/sweep-file.ts';
import { asShown, passAsShown } from '../as-shown.ts';
import type { PythonAnswer, Reader } from '../reader.ts';
import { utf8 } from '../reader.ts';

/** Settings fill no arrays of numbers. */
const settingsBound = (length: number): number => 65536 + 64 * length;
const WORDS = { what: 'a config file', holds: 'option names as keys' };
const TABLE = { ...trainTable, ...commonTable };

type Keys = ReadonlyMap<string, unknown>;

/**
 * As a command sees the file: its keys, then its options, whose refusal is right but must be a line of the project.
 */
async function readConfig(bytes: Uint8Array, file: string): Promise<Keys> {
  const keys = await parseKeys(bytes, file, WORDS);
  await passAsShown(() => resolve(TABLE, [fileSource(file, keys)]));
  return keys;
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  // TOML leaves it to the reader which line ends a text has.
  if (typeof value === 'string') return value.replaceAll('\r\n', '\n');
  if (typeof value === 'number') return Number.isFinite(value) ? value : PYTHON_WORDS.get(String(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

const PYTHON_WORDS: ReadonlyMap<string, string> = new Map([
  ['Infinity', 'inf'],
  ['-Infinity', '-inf'],
  ['NaN', 'nan'],
]);

/** Equal but for the order of keys. */
function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null)
    return Object.is(a, b) || a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.size &&
    left.every(([key, inner]) => right.has(key) && equal(inner, right.get(key)))
  );
}

/** The same keys by `JSON.parse`. */
function jsonFault(bytes: Uint8Array, reading: unknown): string | null {
  const text = new TextDecoder().decode(bytes);
  const expected: unknown = JSON.parse(text);
  const own = Object.fromEntries(reading as Keys);
  return equal(plain(own), plain(expected ?? {})) ? null : 'not what JSON.parse reads';
}

function sameToml(reading: unknown, { json }: PythonAnswer): boolean {
  return equal(plain(Object.fromEntries(reading as Keys)), json);
}

const KEYS = utf8(
  ...[
    'seed',
    'hidden',
    'max-steps',
    'maxSteps',
    'activation',
    'data',
    '__proto__',
    'constructor',
    'toString',
    'prototype',
  ],
  ...[
    'hasOwnProperty',
    'config',
    'strict',
    'true',
    'false',
    'null',
    '.inf',
    '.nan',
    '-1',
    '1e999',
    '\u0000',
    '\u001b[31m',
  ],
);

const YAML_TOKENS = utf8(
  ...[
    '&a ',
    '*a',
    '<<: ',
    '!!str ',
    '!!binary ',
    '!!set ',
    '!!omap ',
    '!!js/function ',
    '!foo ',
    '%YAML 1.1\n---\n',
    '---',
  ],
  ...[
    '...',
    '? ',
    ': ',
    '- ',
    '|',
    '>',
    '|+2\n',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '#',
    '\t',
    '\u2028',
    '2001-01-01',
    '~',
    '0o17',
  ],
);

const SWEEP = `command: train
options: {hidden: 10, epochs: 1}
axes:
  inhibition: {linspace: [0.5, 1, 3]}
  p: [2, 3]
  delta: {logspace: [0.01, 1, 2]}
  radius: {range: [1, 2, 0.5]}
  threshold: {expression: 'inhibition * p / 10'}
where: ['inhibition < 0.9 or p == 2']
zip: [[inhibition, radius]]
`;
const SAMPLED = `command: relax
options: {currents: a.json}
axes: {inhibition: {linspace: [0, 1]}, tau: {logspace: [1, 2], round: true}}
sampling: {method: sobol, points: 5, seed: 3}
repeats: 2
measure: [results.0.energy]
budget: {points: 100, seconds: 10}
`;

/** Most points in one input here: a sweep of a million points is what its file asks for, and takes its time. */
const MOST_POINTS = 60;

function isSmall(value: unknown): boolean {
  if (typeof value === 'number') return Math.abs(value) <= MOST_POINTS;
  return typeof value !== 'object' || value === null || Object.values(value).every(isSmall);
}

async function readSweepFile(bytes: Uint8Array): Promise<unknown> {
  const keys = await parseKeys(bytes, 'x.yaml', WORDS);
  const sweep = await asShown(() => readSweep('x.yaml', Object.fromEntries(keys)));
  const { sampling, repeats, budget, axes } = sweep;
  const counts = [sampling === 'grid' ? 0 : sampling.points, repeats, Object.values(axes)];
  if (counts.every(isSmall) && Object.keys(axes).length <= 6) {
    const bounded = {
      ...sweep,
      budget: { ...budget, points: Math.min(budget.points ?? MOST_POINTS, MOST_POINTS) },
    };
    await passAsShown(() => sweepPoints('x.yaml', bounded, sweptCommand('x.yaml', sweep.command, commands)));
  }
  return sweep;
}

/** A command line, a word per line. */
async function readWords(bytes: Uint8Array): Promise<unknown> {
  const words = new TextDecoder().decode(bytes).split('\n');
  const invocation = await asShown(() => parseArguments(words, commands));
  if (!('text' in invocation)) await passAsShown(() => resolve(TABLE, [flagSource(invocation.flags)]));
  return words;
}

export const settingsReaders: readonly Reader[] = [
  {
    name: 'yaml',
    label: 'x.yaml',
    corpus: utf8(
      'max-steps: 10 # limit\nrtol: 1e-6\nstrict: true\ninit: sphere\nmethod: bs3\n',
      '{seed: 10, rtol: 1.0e-6, strict: true, activation: "h > 0.2 ? 1 : -0.3"}',
      'seed: &s 3\nhidden: *s\ndata: |\n  some\n  lines\nlabels: >-\n  folded\n',
      '---\n? seed\n: 1\n"hidden": !!int "7"\n...\n',
    ),
    tokens: [...KEYS, ...YAML_TOKENS],
    kind: 'text',
    read: (bytes) => readConfig(bytes, 'x.yaml'),
    allocation: settingsBound,
  },
  {
    name: 'toml',
    label: 'x.toml',
    corpus: utf8(
      'max-steps = 10\nrtol = 1e-6\nstrict = true\ntimes = [0, 0.5]\nmethod = "bs3"\n',
      '[table]\na.b = 1\n"c d" = \'e\'\n[[list]]\nx = 0x1F\n[[list]]\ny = inf\n',
      'seed = 1_000\ndate = "1979-05-27"\ntext = """\nlines \\\n  more"""\nt = {a = 1, b = [1, 2]}\n',
    ),
    tokens: [
      ...KEYS,
      ...utf8(
        '=',
        '[[',
        ']]',
        '[',
        ']',
        '"""',
        "'''",
        '.',
        '\\u0041',
        '07:32',
        '0o7',
        '0b1',
        '+nan',
        '\r\n',
        '#',
        '{',
      ),
    ],
    kind: 'text',
    read: (bytes) => readConfig(bytes, 'x.toml'),
    python: { format: 'toml', same: sameToml },
    allocation: settingsBound,
  },
  {
    name: 'json-config',
    label: 'x.json',
    corpus: utf8(
      '\uFEFF{"max-steps": 10, "rtol": 1e-6, "strict": true, "times": [0, 0.5], "method": "bs3"}',
      '{"a": {"b": [null, false, "\\u0041\\n"]}, "seed": -0.5E+3}',
    ),
    tokens: [
      ...KEYS,
      ...utf8(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        '\\ud800',
        '{}',
        '[]',
        '"__proto__": ',
        '\n',
        '1.',
        '01',
      ),
    ],
    kind: 'text',
    read: (bytes) => readConfig(bytes, 'x.json'),
    check: jsonFault,
    allocation: settingsBound,
  },
  {
    name: 'sweep',
    label: 'x.yaml',
    corpus: utf8(SWEEP, SAMPLED),
    tokens: [
      ...KEYS,
      ...utf8(
        'command: ',
        'axes: ',
        'zip: ',
        'where: ',
        'sampling: ',
        'latin-hypercube',
        'random',
        'range',
        'linspace',
        'logspace',
      ),
      ...utf8(
        'expression',
        'round: true',
        '[',
        ']',
        '[0, 1, 5]',
        '[[a, b]]',
        'inhibition',
        'repeats: 3\n',
        '*',
        ' == ',
        '(',
        ')',
      ),
    ],
    kind: 'text',
    read: readSweepFile,
    allocation: settingsBound,
  },
  {
    name: 'words',
    label: '',
    corpus: utf8(
      'train\n--hidden\n10\n--seed\n3\n--activation\nh > 0.2 ? 1 : -0.3\n--strict',
      'relax\n--currents=I.json\n--inhibition\n0.9\n--times\n1,2\n--json',
      'data\nfetch\nmnist\n--data-dir\nx',
      'readout\n--rate-schedule\n0.001x100,0.0005x50\n--help',
    ),
    tokens: [
      ...KEYS,
      ...utf8(
        '--',
        '-',
        '=',
        '--no-strict',
        '--json',
        '--version',
        'train',
        'data',
        '--__proto__',
        '--a.b',
        '-s',
        '\n',
        'x',
      ),
    ],
    kind: 'text',
    read: readWords,
    allocation: settingsBound,
  },
];
