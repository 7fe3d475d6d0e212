/** Options of `coupling`: how far g frozen, h adiabatic and h by eq. 4 are from one another. */
import { TRAINING_DEFAULTS as defaults } from '../../experiments/training-defaults.ts';
import { ascendingNumbers, integer, number, path, text } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface CouplingOptions {
  readonly weights: string | undefined;
  readonly input: string | undefined;
  readonly cases: number;
  readonly hidden: number;
  readonly inputs: number;
  readonly p: number;
  readonly radius: number;
  readonly inhibition: number;
  readonly threshold: number;
  readonly delta: number;
  readonly activation: string | undefined;
  readonly presentation: number;
  readonly timescales: readonly number[];
  readonly presentations: readonly number[];
}

const cases = 'Layers and examples:';
const problem = 'Problem, eq. 2 and eq. 4:';
const grid = 'Where they are compared:';

export const couplingTable: OptionTable<CouplingOptions> = {
  weights: {
    kind: path(),
    default: undefined,
    about: 'W(0) [K, N], with --input; without both, random layers on the sphere',
    shownDefault: 'random',
    group: cases,
  },
  input: {
    kind: path(),
    default: undefined,
    about: 'v, one example [N] or several [B, N]',
    shownDefault: 'random',
    group: cases,
  },
  cases: { kind: integer({ min: 1 }), default: 40, about: 'random layers, an example each', group: cases },
  hidden: { kind: integer({ min: 1 }), default: 20, about: 'K of random layers', group: cases },
  inputs: { kind: integer({ min: 1 }), default: 50, about: 'N of random layers', group: cases },
  p: {
    kind: number({ above: 1 }),
    default: defaults.p,
    about: 'p, Lebesgue norm of the weights',
    group: problem,
  },
  radius: {
    kind: number({ above: 0 }),
    default: defaults.radius,
    about: 'R, radius of the sphere Σ|W|^p = R^p',
    group: problem,
  },
  inhibition: {
    kind: number({ min: 0 }),
    default: 0.9,
    about: 'w_inh, strength of the global inhibition',
    group: problem,
  },
  threshold: {
    kind: number({ above: 0 }),
    default: defaults.threshold,
    about: 'h*, activity above which a unit learns Hebbian',
    group: problem,
  },
  delta: {
    kind: number({ min: 0 }),
    default: defaults.delta,
    about: 'Δ, strength of anti-Hebbian learning',
    group: problem,
  },
  activation: {
    kind: text('an expression in h without jumps at h > 0'),
    default: undefined,
    about: 'the smooth g(h) that is looked at beside the step',
    shownDefault: 'the step with its jump at h* smeared over h*/8',
    example: 'h * (h - 0.1)',
    group: problem,
  },
  presentation: {
    kind: number({ above: 0 }),
    default: defaults.presentation,
    about: 'ε = T/τ_L at which τ/τ_L varies',
    group: grid,
  },
  timescales: {
    kind: ascendingNumbers({ above: 0 }),
    default: [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2],
    about: 'τ/τ_L',
    group: grid,
  },
  presentations: {
    kind: ascendingNumbers({ above: 0 }),
    default: [3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3],
    about: 'ε, for frozen against adiabatic',
    group: grid,
  },
};
