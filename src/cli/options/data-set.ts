/** Options that name a data set, shared by every command that reads one. */
import { existsSync } from 'node:fs';
import { choice, either, path } from './kinds.ts';
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
