import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../../src/data/json.ts';
import { messageOf, utf8 } from './support/files.ts';

/** Numbers nested to a rectangle of up to four dimensions. */
const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 });

function nested(shape: readonly number[], next: () => number): unknown {
  const [size, ...rest] = shape;
  return shape.length === 0 ? next() : Array.from({ length: size }, () => nested(rest, next));
}

it('gives back any rectangle of finite numbers, however it is spaced', () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
  fc.assert(
    fc.property(
      shapes,
      fc.infiniteStream(number),
      fc.constantFrom('', '  ', '\t'),
      (shape, numbers, space) => {
        const data: number[] = [];
        const value = nested(shape, () => {
          const { value: x } = numbers.next() as { value: number };
          data.push(x);
          return x;
        });
        const array = parseJson(utf8(` ${JSON.stringify(value, null, space)}\n`), 'x.json');
        // -0 is written as 0 by JSON.stringify.
        expect(array).toEqual({ shape, data: Float64Array.from(data, (x) => x + 0), dtype: 'text' });
      },
    ),
    { seed: 1 },
  );
});

describe('errors name line and column', () => {
  it.each([
    ['a cut text', '[1,\n2,', 'line 2, column 3: must be a finite number (got the end)'],
    ['no text', '', 'line 1, column 1: must be a finite number (got the end)'],
    ['a missing bracket', '[[1, 2]', 'line 1, column 8: must be , or ] (got the end)'],
    ['a bracket too many', '[1]]', 'line 1, column 4: must end here (got "]")'],
    ['a missing comma', '[1 2]', 'line 1, column 4: must be , or ] (got "2")'],
    ['a comma too many', '[1,]', 'line 1, column 4: must be a finite number (got "]")'],
    ['an empty list', '[]', 'line 1, column 2: must be a finite number (got "]")'],
    ['a word', '[1,\n null]', 'line 2, column 2: must be a finite number (got "null")'],
    ['a text', '["1"]', 'line 1, column 2: must be a finite number (got "\\"1\\"")'],
    ['an object', '{"a": 1}', 'line 1, column 1: must be a finite number (got "{\\"a\\":")'],
    ['NaN', '[NaN]', 'line 1, column 2: must be a finite number (got "NaN")'],
    ['a number beyond all floats', '[1e999]', 'line 1, column 2: must be a finite number (got "1e999")'],
    [
      'a short list',
      '[[1, 2],\n[3]]',
      'line 2, column 1: must be a list of 2 like the first one here (got 1)',
    ],
    ['a long list', '[[1],[2,3]]', 'line 1, column 6: must be a list of 1 like the first one here (got 2)'],
    ['a number among lists', '[[1],2]', 'line 1, column 6: must be a list like the first one here'],
    ['a list among numbers', '[1,[2]]', 'line 1, column 4: must be a number like the first one here'],
    ['100 000 brackets', '['.repeat(100_000), 'line 1, column 33: must be nested at most 32 deep'],
  ])('%s', (_, text, message) => {
    expect(messageOf(() => parseJson(utf8(text), 'x.json'))).toBe(
      `DataFormatError: x.json: ${message}; write nested lists of numbers`,
    );
  });
});
