/** Options that name a data set, shared by every command that reads one. */
import { existsSync } from 'node:fs';
import { choice, either, integer, path } from './kinds.ts';
import type { Kind } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface DataSetOptions {
  readonly labels: string | undefined;
  readonly testData: string | undefined;
  readonly testLabels: string | undefined;
  readonly dataDir: string;
}

const group = 'Data:';

/** A file; a bare word is one only if it is there, so that a misspelt name is not looked for as a file. */
const file: Kind<string> = {
  accepts: 'a file',
  read: (given) => (/[./\\]/.test(given) || existsSync(given) ? path().read(given) : undefined),
};

/** A known data set by name, or a file. */
export const dataSet: Kind<string> = either(
  choice(['digits', 'bars', 'mnist', 'fashion-mnist', 'cifar10']),
  file,
);

export const dataSetTable: OptionTable<DataSetOptions> = {
  labels: {
    kind: path(),
    default: undefined,
    about: 'labels of the data, where it is a file',
    group,
  },
  testData: {
    kind: path(),
    default: undefined,
    about: 'test examples, where the data is a file',
    group,
  },
  testLabels: {
    kind: path(),
    default: undefined,
    about: 'labels of the test examples',
    group,
  },
  dataDir: {
    kind: path('a folder'),
    default: 'data',
    about: 'folder of the fetched data sets',
    group,
  },
};

/** Which examples, and how they are scaled. */
export interface ExamplesOptions extends DataSetOptions {
  readonly data: string;
  readonly limit: number | undefined;
  readonly normalize: 'none' | 'unit';
}

/** The table with the default of `normalize`. */
export function examplesTable(normalize: ExamplesOptions['normalize']): OptionTable<ExamplesOptions> {
  return {
    data: {
      kind: dataSet,
      default: 'digits',
      about: 'a known data set, or a file of examples: IDX, .npy, .npz:NAME, .csv, also with .gz',
      group,
    },
    limit: {
      kind: integer({ min: 1 }),
      default: undefined,
      about: 'use only the first n examples',
      shownDefault: 'all',
      group,
    },
    normalize: {
      kind: choice(['none', 'unit']),
      default: normalize,
      about: 'leave inputs in [0, 1], or make each a unit vector',
      group,
    },
    ...dataSetTable,
  };
}
