/** Readers of numbers and formulas in text: CSV, JSON arrays, expressions. */
import { all, create } from 'mathjs';
import type { FileArray } from '../../../src/data/array.ts';
import { parseCsv } from '../../../src/data/csv.ts';
import { parseJson } from '../../../src/data/json.ts';
import { compileArithmetic } from '../../../src/kernels/arithmetic-text.ts';
import type { PythonAnswer, Reader } from '../reader.ts';
import { utf8 } from '../reader.ts';
import { sameArray } from './arrays.ts';

/** Numbers are collected in arrays that double: 8 bytes for every second byte, three times, and a beginning. */
const textBound = (length: number): number => 65536 + 64 * length;

/** A single row or column is a vector here, and a table in NumPy. */
function sameTable(reading: unknown, answer: PythonAnswer): boolean {
  const [rows, columns] = answer.shape;
  return sameArray(reading, {
    ...answer,
    shape: rows === 1 || columns === 1 ? [rows * columns] : answer.shape,
  });
}

/** The same numbers by `JSON.parse`. */
function jsonFault(bytes: Uint8Array, reading: unknown): string | null {
  let expected: unknown;
  try {
    expected = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    return `JSON.parse refuses it: ${String(error)}`;
  }
  const { shape, data } = reading as FileArray;
  let i = 0;
  const same = (value: unknown, depth: number): boolean =>
    depth === shape.length
      ? Object.is(value, data[i++])
      : Array.isArray(value) &&
        value.length === shape[depth] &&
        value.every((inner) => same(inner, depth + 1));
  return same(expected, 0) && i === data.length ? null : 'not what JSON.parse reads';
}

/** mathjs with comparisons without a tolerance and in the real numbers alone, as ours are. */
const reference = create(all, { relTol: Number.MIN_VALUE, absTol: 0, predictable: true });
const SCOPES = [-1.5, 0, 0.25, 3];

interface Formula {
  readonly text: string;
  readonly value: (h: number) => number;
}

/** The same values by mathjs's own evaluation; only texts that were accepted come here. */
function formulaFault(_: Uint8Array, reading: unknown): string | null {
  const { text, value } = reading as Formula;
  for (const h of SCOPES) {
    const own = value(h);
    const theirs: unknown = reference.evaluate(text, { h });
    // Beyond the real numbers and in overflow mathjs has its own answers.
    if (!Number.isFinite(own) || typeof own !== 'number') {
      if (typeof own === 'number') continue;
      return `the value is ${typeof own}`;
    }
    const expected = typeof theirs === 'boolean' ? Number(theirs) : theirs;
    const close =
      typeof expected === 'number' && Math.abs(own - expected) <= 1e-12 * Math.max(1, Math.abs(own));
    if (!close) return `h = ${h} gives ${own}, not ${String(expected)}`;
  }
  return null;
}

const EXPRESSIONS = [
  ...[
    'h > 0.2 ? 1 : -0.3',
    'tanh(5 h) - 0.1',
    '2 h * (1 - h)',
    'max(h, 0)^2',
    '-h^2',
    '2^-h',
    'h^2^3',
    '1 - h - 2',
  ],
  ...[
    '8 / h / 2',
    'abs(h)(2)',
    '1e-3 * h + .5',
    'h # comment',
    'h > 0.5 ? 1 : h > 0.2 ? 0.5 : -0.3',
    'pow(h, 2)',
  ],
  ...[
    'min(h, pi) / e',
    'exp(-h) + log(abs(h) + 1) * sqrt(4)',
    'sign(h) cos(h)',
    '(1 + 2) * h',
    '1 <= h',
    'not (h > 1)',
  ],
  ...['h == 3 or h != 2', 'h > 0 and h < 2', 'sinh(h) / cosh(h) - sin(1)'],
];

const EXPRESSION_TOKENS = utf8(
  ...[
    'h',
    'pi',
    'e',
    'i',
    'abs(',
    'max(',
    'constructor',
    '__proto__',
    'import',
    'evaluate',
    'parse',
    'f(x) = ',
    'x = ',
  ],
  ...[
    '.constructor',
    '["constructor"]',
    '"',
    "'",
    '`',
    '->',
    '=>',
    '==',
    '!=',
    ' and ',
    ' or ',
    ' not ',
    '!',
    '%',
    '..',
  ],
  ...[
    ':',
    ';',
    '\n',
    '{',
    '}',
    '[',
    ']',
    '#',
    '\\',
    '\u2028',
    'π',
    'ｈ',
    '\u200b',
    'to cm',
    'mod',
    '?.',
    '??',
    '1e999',
  ],
);

export const textReaders: readonly Reader[] = [
  {
    name: 'csv',
    label: 'x.csv',
    corpus: utf8(
      ...[
        '1,2.5\n-3e2,4\n',
        'a,b\n1,2\n3,4',
        '# written\n\n1 2\n# more\n3 4\n\n',
        ' 1  2\n 3  4\n',
        '1;2\r\n3;4\r\n',
      ],
      ...[
        '1\t2\n3\t4',
        '\uFEFF1,2\n3,4',
        'label\n1\n2\n',
        '0.1,1e-308,5e-324\n-0,9007199254740993,0.30000000000000004',
      ],
    ),
    tokens: utf8(
      'nan',
      'inf',
      '#',
      ',,',
      '"1"',
      '1e400',
      '\r',
      '\r\n',
      '\uFEFF',
      ' , ',
      '0x1',
      '1_0',
      '\0',
      '\u00a0',
      '٣',
    ),
    kind: 'text',
    read: (bytes) => parseCsv(bytes, 'x.csv'),
    python: { format: 'csv', same: sameTable },
    allocation: textBound,
  },
  {
    name: 'json',
    label: 'x.json',
    corpus: utf8(
      '[[1, 2.5], [-3e2, 4]]',
      '3',
      '[1,2,3]\n',
      '[[[1],[2]],[[3],[4]]]',
      ' [ -0 , 1E+5 , 0.1e-7 ] ',
      '[[0]]',
    ),
    tokens: utf8(
      '[',
      ']',
      '[[',
      ']]',
      ',',
      ',]',
      '[]',
      '01',
      '+1',
      '.5',
      '5.',
      '-',
      '1e999',
      'null',
      '"1"',
      '\uFEFF',
      '//',
      '{',
    ),
    kind: 'text',
    read: (bytes) => parseJson(bytes, 'x.json'),
    check: jsonFault,
    allocation: textBound,
  },
  {
    name: 'expression',
    label: 'activation',
    corpus: utf8(...EXPRESSIONS),
    tokens: EXPRESSION_TOKENS,
    kind: 'text',
    read: (bytes): Formula => {
      const text = new TextDecoder().decode(bytes);
      const value = compileArithmetic<number>(text, {
        name: 'activation',
        variables: new Map([['h', (h: number) => h]]),
        logic: true,
        mend: 'give an expression',
      });
      return { text, value };
    },
    check: formulaFault,
    allocation: () => 65536,
  },
];
