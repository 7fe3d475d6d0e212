/** Options of `train`: the unsupervised phase. */
import { dataSet, dataSetTable } from './data-set.ts';
import type { DataSetOptions } from './data-set.ts';
import { choice, either, flag, integer, number, path, text } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface TrainOptions extends DataSetOptions {
  readonly data: string;
  readonly limit: number | undefined;
  readonly normalize: 'none' | 'unit';
  readonly algorithm: 'exact' | 'ranking';
  readonly compare: boolean;
  readonly hidden: number;
  readonly epochs: number;
  readonly p: number;
  readonly radius: number;
  readonly delta: number;
  readonly init: string;
  readonly inhibition: number;
  readonly threshold: number;
  readonly activation: string;
  readonly presentation: number;
  readonly steadyState: 'closed-form' | 'events' | 'integrate';
  readonly flow: 'reduced' | 'integrate' | 'euler';
  readonly method: 'dopri5' | 'tsit5' | 'bs3' | 'odex';
  readonly rtol: number;
  readonly atol: number;
  readonly rank: number;
  readonly batch: number;
  readonly rate: number;
  readonly updateScale: 'paper' | 'max';
  readonly precision: 'f32' | 'f64';
  readonly strict: boolean;
  readonly resume: string | undefined;
}

const data = 'Data:';
const model = 'Model:';
const exact = 'Algorithm exact, one example at a time:';
const ranking = 'Algorithm ranking, in minibatches:';
const runGroup = 'Run:';

const dataOptions: OptionTable<Pick<TrainOptions, 'data' | 'limit' | 'normalize'>> = {
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
    default: 'unit',
    about: 'leave inputs in [0, 1], or make each a unit vector',
    group: data,
  },
};

const modelOptions: OptionTable<
  Pick<
    TrainOptions,
    'algorithm' | 'compare' | 'hidden' | 'epochs' | 'p' | 'radius' | 'delta' | 'init' | 'threshold'
  >
> = {
  algorithm: {
    kind: choice(['exact', 'ranking']),
    default: 'exact',
    about: 'solve eq. 4 and eq. 2 for each example, or rank the currents (section 3)',
    group: model,
  },
  compare: {
    kind: flag(),
    default: false,
    about: 'run both from the same weights and the same order of examples',
    group: model,
  },
  hidden: { kind: integer({ min: 1 }), default: 100, about: 'K, number of hidden units', group: model },
  epochs: { kind: integer({ min: 1 }), default: 10, about: 'passes over the data', group: model },
  p: { kind: number({ min: 1 }), default: 4, about: 'p, Lebesgue norm of the weights', group: model },
  radius: {
    kind: number({ above: 0 }),
    default: 1,
    about: 'R, radius of the sphere Σ|W|^p = R^p',
    group: model,
  },
  delta: {
    kind: number({ min: 0 }),
    default: 0.2,
    about: 'Δ, strength of anti-Hebbian learning',
    group: model,
  },
  init: {
    kind: either(choice(['normal', 'sphere']), path()),
    default: 'normal',
    about: 'W(0): standard normal (the paper), random on the sphere, or a file [K, N]',
    group: model,
  },
  threshold: {
    kind: number({ min: 0 }),
    default: 0.15,
    about: 'h*, activity above which a unit learns Hebbian; relative to the scale of the currents',
    group: exact,
  },
};

const exactOptions: OptionTable<
  Pick<
    TrainOptions,
    'inhibition' | 'activation' | 'presentation' | 'steadyState' | 'flow' | 'method' | 'rtol' | 'atol'
  >
> = {
  inhibition: {
    kind: number({ min: 0 }),
    default: 0.96,
    about: 'w_inh, strength of the global inhibition',
    group: exact,
  },
  activation: {
    kind: text('step, or an expression in h such as h > 0.1 ? 1 : 0'),
    default: 'step',
    about: 'g(h): 1 above h*, −Δ between 0 and h*, 0 below; or arithmetic on h',
    group: exact,
  },
  presentation: {
    kind: number({ above: 0 }),
    default: 0.1,
    about: 'ε = T/τ_L, length of a presentation at the start, falling linearly to 0 over the run',
    group: exact,
  },
  steadyState: {
    kind: choice(['closed-form', 'events', 'integrate']),
    default: 'closed-form',
    about: 'how eq. 4 is solved',
    group: exact,
  },
  flow: {
    kind: choice(['reduced', 'integrate', 'euler']),
    default: 'reduced',
    about: 'how eq. 2 is solved',
    group: exact,
  },
  method: {
    kind: choice(['dopri5', 'tsit5', 'bs3', 'odex']),
    default: 'dopri5',
    about: 'integration method, where one is used',
    group: exact,
  },
  rtol: { kind: number({ above: 0 }), default: 1e-6, about: 'its relative tolerance', group: exact },
  atol: { kind: number({ min: 0 }), default: 1e-9, about: 'its absolute tolerance', group: exact },
};

const rankingOptions: OptionTable<Pick<TrainOptions, 'rank' | 'batch' | 'rate' | 'updateScale'>> = {
  rank: {
    kind: integer({ min: 2 }),
    default: 2,
    about: 'k, rank of the unit that learns anti-Hebbian',
    group: ranking,
  },
  batch: { kind: integer({ min: 1 }), default: 100, about: 'examples in a minibatch', group: ranking },
  rate: {
    kind: number({ above: 0 }),
    default: 0.1,
    about: 'learning rate at the start, falling linearly to 0 over the run',
    group: ranking,
  },
  updateScale: {
    kind: choice(['paper', 'max']),
    default: 'max',
    about: 'average the change over the minibatch, or divide it by its largest element',
    group: ranking,
  },
};

const runOptions: OptionTable<Pick<TrainOptions, 'precision' | 'strict' | 'resume'>> = {
  precision: {
    kind: choice(['f32', 'f64']),
    default: 'f32',
    about: 'precision of weights and currents',
    group: runGroup,
  },
  strict: {
    kind: flag(),
    default: false,
    about: 'end with status 1 at the first unit that diverges',
    group: runGroup,
  },
  resume: {
    kind: path('a run folder'),
    default: undefined,
    about: 'go on with an interrupted run; needs no other option',
    group: runGroup,
  },
};

export const trainTable: OptionTable<TrainOptions> = {
  ...dataOptions,
  ...dataSetTable,
  ...modelOptions,
  ...exactOptions,
  ...rankingOptions,
  ...runOptions,
};
