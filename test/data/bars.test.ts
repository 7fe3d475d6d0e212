import { describe, expect, it } from 'vitest';
import { generateBars } from '../../src/data/bars.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { messageOf } from './support/files.ts';

function image(data: Dataset, i: number): number[] {
  return [...data.values.subarray(i * data.inputs, (i + 1) * data.inputs)];
}

/** Bars whose pixels are all set: rows, then columns. */
function barsIn(pixels: readonly number[], side: number): number[] {
  const rows = Array.from({ length: side }, (_, r) => pixels.slice(r * side, (r + 1) * side));
  const columns = rows.map((_, c) => rows.map((row) => row[c]));
  return [...rows, ...columns].flatMap((line, bar) => (line.every((x) => x === 1) ? [bar] : []));
}

it('every image is the union of bars', () => {
  const { train } = generateBars({ train: 500, side: 5, probability: 0.2 });
  expect(train).toMatchObject({ name: 'bars', inputs: 25, divisor: 1, labels: null, classes: 0 });
  for (let i = 0; i < 500; i++) {
    const pixels = image(train, i);
    const union = Array<number>(25).fill(0);
    for (const bar of barsIn(pixels, 5)) {
      for (let k = 0; k < 5; k++) union[bar < 5 ? 5 * bar + k : 5 * k + bar - 5] = 1;
    }
    expect(pixels).toEqual(union);
  }
});

it('each of the 16 bars is there with probability 1/8, and a pixel with 1 − (7/8)²', () => {
  const { train } = generateBars({ train: 20_000 });
  expect([train.examples, train.inputs]).toEqual([20_000, 64]);
  const mean = [...train.values].reduce((sum, x) => sum + x, 0) / train.values.length;
  // Pixels of a bar are correlated: the mean over 64 pixels is at most as certain as that of 4 independent ones.
  expect(Math.abs(mean - (1 - (7 / 8) ** 2))).toBeLessThan(5 * Math.sqrt(0.25 / (4 * 20_000)));
  // A line is full when its bar is there or all eight bars across are: the latter has probability 8^-8.
  const counts = Array<number>(16).fill(0);
  for (let i = 0; i < train.examples; i++) for (const bar of barsIn(image(train, i), 8)) counts[bar]++;
  const deviation = Math.sqrt(20_000 * (1 / 8) * (7 / 8));
  for (const count of counts) expect(Math.abs(count - 2500)).toBeLessThan(5 * deviation);
});

it('with `single` each image is one bar, which is its label', () => {
  const { train, test } = generateBars({ train: 300, test: 50, single: true, side: 4 });
  expect([train.classes, test.classes]).toEqual([8, 8]);
  for (let i = 0; i < 300; i++) expect(barsIn(image(train, i), 4)).toEqual([train.labels?.[i]]);
  expect(new Set(train.labels)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7]));
});

it('depends on the seed alone; training and test images differ', () => {
  const first = generateBars({ train: 50, test: 50, seed: 3 });
  expect(generateBars({ train: 50, test: 50, seed: 3 })).toEqual(first);
  expect(generateBars({ train: 50, test: 50, seed: 4 }).train.values).not.toEqual(first.train.values);
  expect(first.test.values).not.toEqual(first.train.values);
});

describe('options out of range are refused', () => {
  it.each([
    [{ train: 0 }, 'train: must be an integer >= 1 (got 0)'],
    [{ test: NaN }, 'test: must be an integer >= 1 (got NaN)'],
    [{ side: 1 }, 'side: must be an integer >= 2 (got 1)'],
    [{ probability: 1 }, 'probability: must be in (0, 1) (got 1)'],
    [{ probability: NaN }, 'probability: must be in (0, 1) (got NaN)'],
  ])('%o', (options, message) => {
    expect(messageOf(() => generateBars(options))).toBe(`ArgumentError: ${message}`);
  });
});
