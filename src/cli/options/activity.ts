/** Options of `activity`: what hidden units make of a data set. */
import { READOUT_DEFAULTS } from '../../experiments/readout-defaults.ts';
import { choice, either, number, path } from './kinds.ts';
import type { OptionTable } from './table.ts';
import { trainedWeightsTable } from './trained-weights.ts';
import type { TrainedWeightsOptions } from './trained-weights.ts';

export interface ActivityOptions extends TrainedWeightsOptions {
  readonly of: 'currents' | 'steady-state' | 'features';
  readonly set: 'train' | 'test';
  readonly p: number | undefined;
  readonly inhibition: number | undefined;
  readonly power: number;
  readonly activityScale: 'mean-max' | 'none' | number;
  readonly out: string | undefined;
}

const group = 'Activity:';

export const activityTable: OptionTable<ActivityOptions> = {
  ...trainedWeightsTable,
  set: {
    kind: choice(['train', 'test']),
    default: 'train',
    about: 'whose examples',
    group: 'Data:',
  },
  of: {
    kind: choice(['currents', 'steady-state', 'features']),
    default: 'currents',
    about: 'I = ⟨W,v⟩ of eq. 4, its steady state h, or f(W·v) of eq. 1',
    group,
  },
  p: {
    kind: number({ min: 1 }),
    default: undefined,
    about: 'p of ⟨W,v⟩',
    shownDefault: 'as the run, else 4; features: 2',
    example: '4',
    group,
  },
  inhibition: {
    kind: number({ min: 0 }),
    default: undefined,
    about: 'w_inh (steady-state)',
    shownDefault: 'as the run, else that of train',
    example: '0.96',
    group,
  },
  power: {
    kind: number({ min: 1 }),
    default: READOUT_DEFAULTS.power,
    about: 'n of eq. 1 (features)',
    group,
  },
  activityScale: {
    kind: either(choice(['mean-max', 'none']), number({ above: 0 })),
    default: READOUT_DEFAULTS.activityScale,
    about: 'factor of W·v before the power, as in readout (features)',
    group,
  },
  out: {
    kind: path('a .npy file'),
    default: undefined,
    about: 'file for the activities, float32 [examples, K]; one that is there is refused',
    shownDefault: 'activity.npy',
    example: 'activity.npy',
    group: 'Common:',
  },
};
