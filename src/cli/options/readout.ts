/** Options of `readout`: the supervised phase. */
import { READOUT_DEFAULTS as defaults } from '../../experiments/readout-defaults.ts';
import { choice, either, number } from './kinds.ts';
import { supervisedTable } from './supervised.ts';
import type { SupervisedOptions } from './supervised.ts';
import type { OptionTable } from './table.ts';
import { trainedWeightsTable } from './trained-weights.ts';
import type { TrainedWeightsOptions } from './trained-weights.ts';

export interface ReadoutOptions extends TrainedWeightsOptions, SupervisedOptions {
  readonly power: number;
  readonly p: number;
  readonly activityScale: 'mean-max' | 'none' | number;
  readonly memory: number;
}

const model = 'Model:';
const supervised = supervisedTable(defaults);

export const readoutTable: OptionTable<ReadoutOptions> = {
  ...trainedWeightsTable,
  power: {
    kind: number({ min: 1 }),
    default: defaults.power,
    about: 'n of eq. 1, features max(W·v, 0)^n',
    group: model,
  },
  p: {
    kind: number({ min: 1 }),
    default: defaults.p,
    about: 'p of ⟨W,v⟩ = Σ W|W|^(p−2) v in the features; 2: W·v, eq. 1 as printed',
    group: model,
  },
  activityScale: {
    kind: either(choice(['mean-max', 'none']), number({ above: 0 })),
    default: defaults.activityScale,
    about: 'factor of the activities before the power; mean-max: 1 / mean of the largest of each example',
    group: model,
  },
  memory: {
    kind: number({ min: 0 }),
    default: defaults.memory,
    about: 'MB of features to keep, above it they are computed anew; the result does not depend on it',
    group: 'Run:',
  },
  ...supervised,
};
