import * as fc from 'fast-check';
import ndarray from 'ndarray';
import { expect, test } from 'vitest';
import { inputCurrents } from '../../src/index.ts';
import type { InputCurrentsOptions } from '../../src/index.ts';
import { elements, matrixViews, thrown } from './views.ts';

fc.configureGlobal({ seed: 1 });

// Multiples of 1/64: neither products nor lengths underflow.
const number = fc.integer({ min: -128, max: 128 }).map((n) => n / 64);
const matrix = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.array(number, { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });

test('currents are Σ sgn(W)|W|^(p−1) v, summed as written', () => {
  fc.assert(
    fc.property(
      matrix(3, 5),
      matrix(2, 5),
      fc.constantFrom(1, 1.5, 2, 3, 4, 4.7),
      fc.constantFrom('none' as const, 'unit' as const),
      (weights, examples, p, normalize) => {
        const found = inputCurrents(weights, examples, { p, normalize, divisor: 3 });
        expect(found.shape).toEqual([2, 3]);
        for (const [b, v] of examples.entries()) {
          const length = normalize === 'unit' ? Math.hypot(...v) || 1 : 3;
          for (const [mu, w] of weights.entries()) {
            const terms = w.map((x, i) => (Math.sign(x) * Math.abs(x) ** (p - 1) * v[i]) / length);
            const sum = terms.reduce((a, t) => a + t, 0);
            // Five products, each with a handful of roundings.
            const size = terms.reduce((a, t) => a + Math.abs(t), 0);
            expect(Math.abs(found.get(b, mu) - sum)).toBeLessThanOrEqual(1e-14 * size);
          }
        }
      },
    ),
  );
});

test('one example gives one row, and every view the same', () => {
  const weights = [
    [0.5, -1, 2],
    [1, 0, 0.25],
  ];
  const examples = [
    [1, 2, 3],
    [0, 0, 0],
    [-1, 0, 0.5],
  ];
  const wanted = inputCurrents(weights, examples, { normalize: 'unit' });
  for (const w of Object.values(matrixViews(weights))) {
    for (const v of Object.values(matrixViews(examples))) {
      expect(inputCurrents(w, v, { normalize: 'unit' })).toEqual(wanted);
    }
  }
  for (const [b, example] of examples.entries()) {
    const row = inputCurrents(weights, example, { normalize: 'unit' });
    expect(row.shape).toEqual([2]);
    expect(elements(row)).toEqual(elements(wanted.pick(b, null)));
  }
});

test('bytes divided by 255 are the same inputs as numbers in [0, 1]', () => {
  const bytes = Uint8Array.of(0, 51, 255, 102);
  const weights = ndarray(Float32Array.of(1, 0.5, 0.25, -1, 1, 1, 1, 1), [2, 4]);
  const divided = inputCurrents(weights, bytes, { normalize: 'none', divisor: 255 });
  expect(divided).toEqual(
    inputCurrents(
      weights,
      Array.from(bytes, (x) => x / 255),
      { normalize: 'none' },
    ),
  );
});

test('what inputCurrents cannot use is refused in one line', () => {
  const refusal = (options: object, examples: number[] = [1, 2]): string =>
    thrown(() => inputCurrents([[1, 2]], examples, options as InputCurrentsOptions));
  expect(refusal({})).toBe('ArgumentError: normalize: must be one of none, unit (got undefined)');
  expect(refusal({ normalise: 'unit' })).toBe(
    'ArgumentError: normalise: no such option of inputCurrents; did you mean normalize?',
  );
  expect(refusal({ normalize: 'unit', p: 0 })).toBe('ArgumentError: p: must be a finite number >= 1 (got 0)');
  expect(refusal({ normalize: 'unit', divisor: 0 })).toBe(
    'ArgumentError: divisor: must be a finite number > 0 (got 0)',
  );
  expect(refusal({ normalize: 'unit' }, [1, 2, 3])).toBe(
    'ShapeError: examples: must have N = 2 inputs, as the weights have (got 3)',
  );
});
