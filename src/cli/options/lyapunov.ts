/** Options of `lyapunov`: three claims about eq. 3, eq. 5, the norm law, and the energy of eq. 4. */
import { LYAPUNOV_DEFAULTS as defaults } from '../../experiments/lyapunov-defaults.ts';
import type { Claim } from '../../learning/lyapunov-claims.ts';
import { METHODS } from '../../ode/methods.ts';
import type { Method } from '../../ode/methods.ts';
import { dataSet, dataSetTable } from './data-set.ts';
import { ascendingNumbers, choice, either, integer, number, path, text } from './kinds.ts';
import type { Kind } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface LyapunovOptions {
  readonly weights: string | undefined;
  readonly hidden: number;
  readonly inputs: number | string;
  readonly data: string | undefined;
  readonly dataDir: string;
  readonly normalize: 'none' | 'unit';
  readonly claims: readonly Claim[];
  readonly p: readonly number[];
  readonly radius: number;
  readonly inhibition: readonly number[];
  readonly activation: string;
  readonly threshold: 'auto' | number;
  readonly delta: number;
  readonly presentations: number;
  readonly duration: number;
  readonly steps: number;
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
}

const problem = 'Weights and inputs:';
const claim = 'What is verified:';
const solver = 'Solver:';

const CLAIMS: readonly Claim[] = ['i', 'ii', 'iii'];

const claimList: Kind<readonly Claim[]> = {
  accepts: 'some of i, ii, iii, separated by commas',
  read: (given) => {
    const words = given.split(',').map((word) => word.trim());
    const found = CLAIMS.filter((one) => words.includes(one));
    return found.length === words.length ? found : undefined;
  },
};

const problemOptions: OptionTable<
  Pick<LyapunovOptions, 'weights' | 'hidden' | 'inputs' | 'data' | 'dataDir' | 'normalize'>
> = {
  weights: {
    kind: path('a file [K, N], or a run folder'),
    default: undefined,
    about: 'W at the start of every presentation',
    shownDefault: 'random, others for each presentation',
    group: problem,
  },
  hidden: {
    kind: integer({ min: 1 }),
    default: defaults.units,
    about: 'K, of random weights',
    group: problem,
  },
  inputs: {
    kind: either(integer({ min: 1 }), path('a file [N] or [B, N]')),
    default: defaults.inputs,
    about: 'v, one per presentation; or N, of random inputs',
    group: problem,
  },
  data: {
    kind: dataSet,
    default: undefined,
    about: 'inputs from a known data set or a file of examples',
    group: problem,
  },
  dataDir: { ...dataSetTable.dataDir, group: problem },
  normalize: {
    kind: choice(['none', 'unit']),
    default: 'none',
    about: 'leave inputs as they are, or make each a unit vector',
    group: problem,
  },
};

const claimOptions: OptionTable<
  Omit<LyapunovOptions, keyof typeof problemOptions | 'method' | 'rtol' | 'atol'>
> = {
  claims: {
    kind: claimList,
    default: defaults.claims,
    about: 'g = g(Q) (i), g frozen at the steady state (ii), g following eq. 4 (iii)',
    group: claim,
  },
  p: { kind: ascendingNumbers({ min: 1 }), default: defaults.p, about: 'Lebesgue norms', group: claim },
  radius: {
    kind: number({ above: 0 }),
    default: defaults.radius,
    about: 'R, radius of the sphere Σ|W|^p = R^p',
    group: claim,
  },
  inhibition: {
    kind: ascendingNumbers({ min: 0 }),
    default: defaults.inhibition,
    about: 'w_inh, for claims ii and iii and the energy of eq. 4',
    group: claim,
  },
  activation: {
    kind: text("'step' or arithmetic expressions in h, separated by semicolons"),
    default: defaults.activation.join(';'),
    about: "g; 'h' is g = Q or g = h",
    group: claim,
  },
  threshold: {
    kind: either(choice(['auto']), number({ min: 0 })),
    default: defaults.threshold,
    about: 'h* of step; auto: half the largest current of each presentation',
    group: claim,
  },
  delta: { kind: number({ min: 0 }), default: defaults.delta, about: 'Δ of step', group: claim },
  presentations: {
    kind: integer({ min: 1 }),
    default: defaults.presentations,
    about: 'presentations per p, inhibition and activation',
    group: claim,
  },
  duration: {
    kind: number({ above: 0 }),
    default: defaults.duration,
    about: 'ε = T/τ_L, length of a presentation in units of the learning time',
    group: claim,
  },
  steps: {
    kind: integer({ min: 1 }),
    default: defaults.steps,
    about: 'equal steps per presentation, at whose ends L is looked at',
    group: claim,
  },
};

export const lyapunovTable: OptionTable<LyapunovOptions> = {
  ...problemOptions,
  ...claimOptions,
  method: {
    kind: choice(METHODS),
    default: defaults.method,
    about: 'integration method of all weights; every step is solved twice to know its error',
    group: solver,
  },
  rtol: {
    kind: number({ min: 1e-12 }),
    default: defaults.rtol,
    about: 'relative tolerance of the coarser solve; the finer takes a hundredth of it',
    group: solver,
  },
  atol: {
    kind: number({ min: 0 }),
    default: defaults.atol,
    about: 'its absolute tolerance, in the units of W',
    group: solver,
  },
};
