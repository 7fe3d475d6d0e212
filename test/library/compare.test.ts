import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { compare, train } from '../../src/index.ts';
import { noisyImages, patternLabels } from './images.ts';
import { matrixViews, rejection } from './views.ts';

const IMAGES = noisyImages(120, 20);
const SMALL = { examples: IMAGES, hidden: 6, epochs: 3, seed: 5 } as const;
const TEST = {
  labels: patternLabels(120),
  testExamples: noisyImages(60, 20, 2),
  testLabels: patternLabels(60),
} as const;

describe('compare', () => {
  test('runs both algorithms as train does, from the same weights', async () => {
    const { exact, ranking } = await compare(SMALL);
    expect(exact).toEqual(await train({ ...SMALL, algorithm: 'exact' }));
    expect(ranking).toEqual(await train({ ...SMALL, algorithm: 'ranking' }));
  });

  test('measures agreement by definition', async () => {
    const { exact, ranking, comparison } = await compare({ ...SMALL, precision: 'f64' });
    const row = (weights: ArrayLike<number>, mu: number): number[] =>
      Array.from({ length: 20 }, (_, i) => weights[20 * mu + i]);
    const dot = (a: number[], b: number[]): number => a.reduce((sum, x, i) => sum + x * b[i], 0);
    const cosines = comparison.match.map((nu, mu) => {
      const a = row(exact.weights.data, mu);
      const b = row(ranking.weights.data, nu);
      return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    });
    expect(comparison.match.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    // The third of six by nearest rank; rounding of the sums.
    expect(comparison.matchedCosine.median).toBeCloseTo(cosines.toSorted((a, b) => a - b)[2], 12);
    expect(comparison.winnerAgreement).toBeGreaterThan(0);
    expect(comparison.readoutError).toBeNull();
  });

  test('with labels, reads the patterns from both', async () => {
    const examples = noisyImages(900, 20);
    const { comparison } = await compare({ ...SMALL, ...TEST, examples, labels: patternLabels(900) });
    // Three clear patterns: chance is 2/3, and the readout has a hundred steps.
    expect(comparison.readoutError?.exact).toBeLessThan(0.05);
    expect(comparison.readoutError?.ranking).toBeLessThan(0.05);
  });

  test('reads all its arrays through any view', async () => {
    const wanted = await compare({ ...SMALL, ...TEST });
    const tests = matrixViews(TEST.testExamples);
    const labels = ndarray(Int32Array.from(TEST.labels.toReversed())).step(-1);
    for (const [name, examples] of Object.entries(matrixViews(IMAGES))) {
      const given = { ...SMALL, ...TEST, examples, testExamples: tests[name], labels };
      expect(await compare(given)).toEqual(wanted);
    }
  });

  test('breathes with rising shares over all its parts', async () => {
    const shares: number[] = [];
    await compare({ ...SMALL, ...TEST, breathe: (share) => void shares.push(share) });
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBeGreaterThan(0);
    expect(shares[shares.length - 1]).toBeLessThanOrEqual(1);
  });
});

describe('refusals of compare', () => {
  const refusal = (options: object): Promise<string> => rejection(compare({ ...SMALL, ...options }));

  test.each([
    [{ algorithm: 'exact' }, 'ArgumentError: algorithm: no such option of compare; did you mean epochs?'],
    [
      { labels: TEST.labels },
      'ArgumentError: labels: must be given together with testExamples and testLabels, or none of them',
    ],
    [{ ...TEST, labels: [0, 1] }, 'ShapeError: labels: must be [120], one for each example (got [2])'],
    [
      { ...TEST, testLabels: new Array(60).fill(0.5) },
      'ArgumentError: testLabels[0]: must be an integer from 0 to 65535 (got 0.5); number the classes from 0',
    ],
    [
      { ...TEST, testExamples: [[1, 2]], testLabels: [0] },
      'ShapeError: testExamples: must have N = 20 inputs, as the examples have (got 2)',
    ],
  ])('%o is refused in one line', async (options, text) => {
    expect(await refusal(options)).toBe(text);
  });
});
