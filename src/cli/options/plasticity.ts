/** Options of `plasticity`: eq. 2 for one input. */
import type { Coupling } from '../../learning/coupled-presentation.ts';
import { METHODS } from '../../ode/methods.ts';
import type { Method } from '../../ode/methods.ts';
import { choice, either, number, path, text } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

export interface PlasticityOptions {
  readonly weights: string;
  readonly input: string;
  readonly activation: number | string | undefined;
  readonly p: number;
  readonly radius: number;
  readonly duration: number;
  readonly coupling: Coupling | undefined;
  readonly inhibition: number | undefined;
  readonly threshold: number | undefined;
  readonly delta: number | undefined;
  readonly timescale: number | undefined;
  readonly method: 'reduced' | Method | 'euler';
  readonly rtol: number;
  readonly atol: number;
}

const problem = 'Problem, eq. 2:';
const dynamics = 'Activation from the hidden dynamics, eq. 4:';
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
    kind: either(number(), text('a file of [K], or with --coupling step or an expression in h')),
    default: undefined,
    about:
      'g, held constant: one number for all units (< 0 is anti-Hebbian), or a file of [K]; with --coupling g(h): step, or an expression in h',
    shownDefault: 'with --coupling: step',
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
  coupling: {
    kind: choice(['frozen', 'adiabatic', 'full']),
    default: undefined,
    about:
      'take g from h of eq. 4: at the steady state at the start (frozen), of each moment (adiabatic), or integrated together with W (full)',
    shownDefault: 'none, g is given',
    example: 'frozen',
    group: dynamics,
  },
  inhibition: {
    kind: number({ min: 0 }),
    default: undefined,
    about: 'w_inh, strength of the global inhibition; needed with --coupling',
    shownDefault: 'none',
    example: '0.9',
    group: dynamics,
  },
  threshold: {
    kind: number({ min: 0 }),
    default: undefined,
    about: 'h*, activity above which a unit learns Hebbian; needed for step',
    shownDefault: 'none',
    example: '0.15',
    group: dynamics,
  },
  delta: {
    kind: number({ min: 0 }),
    default: undefined,
    about: 'Δ, strength of anti-Hebbian learning; needed for step',
    shownDefault: 'none',
    example: '0.2',
    group: dynamics,
  },
  timescale: {
    kind: number({ above: 0 }),
    default: undefined,
    about: 'τ/τ_L, time constant of h in units of that of learning; needed with --coupling full',
    shownDefault: 'none',
    example: '0.01',
    group: dynamics,
  },
  method: {
    kind: choice(['reduced', ...METHODS, 'euler']),
    default: 'reduced',
    about:
      'one scalar equation for all weights, integrate each weight, or one step of ε (euler); with --coupling adiabatic or full the integrator (dopri5)',
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
