import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { generateDigits } from '../../src/data/digits.ts';
import { messageOf } from './support/files.ts';

const { train, test } = generateDigits({ train: 3000, test: 500 });

function image(data: Dataset, i: number): Uint8Array {
  if (!(data.values instanceof Uint8Array)) throw new TypeError('digits are bytes');
  return data.values.subarray(i * data.inputs, (i + 1) * data.inputs);
}

/** Label of the training image with the least squared distance. */
function nearestLabel(query: Uint8Array): number | undefined {
  let [nearest, least] = [0, Infinity];
  for (let i = 0; i < train.examples; i++) {
    const candidate = image(train, i);
    let distance = 0;
    for (let j = 0; j < query.length && distance < least; j++) distance += (query[j] - candidate[j]) ** 2;
    if (distance < least) [nearest, least] = [i, distance];
  }
  return train.labels?.[nearest];
}

it('makes labelled 28 × 28 images of bytes', () => {
  expect(train).toMatchObject({
    name: 'digits',
    examples: 3000,
    inputs: 784,
    shape: { height: 28, width: 28, channels: 1 },
    divisor: 255,
    classes: 10,
  });
  expect([train.values.length, train.labels?.length]).toEqual([3000 * 784, 3000]);
  expect([test.examples, test.values.length, test.labels?.length]).toEqual([500, 500 * 784, 500]);
});

describe('the images have the statistics of MNIST (measured on its 60 000 training images)', () => {
  it('19.1% of the pixels are not 0', () => {
    const share = train.values.filter((x: number) => x > 0).length / train.values.length;
    expect(share).toBeGreaterThan(0.17);
    expect(share).toBeLessThan(0.21);
  });

  it('the mean is 33 of 255', () => {
    const mean = Array.from(train.values).reduce((sum, x) => sum + x, 0) / train.values.length;
    expect(mean).toBeGreaterThan(29);
    expect(mean).toBeLessThan(37);
  });

  it('every image has full ink, an empty border, and its centre of mass near the middle', () => {
    for (let i = 0; i < train.examples; i++) {
      const pixels = image(train, i);
      let [mass, x, y, border] = [0, 0, 0, 0];
      pixels.forEach((ink, at) => {
        mass += ink;
        x += ink * (at % 28);
        y += ink * Math.floor(at / 28);
        if (at % 28 === 0 || at % 28 === 27 || at < 28 || at >= 756) border += Number(ink > 0);
      });
      // The thinnest pens do not reach full ink between pixels.
      expect(Math.max(...pixels)).toBeGreaterThan(150);
      // Long digits off the centre may touch the border, never more than that.
      expect(border).toBeLessThan(15);
      // Four standard deviations of the place (0.6 pixels), and what pressure and crossings shift.
      expect(Math.hypot(x / mass - 13.5, y / mass - 13.5)).toBeLessThan(4);
    }
  });

  it('all classes are equally frequent', () => {
    const counts = Array<number>(10).fill(0);
    for (const label of train.labels ?? []) counts[label]++;
    // Five standard deviations of a binomial count of 3000 · 0.1.
    for (const count of counts) expect(Math.abs(count - 300)).toBeLessThan(5 * Math.sqrt(3000 * 0.1 * 0.9));
  });
});

it('is about as hard as MNIST: the nearest of 3000 images gives a wrong label in a few per cent', () => {
  let errors = 0;
  for (let i = 0; i < test.examples; i++) errors += Number(nearestLabel(image(test, i)) !== test.labels?.[i]);
  // MNIST: 10% measured with its first 4000 images; 3% with all 60 000 (LeCun et al. 1998: K-nearest neighbours).
  expect(errors / test.examples).toBeGreaterThan(0.02);
  expect(errors / test.examples).toBeLessThan(0.12);
});

it('depends on the seed alone, and fewer images are the first of more', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, count) => {
      const [fewer, more] = [
        generateDigits({ train: count, test: 1, seed }),
        generateDigits({ train: 20, test: 2, seed }),
      ];
      expect(more.train.values.subarray(0, fewer.train.values.length)).toEqual(fewer.train.values);
      expect(more.train.labels?.subarray(0, count)).toEqual(fewer.train.labels);
      expect(image(more.test, 0)).toEqual(image(fewer.test, 0));
      expect(image(more.test, 0)).not.toEqual(image(more.train, 0));
      expect(generateDigits({ train: 20, test: 1, seed: seed + 1 }).train.values).not.toEqual(
        more.train.values,
      );
    }),
    { seed: 1, numRuns: 20 },
  );
});

it('refuses sizes out of range', () => {
  expect(messageOf(() => generateDigits({ train: 0 }))).toBe(
    'ArgumentError: train: must be an integer >= 1 (got 0)',
  );
  expect(messageOf(() => generateDigits({ test: 1.5 }))).toBe(
    'ArgumentError: test: must be an integer >= 1 (got 1.5)',
  );
});
