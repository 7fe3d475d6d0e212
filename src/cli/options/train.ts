/** Options of `train`: the unsupervised phase. */
import { TRAINING_DEFAULTS as defaults } from '../../experiments/training-defaults.ts';
import { RULE_NAMES } from '../../learning/learning-rule.ts';
import type { RuleName } from '../../learning/learning-rule.ts';
import { METHODS } from '../../ode/methods.ts';
import type { Method } from '../../ode/methods.ts';
import { examplesTable } from './data-set.ts';
import type { ExamplesOptions } from './data-set.ts';
import { choice, either, flag, integer, number, path, text } from './kinds.ts';
import { resumptionTable } from './resumption.ts';
import type { OptionTable } from './table.ts';

export interface TrainOptions extends ExamplesOptions {
  readonly algorithm: 'exact' | 'ranking';
  readonly compare: boolean;
  readonly rule: RuleName;
  readonly hidden: number;
  readonly epochs: number;
  readonly p: number;
  readonly radius: number;
  readonly delta: number;
  readonly init: string;
  readonly initScale: 'none' | 'sphere';
  readonly inhibition: number;
  readonly threshold: number;
  readonly activation: string;
  readonly presentation: number;
  readonly coupling: 'frozen' | 'adiabatic' | 'full';
  readonly timescale: number;
  readonly thresholdTime: number;
  readonly steadyState: 'closed-form' | 'events' | 'integrate';
  readonly flow: 'reduced' | 'integrate' | 'euler';
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
  readonly rank: number;
  readonly batch: number;
  readonly rate: number;
  readonly updateScale: 'paper' | 'max';
  readonly precision: 'f32' | 'f64';
  readonly threads: number | undefined;
  readonly strict: boolean;
  readonly checkpointSeconds: number | undefined;
  readonly resume: string | undefined;
}

const model = 'Model:';
const exact = 'Algorithm exact, one example at a time:';
const ranking = 'Algorithm ranking, in minibatches:';
const runGroup = 'Run:';

const modelOptions: OptionTable<
  Pick<
    TrainOptions,
    | 'algorithm'
    | 'compare'
    | 'hidden'
    | 'epochs'
    | 'p'
    | 'radius'
    | 'delta'
    | 'init'
    | 'initScale'
    | 'threshold'
  >
> = {
  algorithm: {
    kind: choice(['exact', 'ranking']),
    default: defaults.algorithm,
    about: 'solve eq. 4 and eq. 2 for each example, or rank the currents (section 3)',
    group: model,
  },
  compare: {
    kind: flag(),
    default: false,
    about: 'run both from the same weights and the same order of examples',
    group: model,
  },
  hidden: {
    kind: integer({ min: 1 }),
    default: defaults.hidden,
    about: 'K, number of hidden units',
    group: model,
  },
  epochs: {
    kind: integer({ min: 1 }),
    default: defaults.epochs,
    about: 'passes over the data',
    group: model,
  },
  p: {
    kind: number({ min: 1 }),
    default: defaults.p,
    about: 'p, Lebesgue norm of the weights; 2 with --rule oja and bcm',
    group: model,
  },
  radius: {
    kind: number({ above: 0 }),
    default: defaults.radius,
    about: 'R, radius of the sphere Σ|W|^p = R^p',
    group: model,
  },
  delta: {
    kind: number({ min: 0 }),
    default: defaults.delta,
    about: 'Δ, strength of anti-Hebbian learning',
    group: model,
  },
  init: {
    kind: either(choice(['normal', 'sphere', 'examples']), path()),
    default: defaults.init,
    about:
      'W(0): standard normal (the paper), random on the sphere, K examples on the sphere, or a file [K, N]',
    group: model,
  },
  initScale: {
    kind: choice(['none', 'sphere']),
    default: 'none',
    about: 'take W(0) as it is, or scale each unit to the sphere',
    group: model,
  },
  threshold: {
    kind: number({ min: 0 }),
    default: defaults.threshold,
    about: 'h*, activity above which a unit learns Hebbian; relative to the scale of the currents',
    group: exact,
  },
};

const exactOptions: OptionTable<
  Pick<
    TrainOptions,
    | 'rule'
    | 'inhibition'
    | 'activation'
    | 'presentation'
    | 'coupling'
    | 'timescale'
    | 'thresholdTime'
    | 'steadyState'
    | 'flow'
    | 'method'
    | 'rtol'
    | 'atol'
  >
> = {
  rule: {
    kind: choice(RULE_NAMES),
    default: defaults.rule,
    about:
      'eq. 2 with g(h) of the paper; Oja: eq. 2 with p = 2 and g = h; BCM: h (h − θ) v with sliding thresholds θ, without a norm',
    group: exact,
  },
  inhibition: {
    kind: number({ min: 0 }),
    default: defaults.inhibition,
    about: 'w_inh, strength of the global inhibition',
    group: exact,
  },
  activation: {
    kind: text('step, or an expression in h such as h > 0.1 ? 1 : 0'),
    default: defaults.activation,
    about: 'g(h): 1 above h*, −Δ between 0 and h*, 0 below; or arithmetic on h; h with --rule oja',
    group: exact,
  },
  presentation: {
    kind: number({ above: 0 }),
    default: defaults.presentation,
    about:
      'ε = T/τ_L, length of a presentation at the start, falling linearly to 0 over the run; 0.01 with --rule bcm',
    group: exact,
  },
  coupling: {
    kind: choice(['frozen', 'adiabatic', 'full']),
    default: defaults.coupling,
    about:
      'during a presentation keep g as it is at its start, let h follow the weights at its steady state, or integrate both',
    group: exact,
  },
  timescale: {
    kind: number({ above: 0 }),
    default: defaults.timescale,
    about: 'τ/τ_L, for --coupling full: time constant of h in units of that of learning',
    group: exact,
  },
  thresholdTime: {
    kind: number({ above: 0 }),
    default: defaults.thresholdTime,
    about:
      'τ_θ/τ_L, for --rule bcm: time over which its threshold θ averages h², in units of that of learning',
    group: exact,
  },
  steadyState: {
    kind: choice(['closed-form', 'events', 'integrate']),
    default: defaults.steadyState,
    about: 'how eq. 4 is solved',
    group: exact,
  },
  flow: {
    kind: choice(['reduced', 'integrate', 'euler']),
    default: defaults.flow,
    about: 'how eq. 2 is solved',
    group: exact,
  },
  method: {
    kind: choice(METHODS),
    default: defaults.method,
    about: 'integration method, where one is used',
    group: exact,
  },
  rtol: { kind: number({ above: 0 }), default: defaults.rtol, about: 'its relative tolerance', group: exact },
  atol: { kind: number({ min: 0 }), default: defaults.atol, about: 'its absolute tolerance', group: exact },
};

const rankingOptions: OptionTable<Pick<TrainOptions, 'rank' | 'batch' | 'rate' | 'updateScale'>> = {
  rank: {
    kind: integer({ min: 2 }),
    default: defaults.rank,
    about: 'k, rank of the unit that learns anti-Hebbian',
    group: ranking,
  },
  batch: {
    kind: integer({ min: 1 }),
    default: defaults.batch,
    about: 'examples in a minibatch',
    group: ranking,
  },
  rate: {
    kind: number({ above: 0 }),
    default: defaults.rate,
    about: 'learning rate at the start, falling linearly to 0 over the run',
    group: ranking,
  },
  updateScale: {
    kind: choice(['paper', 'max']),
    default: defaults.updateScale,
    about: 'average the change over the minibatch, or divide it by its largest element',
    group: ranking,
  },
};

const runOptions: OptionTable<
  Pick<TrainOptions, 'precision' | 'threads' | 'strict' | 'checkpointSeconds' | 'resume'>
> = {
  precision: {
    kind: choice(['f32', 'f64']),
    default: defaults.precision,
    about: 'precision of weights and currents',
    group: runGroup,
  },
  threads: {
    kind: integer({ min: 1, max: 256 }),
    default: undefined,
    about: 'threads for the currents; the result does not depend on it',
    shownDefault: 'all',
    group: runGroup,
  },
  strict: {
    kind: flag(),
    default: false,
    about: 'end with status 1 at the first unit that diverges or the first epoch that gives a warning',
    group: runGroup,
  },
  ...resumptionTable,
};

export const trainTable: OptionTable<TrainOptions> = {
  ...examplesTable(defaults.normalize),
  ...modelOptions,
  ...exactOptions,
  ...rankingOptions,
  ...runOptions,
};
