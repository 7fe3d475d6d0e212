import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createNameSet } from '../../src/sweeps/name-set.ts';

const hex = (n: number): string => n.toString(16).padStart(16, '0');

describe('a set of names', () => {
  test('is the set of the language, whatever is added in whatever order', () => {
    // Few names, so that many come twice; those that share digits collide in the table.
    const name = fc.oneof(
      fc.integer({ min: 0, max: 50 }).map(hex),
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((n) => n.toString(16).padStart(16, '0')),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 3000 }), (names) => {
        const own = createNameSet();
        const reference = new Set<string>();
        for (const one of names) {
          expect(own.has(one)).toBe(reference.has(one));
          expect(own.add(one)).toBe(!reference.has(one));
          reference.add(one);
        }
        expect(own.size()).toBe(reference.size);
        for (const one of reference) expect(own.has(one)).toBe(true);
      }),
      { seed: 1, numRuns: 30 },
    );
  });

  test('refuses what is no name of a point', () => {
    expect(() => createNameSet().add('nine')).toThrow(
      'name: must be the 16 hexadecimal digits of a point (got nine)',
    );
  });
});
