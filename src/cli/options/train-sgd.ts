/** Options of `train-sgd`: a network learned end to end. */
import { SGD_DEFAULTS as defaults } from '../../experiments/sgd-defaults.ts';
import { examplesTable } from './data-set.ts';
import type { ExamplesOptions } from './data-set.ts';
import { integer } from './kinds.ts';
import { supervisedTable } from './supervised.ts';
import type { SupervisedOptions } from './supervised.ts';
import type { OptionTable } from './table.ts';

export interface TrainSgdOptions extends ExamplesOptions, SupervisedOptions {
  readonly hidden: number;
}

const supervised = supervisedTable(defaults);

export const trainSgdTable: OptionTable<TrainSgdOptions> = {
  ...examplesTable(defaults.normalize),
  hidden: {
    kind: integer({ min: 1 }),
    default: defaults.hidden,
    about: 'K, number of hidden units',
    group: 'Model:',
  },
  ...supervised,
};
