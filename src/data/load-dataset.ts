/** One entry to all data: the generated sets, the published ones, and a user's own files. */
import { existsSync } from 'node:fs';
import { ArgumentError, DataFormatError } from '../errors.ts';
import { BARS_TRAIN, generateBars } from './bars.ts';
import { classCount, firstExamples, toDataset, toLabels } from './dataset.ts';
import type { Dataset, Split } from './dataset.ts';
import { DIGITS_TRAIN, generateDigits } from './digits.ts';
import { loadPublished } from './load-published.ts';
import { isPublished, PUBLISHED } from './published.ts';
import { readArray } from './read-array.ts';

/** Names that `loadDataset` knows besides paths. */
export const DATASET_NAMES: readonly string[] = ['digits', 'bars', ...Object.keys(PUBLISHED)];

/** What to load. Defaults in parentheses. */
export interface LoadOptions {
  /** One of `DATASET_NAMES`, or the path of an array [examples, inputs] or [examples, height, width(, channels)]. */
  readonly data: string;
  /** Folder of the published data sets (`'data'`). */
  readonly dataDir?: string;
  /** Only the first so many training examples, ≥ 1 (all). */
  readonly limit?: number;
  /** With a path: file of the labels (none). */
  readonly labels?: string;
  /** With a path: file of the test data (none). */
  readonly testData?: string;
  /** With test data: file of their labels (none). */
  readonly testLabels?: string;
  /** For the generated sets, any integer (0). */
  readonly seed?: number;
}

/** Own files, all of them arrays that `readArray` reads. */
function loadFiles(options: LoadOptions): Split {
  const { data, labels, testData, testLabels } = options;
  const load = (path: string, labelPath: string | undefined, like?: Dataset): Dataset => {
    const array = readArray(path);
    const found =
      labelPath === undefined
        ? null
        : toLabels(readArray(labelPath), labelPath, { examples: array.shape[0] ?? 1 });
    const parts = { name: data, labels: found, classes: classCount(found) };
    return toDataset(array, path, like === undefined ? parts : { ...parts, divisor: like.divisor });
  };
  const train = load(data, labels);
  if (testData === undefined) return { train, test: null, warnings: [] };
  const test = load(testData, testLabels, train);
  if (test.inputs !== train.inputs) {
    throw new DataFormatError(
      `${testData}: must have ${train.inputs} inputs like ${data} (got ${test.inputs}); give test data of the same shape`,
    );
  }
  // A class may be missing from one of the two.
  const classes = Math.max(train.classes, test.classes);
  return {
    train: { ...train, classes: train.labels ? classes : 0 },
    test: { ...test, classes: test.labels ? classes : 0 },
    warnings: [],
  };
}

/**
 * Loads or generates a data set.
 * @param options what to load
 * @returns training data, test data if there are any, and warnings of one line each
 * @throws ArgumentError if options do not fit each other
 * @throws DataFormatError if a file is missing, damaged, or does not fit the others
 */
export function loadDataset(options: LoadOptions): Split {
  const { data, dataDir = 'data', limit, seed = 0 } = options;
  if (limit !== undefined && (!Number.isInteger(limit) || limit < 1)) {
    throw new ArgumentError(`limit: must be an integer >= 1 (got ${limit})`);
  }
  if (options.testLabels !== undefined && options.testData === undefined) {
    throw new ArgumentError(`testLabels: must come with testData (got ${options.testLabels} alone)`);
  }
  if (!DATASET_NAMES.includes(data)) {
    if (!/[./\\]/.test(data) && !existsSync(data)) {
      throw new ArgumentError(
        `data: must be one of ${DATASET_NAMES.join(', ')}, or a file (got ${JSON.stringify(data)}, no such file)`,
      );
    }
    return limited(loadFiles(options), limit);
  }
  for (const key of ['labels', 'testData'] as const) {
    if (options[key] !== undefined) {
      throw new ArgumentError(
        `${key}: must come with a file as data, ${data} has its own (got ${options[key]})`,
      );
    }
  }
  if (isPublished(data)) return limited(loadPublished(data, dataDir), limit);
  const isBars = data === 'bars';
  const train = Math.min(limit ?? Infinity, isBars ? BARS_TRAIN : DIGITS_TRAIN);
  return { ...(isBars ? generateBars({ train, seed }) : generateDigits({ train, seed })), warnings: [] };
}

function limited(split: Split, limit: number | undefined): Split {
  return limit === undefined ? split : { ...split, train: firstExamples(split.train, limit) };
}
