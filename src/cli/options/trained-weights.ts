/** Options of commands that use trained weights on a data set: which weights, which data. */
import { dataSet, dataSetTable } from './data-set.ts';
import type { DataSetOptions } from './data-set.ts';
import { choice, integer, path } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface TrainedWeightsOptions extends DataSetOptions {
  readonly weights: string | undefined;
  readonly data: string | undefined;
  readonly limit: number | undefined;
  readonly normalize: 'none' | 'unit' | undefined;
}

const group = 'Data:';

export const trainedWeightsTable: OptionTable<TrainedWeightsOptions> = {
  weights: {
    kind: path('a file or the folder of a training run'),
    default: undefined,
    about: 'W [K, N] as a file, or the folder of a training run, whose data are then the default',
    example: 'W.npy',
    group: 'Model:',
  },
  data: {
    kind: dataSet,
    default: undefined,
    about: 'a known data set, or a file of examples: IDX, .npy, .npz:NAME, .csv, also with .gz',
    shownDefault: 'those of the run, else digits',
    example: 'digits',
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
    default: undefined,
    about: 'leave inputs in [0, 1], or make each a unit vector',
    shownDefault: 'as the run, else unit',
    group,
  },
  ...dataSetTable,
};
