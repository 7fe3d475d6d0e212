/** MNIST, Fashion-MNIST and CIFAR-10 from the files of their publishers in a data directory. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DataFormatError } from '../errors.ts';
import { parseCifar10 } from './cifar10.ts';
import { toDataset, toLabels } from './dataset.ts';
import type { Dataset, Split } from './dataset.ts';
import { parseIdx } from './idx.ts';
import { PUBLISHED } from './published.ts';
import type { PublishedFile, PublishedName } from './published.ts';
import { readBytes, unpacked } from './read-array.ts';

interface Content {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** MD5 as hexadecimal digits: a guard against accidents, not against forgery. */
export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** The file in DIR/FOLDER or in DIR, as it is or packed. The own folder comes first: MNIST's names are used twice. */
function find(file: PublishedFile, name: PublishedName, dataDir: string): string {
  const { folder, title } = PUBLISHED[name];
  const folders = [join(dataDir, folder), dataDir];
  const candidates = folders.flatMap((dir) => [join(dir, file.name), join(dir, `${file.name}.gz`)]);
  const found = candidates.find((path) => existsSync(path));
  if (found === undefined) {
    throw new DataFormatError(
      `${join(dataDir, folder, file.name)}: no such file, packed or not, nor in ${dataDir}; ` +
        `name the folder of ${title} with --data-dir, or download it with: data fetch ${name}`,
    );
  }
  return found;
}

/**
 * Loads a published data set.
 * @param name which
 * @param dataDir folder that holds its files, or its folder
 * @throws DataFormatError if a file is missing or damaged, or labels and images differ in number
 * @remarks A file that reads well but has not the published content only gives a warning.
 */
export function loadPublished(name: PublishedName, dataDir: string): Split {
  const { files, title } = PUBLISHED[name];
  // All are looked for before the first is read.
  const paths = files.map((file) => find(file, name, dataDir));
  const contents = paths.map((path): Content => ({ path, bytes: unpacked(readBytes(path), path) }));
  const others = paths.filter((_, i) => md5(contents[i].bytes) !== files[i].md5);
  const warnings =
    others.length === 0
      ? []
      : [
          `${others.join(', ')}: not as published by the makers of ${title} (by MD5); results may differ from published ones`,
        ];
  if (name === 'cifar10') {
    return { train: parseCifar10(contents.slice(0, 5)), test: parseCifar10(contents.slice(5)), warnings };
  }
  const train = idxPair(name, contents[0], contents[1]);
  const test = idxPair(name, contents[2], contents[3]);
  if (test.inputs !== train.inputs) {
    throw new DataFormatError(
      `${contents[2].path}: must have ${train.inputs} inputs like the training data (got ${test.inputs}); ` +
        `take both from one source`,
    );
  }
  return { train, test, warnings };
}

function idxPair(name: PublishedName, images: Content, labels: Content): Dataset {
  const array = parseIdx(images.bytes, images.path);
  return toDataset(array, images.path, {
    name,
    labels: toLabels(parseIdx(labels.bytes, labels.path), labels.path, {
      examples: array.shape[0],
      classes: 10,
    }),
    classes: 10,
    divisor: 255,
  });
}
