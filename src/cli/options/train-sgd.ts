/** Options of `train-sgd`: a network learned end to end. */
import { scheduleEpochs } from '../../experiments/rate-schedule.ts';
import { LARGEST_LOSS_EXPONENT } from '../../experiments/readout-defaults.ts';
import { SGD_DEFAULTS as defaults } from '../../experiments/sgd-defaults.ts';
import { dataSet, dataSetTable } from './data-set.ts';
import type { DataSetOptions } from './data-set.ts';
import { choice, integer, number, path } from './kinds.ts';
import { rateSchedule, rateScheduleText } from './rate-schedule.ts';
import type { OptionTable } from './table.ts';

export interface TrainSgdOptions extends DataSetOptions {
  readonly data: string;
  readonly limit: number | undefined;
  readonly normalize: 'none' | 'unit';
  readonly validation: number;
  readonly hidden: number;
  readonly lossExponent: number;
  readonly epochs: number | undefined;
  readonly batch: number;
  readonly rateSchedule: string | undefined;
  readonly resume: string | undefined;
}

const data = 'Data:';
const learning = 'Learning:';

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
  validation: {
    kind: integer({ min: 0 }),
    default: 0,
    about: 'hold out n training examples at random and judge by them; the test set stays untouched',
    example: '1000',
    group: data,
  },
  ...dataSetTable,
  hidden: {
    kind: integer({ min: 1 }),
    default: defaults.hidden,
    about: 'K, number of hidden units',
    group: 'Model:',
  },
  lossExponent: {
    kind: number({ min: 1, max: LARGEST_LOSS_EXPONENT }),
    default: defaults.lossExponent,
    about: 'm of the loss Σ|c − t|^m',
    group: learning,
  },
  epochs: {
    kind: integer({ min: 1 }),
    default: undefined,
    about: 'passes over the data; the default rates are stretched to them',
    shownDefault: `${scheduleEpochs(defaults.rateSchedule)}, or those of --rate-schedule`,
    example: '16',
    group: learning,
  },
  batch: {
    kind: integer({ min: 1 }),
    default: defaults.batch,
    about: 'examples in a minibatch',
    group: learning,
  },
  rateSchedule: {
    kind: rateSchedule,
    default: undefined,
    about: 'learning rates of Adam for both layers, each for some epochs',
    shownDefault: rateScheduleText(defaults.rateSchedule),
    example: '0.001x8,0.0001x4',
    group: learning,
  },
  resume: {
    kind: path('a run folder'),
    default: undefined,
    about: 'go on with an interrupted run; needs no other option',
    group: 'Run:',
  },
};
