/** Options of `inhibition`: steady states of eq. 4 as w_inh varies. */
import { ascendingNumbers, integer, number, path } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

export interface InhibitionOptions {
  readonly currents: string;
  readonly inhibition: readonly number[] | undefined;
  readonly from: number;
  readonly to: number;
  readonly points: number;
  readonly samples: number;
}

const problem = 'Problem, eq. 4:';
const grid = 'Inhibitions to look at:';

export const inhibitionTable: OptionTable<InhibitionOptions> = {
  currents: {
    kind: path(),
    default: required,
    about: 'I, currents [K]: .npy, .npz:NAME, .json or .csv',
    group: problem,
  },
  samples: {
    kind: integer({ min: 0, max: 1_000_000 }),
    default: 100,
    about: 'random h(0), uniform between 0 and the largest current, followed to their end at each w',
    group: problem,
  },
  inhibition: {
    kind: ascendingNumbers({ min: 0 }),
    default: undefined,
    about: 'w_inh, these values instead of a range',
    shownDefault: 'a range',
    example: '0.2,0.9,1.5',
    group: grid,
  },
  from: { kind: number({ min: 0 }), default: 0, about: 'first w of the range', group: grid },
  to: { kind: number({ min: 0 }), default: 2, about: 'last w of the range', group: grid },
  points: {
    kind: integer({ min: 2, max: 100_000 }),
    default: 21,
    about: 'number of values in the range',
    group: grid,
  },
};
