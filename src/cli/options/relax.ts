/** Options of `relax`: eq. 4 for given currents. */
import { RELAX_METHODS } from '../../dynamics/relax-options.ts';
import type { RelaxMethod } from '../../dynamics/relax-options.ts';
import { ascendingNumbers, choice, either, integer, number, path } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

export interface RelaxOptions {
  readonly currents: string;
  readonly inhibition: number;
  readonly tau: number;
  readonly initial: number | string;
  readonly method: RelaxMethod;
  readonly until: 'steady' | number;
  readonly times: readonly number[];
  readonly rtol: number;
  readonly atol: number;
  readonly maxSteps: number;
}

const problem = 'Problem, eq. 4:';
const solver = 'Solver:';

export const relaxTable: OptionTable<RelaxOptions> = {
  currents: {
    kind: path(),
    default: required,
    about: 'I, currents of one case [K] or several [B, K]: .npy, .npz:NAME, .json or .csv',
    group: problem,
  },
  inhibition: {
    kind: number({ min: 0 }),
    default: required,
    about: 'w_inh, strength of the global inhibition',
    example: '0.9',
    group: problem,
  },
  tau: {
    kind: number({ above: 0 }),
    default: 1,
    about: 'τ, time constant of the hidden units; sets the unit of every time here',
    group: problem,
  },
  initial: {
    kind: either(number(), path()),
    default: 0,
    about: 'h(0), one number for all units, or a file of [K] or [B, K]',
    group: problem,
  },
  until: {
    kind: either(choice(['steady']), number({ min: 0 })),
    default: 'steady',
    about: 'end at the steady state, or at this time',
    example: 'steady',
    group: problem,
  },
  times: {
    kind: ascendingNumbers({ min: 0 }),
    default: [],
    about: 'also give the activities at these times',
    shownDefault: 'none',
    example: '0.5,1,5',
    group: problem,
  },
  method: {
    kind: choice(RELAX_METHODS),
    default: 'dopri5',
    about: 'integrate, go exactly from switch to switch (events), or only the steady state (closed-form)',
    group: solver,
  },
  rtol: {
    kind: number({ above: 0 }),
    default: 1e-6,
    about: 'relative tolerance of a step',
    group: solver,
  },
  atol: {
    kind: number({ min: 0 }),
    default: 1e-9,
    about: 'absolute tolerance of a step, in the units of h',
    group: solver,
  },
  maxSteps: {
    kind: integer({ min: 1 }),
    default: 100_000,
    about: 'limit on accepted and rejected steps together',
    group: solver,
  },
};
