/** Options of the two commands that learn from labels. */
import type { RateSchedule } from '../../experiments/rate-schedule.ts';
import { scheduleEpochs } from '../../experiments/rate-schedule.ts';
import { LARGEST_LOSS_EXPONENT } from '../../experiments/readout-defaults.ts';
import { integer, number } from './kinds.ts';
import { rateSchedule, rateScheduleText } from './rate-schedule.ts';
import type { ResumptionOptions } from './resumption.ts';
import { resumptionTable } from './resumption.ts';
import type { OptionTable } from './table.ts';

export interface SupervisedOptions extends ResumptionOptions {
  readonly validation: number;
  readonly lossExponent: number;
  readonly epochs: number | undefined;
  readonly batch: number;
  readonly rateSchedule: string | undefined;
}

const learning = 'Learning:';

/** The table for the given defaults. */
export function supervisedTable(defaults: {
  readonly lossExponent: number;
  readonly batch: number;
  readonly rateSchedule: RateSchedule;
}): OptionTable<SupervisedOptions> {
  const epochs = scheduleEpochs(defaults.rateSchedule);
  return {
    validation: {
      kind: integer({ min: 0 }),
      default: 0,
      about: 'hold out n training examples at random and judge by them; the test set stays untouched',
      example: '1000',
      group: 'Data:',
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
      shownDefault: `${epochs}, or those of --rate-schedule`,
      example: String(epochs),
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
    ...resumptionTable,
  };
}
