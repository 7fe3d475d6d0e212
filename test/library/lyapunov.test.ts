import ndarray from 'ndarray';
import { expect, test } from 'vitest';
import { lyapunov } from '../../src/index.ts';

const weights = ndarray(Float64Array.of(0.6, 0.1, 0.2, 0.1, 0.9, -0.3), [2, 3]);
const examples = [
  [1, 0, 0.5],
  [0, 0.7, 0.2],
];
const short = { p: [2, 4], inhibition: [0.5], activation: ['step'], presentations: 2, steps: 10 };

test('given weights and examples are verified, and left as they were', async () => {
  const { report, traces } = await lyapunov({ ...short, weights, examples, claims: ['i', 'ii'] });
  expect(report.failures).toEqual([]);
  expect(report.claims.map(({ claim, p }) => [claim, p])).toEqual([
    ['i', 2],
    ['ii', 2],
    ['i', 4],
    ['ii', 4],
  ]);
  expect(report.steps).toEqual({ i: 40, ii: 40, iii: 0 });
  expect(traces[0]?.gains).toHaveLength(11);
  expect(weights.get(0, 0)).toBe(0.6);
});

test('the same seed gives the same report', async () => {
  const once = await lyapunov({ ...short, hidden: 3, inputs: 5, seed: 2 });
  const again = await lyapunov({ ...short, hidden: 3, inputs: 5, seed: 2 });
  expect(again).toEqual(once);
});

test.each([
  [{ weights, examples: [[1, 2]] }, /^weights: must be \[K, 2\], as the examples are \(got \[2, 3\]\)/],
  [{ p: [0.5] }, /^p: must be a finite number >= 1 \(got 0.5\)/],
  [{ p: [] }, /^p: must have at least one entry/],
  [{ activation: ['H'] }, /^activation: 'H' uses the name 'H'/],
  [{ activation: ['1 / (h - h)'] }, /^activation: must be finite \(got Infinity/],
  [{ steps: 0 }, /^steps: must be an integer >= 1 \(got 0\)/],
  [{ p: [2], claim: ['i'] }, /^claim: no such option of lyapunov; did you mean claims\?/],
])('%o is refused', async (options, message) => {
  await expect(lyapunov(options)).rejects.toThrow(message);
});
