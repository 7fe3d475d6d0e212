/** What a verification of eq. 3 can be told, and its defaults, apart from its code so that a help text loads none of it. */
import type { Claim } from '../learning/lyapunov-claims.ts';
import type { Method } from '../ode/types.ts';

/** What is verified. */
export interface LyapunovOptions {
  readonly claims: readonly Claim[];
  /** Lebesgue norms, ≥ 1. */
  readonly p: readonly number[];
  /** w_inh ≥ 0. */
  readonly inhibition: readonly number[];
  /** `step`, or expressions in h (`compileActivation`). */
  readonly activation: readonly string[];
  /** h* of `step`; `auto`: half the largest current of each presentation. */
  readonly threshold: number | 'auto';
  /** Δ of `step`, ≥ 0. */
  readonly delta: number;
  readonly radius: number;
  readonly presentations: number;
  /** ε = T/τ_L. */
  readonly duration: number;
  /** Equal steps per presentation. */
  readonly steps: number;
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
  /** Of the random initial activities of relaxations. */
  readonly seed: number;
}

/** Sizes of random weights and inputs. */
export interface RandomSizes {
  /** K and N. */
  readonly units: number;
  readonly inputs: number;
}

/** What is verified unless told otherwise: some ten seconds. */
export const LYAPUNOV_DEFAULTS: LyapunovOptions & RandomSizes = {
  claims: ['i', 'ii', 'iii'],
  p: [1.5, 2, 2.5, 3, 4, 6],
  inhibition: [0.2, 0.9, 1.5],
  activation: ['step', 'h'],
  threshold: 'auto',
  delta: 0.4,
  radius: 1,
  presentations: 12,
  duration: 2,
  steps: 40,
  method: 'dopri5',
  rtol: 1e-7,
  atol: 1e-10,
  seed: 0,
  units: 8,
  inputs: 16,
};
