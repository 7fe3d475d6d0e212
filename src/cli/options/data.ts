/** Options of `data list`, `data fetch`, `data inspect` and `data generate`. */
import { dataSet, dataSetTable } from './data-set.ts';
import type { DataSetOptions } from './data-set.ts';
import { choice, flag, integer, number } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

const group = 'Data:';

export type DataListOptions = Pick<DataSetOptions, 'dataDir'>;

export const dataListTable: OptionTable<DataListOptions> = { dataDir: dataSetTable.dataDir };

export interface DataFetchOptions extends DataListOptions {
  readonly name: 'mnist' | 'fashion-mnist' | 'cifar10';
}

export const dataFetchTable: OptionTable<DataFetchOptions> = {
  name: {
    kind: choice(['mnist', 'fashion-mnist', 'cifar10']),
    default: required,
    about: 'a published data set',
    example: 'mnist',
    positional: true,
  },
  dataDir: dataSetTable.dataDir,
};

export interface DataInspectOptions extends DataSetOptions {
  readonly data: string;
}

export const dataInspectTable: OptionTable<DataInspectOptions> = {
  data: {
    kind: dataSet,
    default: required,
    about: 'a known data set, or any file with an array',
    example: 'digits',
    positional: true,
  },
  ...dataSetTable,
};

export interface DataGenerateOptions {
  readonly name: 'digits' | 'bars';
  readonly train: number | undefined;
  readonly test: number | undefined;
  readonly format: 'npy' | 'idx';
  readonly side: number;
  readonly probability: number;
  readonly single: boolean;
}

export const dataGenerateTable: OptionTable<DataGenerateOptions> = {
  name: {
    kind: choice(['digits', 'bars']),
    default: required,
    about: 'a generated data set',
    example: 'digits',
    positional: true,
  },
  train: {
    kind: integer({ min: 1 }),
    default: undefined,
    about: 'training images',
    shownDefault: '10000 digits, 5000 bars',
    group,
  },
  test: {
    kind: integer({ min: 1 }),
    default: undefined,
    about: 'test images',
    shownDefault: '2000 digits, 1000 bars',
    group,
  },
  format: { kind: choice(['npy', 'idx']), default: 'npy', about: 'NumPy or IDX (as MNIST) files', group },
  side: { kind: integer({ min: 2 }), default: 8, about: 'bars: pixels along a side', group },
  probability: {
    kind: number({ above: 0, below: 1 }),
    default: 0.125,
    about: 'bars: probability of each bar',
    group,
  },
  single: { kind: flag(), default: false, about: 'bars: exactly one in each image, its label', group },
};
