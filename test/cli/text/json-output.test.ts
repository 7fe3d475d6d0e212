import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toJson } from '../../../src/cli/text/json-output.ts';

describe('JSON output', () => {
  test('reads back to the same doubles', () => {
    fc.assert(
      fc.property(fc.float64Array({ noNaN: true, noDefaultInfinity: true }), (values) => {
        // JSON has no −0.
        const expected = Array.from(values, (x) => x + 0);
        expect(JSON.parse(toJson({ values }))).toEqual({ values: expected });
      }),
      { seed: 1 },
    );
  });

  test('has null where a number is not finite', () => {
    expect(toJson([NaN, Infinity, Float32Array.of(-Infinity, 1)])).toBe('[null,null,[null,1]]\n');
  });
});
