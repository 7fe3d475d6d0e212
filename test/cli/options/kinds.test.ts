import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ascendingNumbers,
  choice,
  either,
  flag,
  integer,
  number,
  path,
  refusal,
  text,
} from '../../../src/cli/options/kinds.ts';

const seeded = { seed: 1 };

describe('a number', () => {
  test('reads back every finite double from its shortest text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        // String(−0) is 0.
        expect(number().read(String(x))).toBe(x + 0);
      }),
      seeded,
    );
  });

  test.each(['', ' ', 'abc', '0x10', 'Infinity', 'NaN', '1e999', '1,5', '1 2', '--1', '1e', '.'])(
    'is not %j',
    (given) => expect(number().read(given)).toBeUndefined(),
  );

  test('takes its inclusive bounds and refuses its exclusive ones', () => {
    const kind = number({ above: 0, max: 1 });
    expect(kind.read('0')).toBeUndefined();
    expect(kind.read('1e-300')).toBe(1e-300);
    expect(kind.read('1')).toBe(1);
    expect(kind.read('1.0000000000000002')).toBeUndefined();
    expect(kind.accepts).toBe('a number > 0 and <= 1');
  });
});

describe('an integer', () => {
  test('may be written with an exponent', () => expect(integer().read('1e5')).toBe(100_000));

  test.each(['1.5', '9007199254740993', '1e20', 'one'])('is not %s', (given) =>
    expect(integer().read(given)).toBeUndefined(),
  );
});

describe('a list of times', () => {
  test('is split at commas', () => {
    expect(ascendingNumbers({ min: 0 }).read('0, 0.5,1e1')).toEqual([0, 0.5, 10]);
  });

  test.each(['1,0.5', '-1,2', '1,,2', '', '1;2'])('is not %j', (given) =>
    expect(ascendingNumbers({ min: 0 }).read(given)).toBeUndefined(),
  );
});

describe('a union', () => {
  const kind = either(choice(['steady']), number({ above: 0 }));

  test('reads what either of its parts reads', () => {
    expect(kind.read('steady')).toBe('steady');
    expect(kind.read('5')).toBe(5);
    expect(kind.read('-5')).toBeUndefined();
  });

  test('keeps a value that is false or zero', () => {
    expect(either(number(), path()).read('0')).toBe(0);
    expect(either(flag(), path()).read('false')).toBe(false);
  });
});

describe('a refusal', () => {
  test('names the range and what was given', () => {
    expect(refusal(number({ min: 0 }), '-1')).toBe('must be a number >= 0 (got -1)');
    expect(refusal(flag(), 'yes')).toBe('must be true or false (got yes)');
    expect(refusal(text('an expression'), '')).toBe('must be an expression (got nothing)');
  });

  test('names the word that was probably meant', () => {
    expect(refusal(choice(['exact', 'ranking']), 'rankign')).toBe(
      'must be one of exact, ranking (got rankign); did you mean ranking?',
    );
    expect(refusal(either(choice(['steady']), number({ above: 0 })), 'stedy')).toBe(
      'must be steady, or a number > 0 (got stedy); did you mean steady?',
    );
  });

  test('guesses no word for a number', () => {
    expect(refusal(either(choice(['steady']), number({ above: 0 })), '-3')).toBe(
      'must be steady, or a number > 0 (got -3)',
    );
  });

  test('shortens a long text', () => {
    expect(refusal(number(), 'x'.repeat(1000)).length).toBeLessThan(100);
  });
});
