import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { learn } from '../../src/index.ts';
import { plasticity } from '../../src/learning/plasticity.ts';
import { METHODS } from '../../src/ode/methods.ts';
import { elements, matrixViews, thrown } from './views.ts';

const WEIGHTS = [
  [0.3, -0.2, 0.4, 0.1],
  [-0.5, 0.6, 0.2, 0.3],
  [0.9, 0.1, -0.3, 0.2],
];
const INPUT = [0.5, 0, 0.8, -0.1];
const ACTIVATION = [1, -0.2, 0.5];

describe('learn', () => {
  test.each(['reduced', ...METHODS, 'euler'] as const)(
    'gives what the learning dynamics give, bit for bit (%s)',
    (method) => {
      const shared = { method, p: 3, radius: 2, duration: 0.7, rtol: 1e-5, atol: 1e-8, input: INPUT };
      const wanted = plasticity({ ...shared, weights: WEIGHTS, activation: ACTIVATION });
      const { weights, norms, results, success, ...rest } = learn({
        ...shared,
        weights: WEIGHTS,
        activation: ACTIVATION,
      });
      expect(success).toBe(true);
      expect({
        ...rest,
        results: results.map((unit, mu) => ({ ...unit, weights: weights.data.slice(4 * mu, 4 * mu + 4) })),
      }).toEqual(wanted);
      expect(elements(norms)).toEqual(results.map(({ norm }) => norm));
    },
  );

  test('keeps a long Hebbian presentation on the sphere, along the input', () => {
    const { weights, norms } = learn({ weights: [0.1, 0.1], input: [2, 1], activation: 1, duration: 40 });
    // The fixed point W = R v / |v|_p; far beyond the slowest relaxation, so rounding is left.
    const length = Math.pow(2 ** 4 + 1, 1 / 4);
    expect(Math.abs(weights.get(0) - 2 / length)).toBeLessThan(1e-14);
    expect(Math.abs(weights.get(1) - 1 / length)).toBeLessThan(1e-14);
    expect(Math.abs(norms.get(0) - 1)).toBeLessThan(1e-14);
  });

  test('reads weights through any view, and returns them in the shape given', () => {
    const problem = { input: INPUT, activation: ACTIVATION };
    const wanted = learn({ ...problem, weights: WEIGHTS });
    expect(wanted.weights.shape).toEqual([3, 4]);
    for (const weights of Object.values(matrixViews(WEIGHTS))) {
      expect(learn({ ...problem, weights })).toEqual(wanted);
    }
    const single = learn({ weights: WEIGHTS[0], input: INPUT, activation: 1 });
    expect(single.weights.shape).toEqual([4]);
    expect(Array.from(single.weights.data)).toEqual(Array.from(wanted.weights.data.slice(0, 4)));
  });

  test('reads input and activation through any view', () => {
    const backwards = (values: readonly number[]): ReturnType<typeof ndarray<Float64Array>> =>
      ndarray(Float64Array.from(values.toReversed())).step(-1);
    const problem = { weights: WEIGHTS, input: INPUT, activation: ACTIVATION };
    const turned = { weights: WEIGHTS, input: backwards(INPUT), activation: backwards(ACTIVATION) };
    expect(learn(turned)).toEqual(learn(problem));
  });

  test('changes nothing that was given, also where a unit keeps its weights', () => {
    const weights = ndarray(Float64Array.from(WEIGHTS.flat()), [3, 4]);
    for (const activation of [1, 0]) {
      const result = learn({ weights, input: INPUT, activation });
      result.weights.data.fill(9);
      result.norms.data.fill(9);
    }
    expect(Array.from(weights.data)).toEqual(WEIGHTS.flat());
  });

  test('returns a unit that diverges as a value, with the weights it had', () => {
    const { success, weights, results } = learn({
      ...{
        weights: [
          [1.2, -0.2],
          [0.5, 0.5],
        ],
        input: [1, 0.5],
        activation: -1,
        duration: 2,
      },
    });
    expect(success).toBe(false);
    expect(results.map(({ retcode }) => retcode)).toEqual(['Unstable', 'Success']);
    expect(results[0].blowUpAt).toBeLessThan(0);
    expect(Array.from(weights.data.slice(0, 2))).toEqual([1.2, -0.2]);
  });
});

test('what learn cannot use is refused in one line', () => {
  const problem = { weights: WEIGHTS, input: INPUT, activation: 1 };
  const refusal = (options: object): string => thrown(() => learn({ ...problem, ...options }));
  expect(refusal({ raduis: 1 })).toBe('ArgumentError: raduis: no such option of learn; did you mean radius?');
  expect(refusal({ method: 'exact' })).toBe(
    'ArgumentError: method: must be one of reduced, dopri5, tsit5, bs5, bs3, odex, euler (got exact); did you mean euler?',
  );
  expect(refusal({ p: 0.5 })).toBe('ArgumentError: p: must be >= 1; it is the Lebesgue norm (got 0.5)');
  expect(refusal({ activation: undefined })).toBe(
    'ArgumentError: activation: must be an array of numbers (got undefined)',
  );
  expect(refusal({ activation: [1, 2] })).toBe(
    'ShapeError: activation: must be one number or one per unit, 3 (got 2)',
  );
  expect(refusal({ input: [1, 2] })).toBe(
    'ShapeError: weights: unit 0 has 4 values, the input 2; they must be equal',
  );
  expect(refusal({ weights: [[1, NaN]] })).toBe('ArgumentError: weights[0, 1]: must be finite (got NaN)');
});
