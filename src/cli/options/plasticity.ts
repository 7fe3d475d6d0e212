/** Options of `plasticity`: eq. 2 for one input. */
import { choice, either, number, path } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

export interface PlasticityOptions {
  readonly weights: string;
  readonly input: string;
  readonly activation: number | string;
  readonly p: number;
  readonly radius: number;
  readonly duration: number;
  readonly method: 'reduced' | 'dopri5' | 'tsit5' | 'bs3' | 'odex' | 'euler';
  readonly rtol: number;
  readonly atol: number;
}

const problem = 'Problem, eq. 2:';
const solver = 'Solver:';

export const plasticityTable: OptionTable<PlasticityOptions> = {
  weights: {
    kind: path(),
    default: required,
    about: 'W(0), weights of one unit [N] or several [K, N]: .npy, .npz:NAME, .json or .csv',
    group: problem,
  },
  input: {
    kind: path(),
    default: required,
    about: 'v, one input [N]',
    group: problem,
  },
  activation: {
    kind: either(number(), path()),
    default: required,
    about: 'g, held constant: one number for all units (< 0 is anti-Hebbian), or a file of [K]',
    example: '1',
    group: problem,
  },
  p: {
    kind: number({ min: 1 }),
    default: 4,
    about: 'p, Lebesgue norm of the weights',
    group: problem,
  },
  radius: {
    kind: number({ above: 0 }),
    default: 1,
    about: 'R, radius of the sphere Σ|W|^p = R^p',
    group: problem,
  },
  duration: {
    kind: number({ min: 0 }),
    default: 1,
    about: 'ε = T/τ_L, length of the presentation in units of the learning time',
    group: problem,
  },
  method: {
    kind: choice(['reduced', 'dopri5', 'tsit5', 'bs3', 'odex', 'euler']),
    default: 'reduced',
    about: 'one scalar equation for all weights, integrate each weight, or one step of ε (euler)',
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
    about: 'absolute tolerance of a step, in the units of W',
    group: solver,
  },
};
