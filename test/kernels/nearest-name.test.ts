import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../src/kernels/nearest-name.ts';

const seeded = { seed: 1 };
const word = fc.string({ maxLength: 12 });

describe('edit distance', () => {
  test('matches distances counted by hand', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('inhibitoin', 'inhibition')).toBe(1);
    expect(editDistance('', 'seed')).toBe(4);
    // Each letter is edited once: the unrestricted distance would be 2.
    expect(editDistance('ca', 'abc')).toBe(3);
  });

  test('is symmetric and zero only for equal words', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
      }),
      seeded,
    );
  });

  test('lies between the difference of the lengths and the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
      seeded,
    );
  });

  test('counts one letter put in anywhere as one edit', () => {
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('a', 'z'), (a, position, letter) => {
        const at = position % (a.length + 1);
        expect(editDistance(a, a.slice(0, at) + letter + a.slice(at))).toBe(1);
      }),
      seeded,
    );
  });
});

describe('the nearest name', () => {
  test('is the one with the fewest edits, whatever the case', () => {
    const known = ['inhibition', 'initial', 'until'];
    expect(nearest('Inhibitoin', known)).toBe('inhibition');
    expect(nearest('inital', known)).toBe('initial');
    expect(nearest('utnil', known)).toBe('until');
  });

  test('does not exist in an empty list', () => {
    expect(nearest('seed', [])).toBeUndefined();
  });
});
