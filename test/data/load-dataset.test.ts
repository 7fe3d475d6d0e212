import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { generateBars } from '../../src/data/bars.ts';
import { generateDigits } from '../../src/data/digits.ts';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { encodeNpy } from '../../src/data/npy-write.ts';
import type { WritableData } from '../../src/data/npy-write.ts';
import { concat, idxOfBytes, messageOf, temporaryFile, temporaryFolder } from './support/files.ts';

function npyFile(data: WritableData, shape: readonly number[]): string {
  return temporaryFile('x.npy', encodeNpy(data, shape));
}

/** Two training images and one test image of 2 × 3 in the files of MNIST. */
const mnistFiles: Readonly<Record<string, Uint8Array>> = {
  'train-images-idx3-ubyte': idxOfBytes([2, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
  'train-labels-idx1-ubyte': idxOfBytes([2], [7, 2]),
  't10k-images-idx3-ubyte': idxOfBytes([1, 2, 3], [5, 5, 5, 5, 5, 5]),
  't10k-labels-idx1-ubyte': idxOfBytes([1], [9]),
};

function mnistFolder(changes: Readonly<Record<string, Uint8Array>> = {}, sub = ''): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, sub), { recursive: true });
  for (const [name, content] of Object.entries({ ...mnistFiles, ...changes })) {
    writeFileSync(join(folder, sub, name), content);
  }
  return folder;
}

describe('generated sets', () => {
  it('digits and bars come from the seed, and are cut to the limit', () => {
    const digits = loadDataset({ data: 'digits', seed: 5, limit: 30 });
    expect(digits.train.values).toEqual(generateDigits({ train: 30, test: 1, seed: 5 }).train.values);
    expect([digits.train.examples, digits.test?.examples]).toEqual([30, 2000]);
    expect(loadDataset({ data: 'bars' })).toEqual({ ...generateBars(), warnings: [] });
  });
});

describe('MNIST', () => {
  it.each(['', 'mnist'])(
    'is read from DIR/%s, packed or not, with a warning that it is not the published one',
    (sub) => {
      const dataDir = mnistFolder({}, sub);
      const packed = join(dataDir, sub, 't10k-images-idx3-ubyte');
      writeFileSync(packed, gzipSync(mnistFiles['t10k-images-idx3-ubyte']));
      const { train, test, warnings } = loadDataset({ data: 'mnist', dataDir });
      expect(train).toEqual({
        name: 'mnist',
        examples: 2,
        inputs: 6,
        shape: { height: 2, width: 3, channels: 1 },
        values: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        divisor: 255,
        labels: Uint8Array.of(7, 2),
        classes: 10,
      });
      expect(test).toMatchObject({ examples: 1, labels: Uint8Array.of(9), divisor: 255 });
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toMatch(/not as published by the makers of MNIST \(by MD5\)/);
      expect(warnings[0]).not.toMatch(/\n/);
    },
  );

  it('in its own folder goes before another of the same file names', () => {
    const dataDir = mnistFolder({}, 'fashion-mnist');
    const others = idxOfBytes([3], [1, 2, 3]);
    writeFileSync(join(dataDir, 'train-labels-idx1-ubyte'), others);
    expect(loadDataset({ data: 'fashion-mnist', dataDir }).train.labels).toEqual(Uint8Array.of(7, 2));
  });

  it.each([
    [
      'labels and images that differ in number',
      { 'train-labels-idx1-ubyte': idxOfBytes([3], [7, 2, 1]) },
      /train-labels-idx1-ubyte: must hold as many labels as there are examples, 2 \(got 3\); give the labels of these/,
    ],
    [
      'a label that is no digit',
      { 't10k-labels-idx1-ubyte': idxOfBytes([1], [10]) },
      /t10k-labels-idx1-ubyte: labels must be integers from 0 to 9 \(got 10 at \[0\]\); number the classes from 0/,
    ],
    [
      'test images of another size',
      { 't10k-images-idx3-ubyte': idxOfBytes([1, 2, 2], [5, 5, 5, 5]) },
      /t10k-images-idx3-ubyte: must have 6 inputs like the training data \(got 4\); take both from one source/,
    ],
    [
      'a truncated file, in its own words although its checksum is wrong too',
      { 'train-images-idx3-ubyte': idxOfBytes([2, 2, 3], [0, 1]) },
      /train-images-idx3-ubyte: shape \[2, 2, 3\] needs 28 bytes, but the file ends at byte 18; the file is damaged/,
    ],
    [
      'a truncated packed file',
      {
        'train-images-idx3-ubyte': gzipSync(
          idxOfBytes([2, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
        ).subarray(0, 30),
      },
      /train-images-idx3-ubyte: the gzip stream ends inside the compressed stream, at byte 30; the file is damaged/,
    ],
    [
      'labels in the place of images',
      { 'train-images-idx3-ubyte': idxOfBytes([2], [7, 2]) },
      /train-images-idx3-ubyte: data must have shape \[examples, inputs\] or .* \(got \[2\]\); reshape the array/,
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(messageOf(() => loadDataset({ data: 'mnist', dataDir: mnistFolder(changes) }))).toMatch(message);
  });

  it('that is missing is named, with what would help', () => {
    const dataDir = temporaryFolder();
    expect(messageOf(() => loadDataset({ data: 'mnist', dataDir }))).toBe(
      `DataFormatError: ${join(dataDir, 'mnist', 'train-images-idx3-ubyte')}: no such file, packed or not, nor in ${dataDir}; ` +
        'name the folder of MNIST with --data-dir, or download it with: data fetch mnist',
    );
  });
});

describe('CIFAR-10', () => {
  it('is read from its folder or from the one above', () => {
    const dataDir = join(temporaryFolder(), 'data');
    const folder = join(dataDir, 'cifar-10-batches-bin');
    mkdirSync(folder, { recursive: true });
    const names = [1, 2, 3, 4, 5].map((i) => `data_batch_${i}.bin`).concat('test_batch.bin');
    names.forEach((name, i) => {
      writeFileSync(join(folder, name), concat([i], new Uint8Array(3072).fill(40 * i)));
    });
    for (const dir of [dataDir, folder]) {
      const { train, test, warnings } = loadDataset({ data: 'cifar10', dataDir: dir });
      expect(train.labels).toEqual(Uint8Array.of(0, 1, 2, 3, 4));
      expect([train.values[3072 * 4], test?.values[0], test?.examples]).toEqual([160, 200, 1]);
      expect(warnings).toHaveLength(1);
    }
  });
});

describe('own files', () => {
  const images = npyFile(
    Uint8Array.from({ length: 24 }, (_, i) => 10 * i),
    [2, 2, 2, 3],
  );
  const labels = npyFile(Int32Array.of(4, 1), [2]);

  it('are images with labels and test data', () => {
    const { train, test, warnings } = loadDataset({
      data: images,
      labels,
      testData: npyFile(Float32Array.of(0, 0.5, 1, 2, 3, 255, 0, 0, 0, 0, 0, 1), [1, 12]),
      testLabels: temporaryFile('labels.csv', 'label\n6\n'),
    });
    expect(train).toMatchObject({
      name: images,
      examples: 2,
      inputs: 12,
      shape: { height: 2, width: 2, channels: 3 },
      divisor: 255,
      labels: Int32Array.of(4, 1),
      classes: 7,
    });
    expect(test).toMatchObject({ examples: 1, inputs: 12, shape: null, divisor: 255, classes: 7 });
    expect(test?.labels).toEqual(Int32Array.of(6));
    expect(warnings).toEqual([]);
  });

  it('of other than one or three channels are no images', () => {
    const { train } = loadDataset({ data: npyFile(new Uint8Array(24), [2, 3, 2, 2]) });
    expect([train.shape, train.inputs]).toEqual([null, 12]);
  });

  it('without labels have no classes', () => {
    expect(loadDataset({ data: images })).toMatchObject({ train: { labels: null, classes: 0 }, test: null });
  });

  it.each([
    ['floats within [−1, 1]', Float64Array.of(-1, 0.5), 1, Float64Array.of(-1, 0.5)],
    ['floats beyond', Float64Array.of(-4, 0.5), 4, Float64Array.of(-4, 0.5)],
    ['bytes', Uint8Array.of(0, 2), 255, Uint8Array.of(0, 2)],
    ['bytes of 0 and 1', Uint8Array.of(0, 1), 1, Uint8Array.of(0, 1)],
    ['floats that are bytes, kept as such', Float64Array.of(0, 200), 200, Uint8Array.of(0, 200)],
    ['integers that float32 holds', Int32Array.of(-3, 2), 3, Float32Array.of(-3, 2)],
    [
      'integers that it does not hold',
      Int32Array.of(2 ** 24 + 1, 0),
      2 ** 24 + 1,
      Float64Array.of(2 ** 24 + 1, 0),
    ],
    ['zeros', Float32Array.of(0, 0), 1, Uint8Array.of(0, 0)],
  ])('%s are scaled into [−1, 1] by the divisor', (_, data, divisor, values) => {
    const { train } = loadDataset({ data: npyFile(data, [2, 1]) });
    expect([train.divisor, train.values]).toEqual([divisor, values]);
  });

  it('test data take the divisor of the training data', () => {
    const { test } = loadDataset({
      data: npyFile(Float64Array.of(4.5, 1), [2, 1]),
      testData: npyFile(Float64Array.of(9.5), [1, 1]),
    });
    expect(test?.divisor).toBe(4.5);
  });

  it('are cut to the limit, labels too; a larger limit takes all', () => {
    const { train } = loadDataset({ data: images, labels, limit: 1 });
    expect([train.examples, train.values.length, train.labels]).toEqual([1, 12, Int32Array.of(4)]);
    expect(loadDataset({ data: images, limit: 9 }).train.examples).toBe(2);
  });

  it('that do not fit are refused', () => {
    expect(messageOf(() => loadDataset({ data: images, labels: npyFile(Uint8Array.of(1), [1]) }))).toMatch(
      /x\.npy: must hold as many labels as there are examples, 2 \(got 1\)/,
    );
    expect(
      messageOf(() => loadDataset({ data: images, labels: npyFile(Float32Array.of(1, 0.5), [2]) })),
    ).toMatch(/labels must be integers from 0 to 65535 \(got 0.5 at \[1\]\)/);
    expect(messageOf(() => loadDataset({ data: images, labels: images }))).toMatch(
      /labels must have shape \[2\] \(got \[2, 2, 2, 3\]\)/,
    );
    expect(
      messageOf(() => loadDataset({ data: images, testData: npyFile(Uint8Array.of(1, 2), [1, 2]) })),
    ).toMatch(/x\.npy: must have 12 inputs like .*x\.npy \(got 2\); give test data of the same shape/);
    expect(messageOf(() => loadDataset({ data: labels }))).toMatch(/data must have shape .* \(got \[2\]\)/);
  });
});

describe('options that do not fit each other are refused', () => {
  it.each([
    [{ data: 'digits', limit: 0 }, 'limit: must be an integer >= 1 (got 0)'],
    [
      { data: 'digits', labels: 'x.csv' },
      'labels: must come with a file as data, digits has its own (got x.csv)',
    ],
    [
      { data: 'mnist', testData: 'x.csv' },
      'testData: must come with a file as data, mnist has its own (got x.csv)',
    ],
    [{ data: 'a.csv', testLabels: 'x.csv' }, 'testLabels: must come with testData (got x.csv alone)'],
    [
      { data: 'digist' },
      'data: must be one of digits, bars, mnist, fashion-mnist, cifar10, or a file (got "digist", no such file)',
    ],
  ])('%o', (options, message) => {
    expect(messageOf(() => loadDataset(options))).toBe(`ArgumentError: ${message}`);
  });
});
