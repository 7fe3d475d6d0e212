/** Options of `readout`: the supervised phase. */
import { LARGEST_LOSS_EXPONENT, READOUT_DEFAULTS as defaults } from '../../experiments/readout-defaults.ts';
import { scheduleEpochs } from '../../experiments/rate-schedule.ts';
import { choice, either, integer, number, path } from './kinds.ts';
import { rateSchedule, rateScheduleText } from './rate-schedule.ts';
import type { OptionTable } from './table.ts';
import { trainedWeightsTable } from './trained-weights.ts';
import type { TrainedWeightsOptions } from './trained-weights.ts';

export interface ReadoutOptions extends TrainedWeightsOptions {
  readonly validation: number;
  readonly power: number;
  readonly activityScale: 'mean-max' | 'none' | number;
  readonly lossExponent: number;
  readonly epochs: number | undefined;
  readonly batch: number;
  readonly rateSchedule: string | undefined;
  readonly memory: number;
  readonly resume: string | undefined;
}

const model = 'Model:';
const learning = 'Learning:';
const runGroup = 'Run:';

export const readoutTable: OptionTable<ReadoutOptions> = {
  ...trainedWeightsTable,
  validation: {
    kind: integer({ min: 0 }),
    default: 0,
    about: 'hold out n training examples at random and judge by them; the test set stays untouched',
    example: '1000',
    group: 'Data:',
  },
  power: {
    kind: number({ min: 1 }),
    default: defaults.power,
    about: 'n of eq. 1, features max(W·v, 0)^n',
    group: model,
  },
  activityScale: {
    kind: either(choice(['mean-max', 'none']), number({ above: 0 })),
    default: defaults.activityScale,
    about: 'factor of the activities before the power; mean-max: 1 / mean of the largest of each example',
    group: model,
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
    example: '30',
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
    about: 'learning rates of Adam, each for some epochs',
    shownDefault: rateScheduleText(defaults.rateSchedule),
    example: '0.001x100,0.0005x50',
    group: learning,
  },
  memory: {
    kind: number({ min: 0 }),
    default: defaults.memory,
    about: 'MB of features to keep, above it they are computed anew; the result does not depend on it',
    group: runGroup,
  },
  resume: {
    kind: path('a run folder'),
    default: undefined,
    about: 'go on with an interrupted run; needs no other option',
    group: runGroup,
  },
};
