import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../src/data/csv.ts';
import { concat, messageOf, utf8 } from './support/files.ts';

it('gives back any finite numbers, exactly', () => {
  const table = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 }))
    .chain(([rows, columns]) =>
      fc.array(
        fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()), {
          minLength: columns,
          maxLength: columns,
        }),
        { minLength: rows, maxLength: rows },
      ),
    );
  const newline = fc.constantFrom('\n', '\r\n');
  const separator = fc.constantFrom(',', ';', '\t', ' ', ' , ', '   ');
  fc.assert(
    fc.property(table, separator, newline, fc.boolean(), (rows, mark, end, atEnd) => {
      const text = rows
        .map((row) => row.map((x) => (Object.is(x, -0) ? '-0' : String(x))).join(mark))
        .join(end);
      const array = parseCsv(utf8(atEnd ? text + end : text), 'x.csv');
      expect(array.shape).toEqual([rows.length, rows[0].length]);
      expect([...array.data]).toEqual(rows.flat());
    }),
    { seed: 1, numRuns: 500 },
  );
});

it.each([
  ['a header', 'label,pixel 1\n1,2\n3,4'],
  ['comments and blank lines', '# written by numpy.savetxt\n\n1 2\n# more\n3 4\n\n'],
  ['leading spaces, as numpy.savetxt aligns columns', ' 1  2\n 3  4\n'],
  ['signs, exponents and missing digits', '+1,2.\n.3e1,400E-2'],
])('reads a table with %s', (_, text) => {
  expect(parseCsv(utf8(text), 'x.csv')).toEqual({
    shape: [2, 2],
    data: Float64Array.of(1, 2, 3, 4),
    dtype: 'text',
  });
});

it('reads one line or one column as a vector, also after a byte order mark', () => {
  expect(parseCsv(utf8('1,2,3'), 'x').shape).toEqual([3]);
  expect(parseCsv(utf8('label\n1\n2\n'), 'x').shape).toEqual([2]);
  expect([...parseCsv(concat([0xef, 0xbb, 0xbf], utf8('1\n2')), 'x').data]).toEqual([1, 2]);
});

describe('errors name line and column', () => {
  const mend = 'mend that field';
  it.each([
    ['a word', '1,2\n3,x', `line 2, column 2: must be a finite number (got "x"); ${mend}`],
    ['an empty field', '1,,2', `line 1, column 2: must be a finite number (got ""); ${mend}`],
    ['NaN', '1,2\n\nnan,4', `line 3, column 1: must be a finite number (got "nan"); ${mend}`],
    [
      'NaN in the first line, which is no header',
      'nan,nan',
      `line 1, column 1: must be a finite number (got "nan"); ${mend}`,
    ],
    ['infinity', '1,-inf', `line 1, column 2: must be a finite number (got "-inf"); ${mend}`],
    [
      'a number beyond all floats',
      '1,1e999',
      `line 1, column 2: must be a finite number (got "1e999"); ${mend}`,
    ],
    ['a hexadecimal number', '1,0x10', `line 1, column 2: must be a finite number (got "0x10"); ${mend}`],
    ['a short line', 'a,b\n1,2\n3\n', 'line 3 must have 2 columns like the first (got 1); mend that line'],
    ['a long line', '1,2\n3,4,5', 'line 2 must have 2 columns like the first (got 3); mend that line'],
    ['a header alone', 'a,b\n', 'must hold numbers (got none in 4 bytes)'],
    [
      'a field that would break the line',
      '1,a\u0007',
      `line 1, column 2: must be a finite number (got "a\\u0007"); ${mend}`,
    ],
  ])('%s', (_, text, message) => {
    expect(messageOf(() => parseCsv(utf8(text), 'x.csv'))).toBe(`DataFormatError: x.csv: ${message}`);
  });
});
