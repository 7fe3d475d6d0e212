/** Options of commands that use trained weights on a data set: which weights, which data. */
import { examplesTable } from './data-set.ts';
import type { DataSetOptions } from './data-set.ts';
import { path } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface TrainedWeightsOptions extends DataSetOptions {
  readonly weights: string | undefined;
  readonly data: string | undefined;
  readonly limit: number | undefined;
  readonly normalize: 'none' | 'unit' | undefined;
}

const examples = examplesTable('unit');

export const trainedWeightsTable: OptionTable<TrainedWeightsOptions> = {
  weights: {
    kind: path('a file or the folder of a training run'),
    default: undefined,
    about: 'W [K, N] as a file, or the folder of a training run, whose data are then the default',
    example: 'W.npy',
    group: 'Model:',
  },
  ...examples,
  data: {
    ...examples.data,
    default: undefined,
    shownDefault: 'those of the run, else digits',
    example: 'digits',
  },
  normalize: { ...examples.normalize, default: undefined, shownDefault: 'as the run, else unit' },
};
