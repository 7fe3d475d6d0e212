/** Options of `train-sgd`: a network learned end to end. */
import { SGD_DEFAULTS as defaults } from '../../experiments/sgd-defaults.ts';
import { dataSet, dataSetTable } from './data-set.ts';
import type { DataSetOptions } from './data-set.ts';
import { choice, integer } from './kinds.ts';
import { supervisedTable } from './supervised.ts';
import type { SupervisedOptions } from './supervised.ts';
import type { OptionTable } from './table.ts';

export interface TrainSgdOptions extends DataSetOptions, SupervisedOptions {
  readonly data: string;
  readonly limit: number | undefined;
  readonly normalize: 'none' | 'unit';
  readonly hidden: number;
}

const data = 'Data:';
const supervised = supervisedTable(defaults);

export const trainSgdTable: OptionTable<TrainSgdOptions> = {
  data: {
    kind: dataSet,
    default: 'digits',
    about: 'a known data set, or a file of examples: IDX, .npy, .npz:NAME, .csv, also with .gz',
    group: data,
  },
  limit: {
    kind: integer({ min: 1 }),
    default: undefined,
    about: 'use only the first n examples',
    shownDefault: 'all',
    group: data,
  },
  normalize: {
    kind: choice(['none', 'unit']),
    default: defaults.normalize,
    about: 'leave inputs in [0, 1], or make each a unit vector',
    group: data,
  },
  ...dataSetTable,
  hidden: {
    kind: integer({ min: 1 }),
    default: defaults.hidden,
    about: 'K, number of hidden units',
    group: 'Model:',
  },
  ...supervised,
};
