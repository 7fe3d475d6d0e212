/** `data generate`: digits or bars as files that other programs read. */
import path from 'node:path';
import { generateBars } from '../../data/bars.ts';
import type { Dataset } from '../../data/dataset.ts';
import { generateDigits } from '../../data/digits.ts';
import { encodeNpy } from '../../data/npy-write.ts';
import { ArgumentError } from '../../errors.ts';
import type { Execute } from '../command.ts';
import type { DataGenerateOptions } from '../options/data.ts';
import { createRunFolder } from '../../runs/run-folder.ts';
import { publish, withFolder } from '../publish.ts';
import { encodeIdx } from './idx-encode.ts';

type Format = DataGenerateOptions['format'];

function imageShape({ examples, inputs, shape }: Dataset): number[] {
  return shape === null ? [examples, inputs] : [examples, shape.height, shape.width];
}

/** Names as in MNIST for IDX, so that other programs find them. */
function fileNames(part: 'train' | 'test', format: Format): { images: string; labels: string } {
  if (format === 'npy') return { images: `${part}-images.npy`, labels: `${part}-labels.npy` };
  const prefix = part === 'train' ? 'train' : 't10k';
  return { images: `${prefix}-images-idx3-ubyte`, labels: `${prefix}-labels-idx1-ubyte` };
}

function filesOf(part: 'train' | 'test', set: Dataset, format: Format): [string, Uint8Array][] {
  const encode = format === 'npy' ? encodeNpy : encodeIdx;
  const names = fileNames(part, format);
  // Both generated sets are bytes, and so are their classes.
  const files: [string, Uint8Array][] = [
    [names.images, encode(Uint8Array.from(set.values), imageShape(set))],
  ];
  if (set.labels !== null) files.push([names.labels, encode(Uint8Array.from(set.labels), [set.examples])]);
  return files;
}

function generate(options: DataGenerateOptions & { seed: number }): { train: Dataset; test: Dataset } {
  const { name, train, test, side, probability, single, seed } = options;
  const sizes = { ...(train !== undefined && { train }), ...(test !== undefined && { test }), seed };
  if (name === 'digits') return generateDigits(sizes);
  if (single && 2 * side > 256) throw new ArgumentError(`--side: must be <= 128 with --single (got ${side})`);
  return generateBars({ ...sizes, side, probability, single });
}

/** Runs `data generate`. */
export const dataGenerateCommand: Execute<DataGenerateOptions> = async (options, terminal) => {
  const { name, format } = options;
  const { train, test } = generate(options);
  const files = new Map([...filesOf('train', train, format), ...filesOf('test', test, format)]);
  const folder = createRunFolder(options.out, 'data-generate', new Date());
  return await withFolder(folder, async (): Promise<0> => {
    const paths = [...files.keys()].map((file) => path.join(folder, file));
    const sizes = { train: train.examples, test: test.examples, inputs: train.inputs };
    await publish(
      { command: 'data generate', options, terminal, folder },
      {
        json: { name, ...sizes, files: paths, run: folder },
        human: () => paths.join('\n'),
        files: () => files,
      },
    );
    return 0;
  });
};
