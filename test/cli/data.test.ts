import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { generateDigits } from '../../src/data/digits.ts';
import { readArray } from '../../src/data/read-array.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
afterEach(() => vi.unstubAllGlobals());

async function json(...words: readonly string[]): Promise<unknown> {
  const { status, stdout } = await call([...words, '--json']);
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

describe('data generate', () => {
  test('writes digits as IDX files that read back as generated', async () => {
    const out = at('digits');
    const words = ['digits', '--train', '30', '--test', '20', '--format', 'idx', '--seed', '7'];
    const document = await json('data', 'generate', ...words, '--out', out);
    expect(document).toMatchObject({ name: 'digits', train: 30, test: 20, inputs: 784, run: out });
    expect(readdirSync(out).sort()).toEqual([
      'config.json',
      'summary.json',
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte',
      'train-images-idx3-ubyte',
      'train-labels-idx1-ubyte',
    ]);
    const { train, test: testSet } = generateDigits({ train: 30, test: 20, seed: 7 });
    const images = readArray(`${out}/train-images-idx3-ubyte`);
    expect(images.shape).toEqual([30, 28, 28]);
    expect(images.data).toEqual(train.values);
    expect(readArray(`${out}/t10k-labels-idx1-ubyte`).data).toEqual(testSet.labels);
  });

  test('writes bars as NPY files, with labels only where there is one bar in each', async () => {
    const words = ['data', 'generate', 'bars', '--train', '10', '--test', '5', '--side', '4'];
    await json(...words, '--out', at('bars'));
    expect(readArray(at('bars', 'train-images.npy')).shape).toEqual([10, 4, 4]);
    expect(existsSync(at('bars', 'train-labels.npy'))).toBe(false);
    await json(...words, '--single', '--out', at('single'));
    const { shape, data } = readArray(at('single', 'train-labels.npy'));
    expect(shape).toEqual([10]);
    expect(Math.max(...data)).toBeLessThan(8);
    expect(new Set(readArray(at('single', 'test-images.npy')).data)).toEqual(new Set([0, 1]));
  });
});

describe('data inspect', () => {
  test('tells shape, range, density and classes of a data set', async () => {
    const images = write('images.csv', '0,255\n0,0\n51,0\n');
    const labels = write('labels.csv', '1\n0\n1\n');
    expect(await json('data', 'inspect', images, '--labels', labels)).toEqual({
      data: images,
      parts: [
        {
          part: 'train',
          shape: [3, 2],
          dtype: 'uint8',
          min: 0,
          max: 255,
          mean: 51,
          density: 2 / 6,
          classes: [1, 2],
        },
      ],
    });
  });

  test('tells the same of any file with an array', async () => {
    const file = write('weights.json', [
      [0.5, -1],
      [0, 2],
    ]);
    expect(await json('data', 'inspect', file)).toEqual({
      data: file,
      parts: [
        {
          part: 'file',
          shape: [2, 2],
          dtype: 'text',
          min: -1,
          max: 2,
          mean: 0.375,
          density: 0.75,
          classes: null,
        },
      ],
    });
    const { stdout } = await call(['data', 'inspect', file]);
    expect(stdout).toMatch(/│ file │ 2 × 2 │ text │ +-1 │ +2 │ +0\.375 │ +75% │/);
  });
});

describe('data list', () => {
  test('knows which data sets are at hand', async () => {
    for (const name of ['train', 't10k']) {
      write(`sets/mnist/${name}-images-idx3-ubyte`, '');
      write(`sets/mnist/${name}-labels-idx1-ubyte.gz`, '');
    }
    const { sets } = (await json('data', 'list', '--data-dir', at('sets'))) as {
      sets: { name: string; present: boolean; folder: string | null }[];
    };
    expect(sets.map(({ name, present }) => `${name} ${present}`)).toEqual([
      'digits true',
      'bars true',
      'mnist true',
      'fashion-mnist false',
      'cifar10 false',
    ]);
    expect(sets[2].folder).toBe(at('sets', 'mnist'));
  });
});

describe('data fetch', () => {
  test('says in one line what to do without a network', async () => {
    vi.stubGlobal('fetch', () =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('no network') })),
    );
    const { status, stdout, stderr } = await call(['data', 'fetch', 'mnist', '--data-dir', at('fetched')]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/cannot be downloaded \(.*no network.*\); run the command again[^\n]*\n$/);
  });

  test('ends with 130 when it is interrupted', async () => {
    const interruption = new AbortController();
    vi.stubGlobal('fetch', (_url: unknown, { signal }: { signal: AbortSignal }) => {
      setImmediate(() => interruption.abort());
      return new Promise((_resolve, reject) => {
        const stop = (): void => reject(new Error('stopped'));
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop);
      });
    });
    const words = ['data', 'fetch', 'mnist', '--data-dir', at('fetched')];
    expect(await call(words, { interruption })).toEqual({ status: 130, stdout: '', stderr: 'interrupted\n' });
  });
});

describe('damaged data are refused with status 2, one line that names file and byte, and no file', () => {
  const idx = (shape: readonly number[], bytes: number): Uint8Array => {
    const header = [0, 0, 8, shape.length, ...shape.flatMap((size) => [0, 0, size >> 8, size & 255])];
    return Uint8Array.from([...header, ...new Array<number>(bytes).fill(1)]);
  };
  const cifar = 'cifar-10-batches-bin';
  for (const name of [
    'data_batch_1',
    'data_batch_2',
    'data_batch_3',
    'data_batch_4',
    'data_batch_5',
    'test_batch',
  ]) {
    write(`damaged/${cifar}/${name}.bin`, new Uint8Array(name === 'data_batch_3' ? 3000 : 3073));
  }
  test.each([
    [
      'a truncated IDX file',
      [write('short-idx3-ubyte', idx([2, 2, 2], 5))],
      /short-idx3-ubyte: .*needs 24 bytes, but the file ends at byte 21;/,
    ],
    [
      'dimensions larger than the file',
      [write('huge-idx3-ubyte', idx([60000, 28, 28], 4))],
      /huge-idx3-ubyte: .*byte 20;/,
    ],
    [
      'a damaged gzip file',
      [write('x.gz', Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 7, 255))],
      /x\.gz: .*byte/,
    ],
    ['NaN', [write('nan.csv', '1,2\n3,nan\n')], /nan\.csv: .*line 2/],
    ['a truncated CIFAR batch', ['cifar10', '--data-dir', at('damaged')], /data_batch_3\.bin: .*3073/],
    [
      'labels and images that differ in number',
      [write('three.csv', '1,2\n3,4\n5,6\n'), '--labels', write('two.csv', '0\n1\n')],
      /two\.csv: must hold as many labels as there are examples, 3 \(got 2\)/,
    ],
    ['a folder', [at('damaged')], /damaged: is a directory, not a file/],
    [
      'a misspelt name',
      ['minst'],
      /^DATA: must be one of digits, .* or a file \(got minst\); did you mean mnist\?$/,
    ],
  ])('%s', async (_what, words, line) => {
    const out = at('refused');
    const { status, stdout, stderr } = await call(['data', 'inspect', ...words, '--out', out]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });
});

test('config.json of a folder of results says how to make them again', async () => {
  const out = at('repeatable');
  await json('data', 'generate', 'digits', '--train', '3', '--test', '2', '--seed', '5', '--out', out);
  const config: unknown = JSON.parse(readFileSync(`${out}/config.json`, 'utf8'));
  expect(config).toMatchObject({ command: 'data generate', seed: 5, options: { name: 'digits', train: 3 } });
});
