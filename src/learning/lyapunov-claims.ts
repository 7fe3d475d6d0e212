/**
 * Three claims about L = Σ_μ G(Q_μ) along eq. 2 for one fixed input, which differ in what g is on the way:
 *
 * - `i`: g = g(Q), as in eq. 2 and the proof of appendix A. A theorem for p > 1.
 * - `ii`: g frozen at the steady state of eq. 4 for the first weights, L = Σ g_μ Q_μ. A theorem for p > 1.
 * - `iii`: g = g(h), h following the weights through the steady state of eq. 4 (section 2.2). No theorem: L may decrease.
 */
import { createSteadyState } from '../dynamics/steady-state.ts';
import type { RightHandSide } from '../ode/types.ts';
import { createExactCompetition } from './competition.ts';
import type { IntegrableActivation, Increment } from './lyapunov-activation.ts';
import { createOverlapMeter } from './lyapunov-overlap.ts';
import type { PlasticityField } from './plasticity-field.ts';

/** Which reading of "L grows": g a function of Q, g frozen at the steady state of eq. 4, or g following eq. 4. */
export type Claim = 'i' | 'ii' | 'iii';

/** What one claim needs. */
export interface ClaimOptions {
  readonly claim: Claim;
  /** K. */
  readonly units: number;
  /** `[N]` v. */
  readonly input: Float64Array;
  readonly p: number;
  /** w_inh ≥ 0; not asked for by `i`. */
  readonly inhibition: number;
  readonly activation: IntegrableActivation;
  /** Eq. 2 in the learning clock, with the input set; a test may hand in a wrong one. */
  readonly field: PlasticityField;
}

/** One claim for one input. */
export interface ClaimRule {
  /** dW/dt in units of 1/τ_L for all weights `[K × N]`. */
  readonly rightHandSide: RightHandSide;
  /** g_μ at the weights `[K × N]`, written into `g` `[K]`. */
  readonly activations: (weights: Float64Array, g: Float64Array) => void;
  /** dL/dQ_μ where unit μ is at Q: g(Q), or the frozen g_μ. */
  readonly gradient: (unit: number, overlap: number) => number;
  /** What L gains when unit μ goes from one Q to another. */
  readonly increment: (unit: number, from: number, to: number) => Increment;
  /** To be told of the weights at the end of every step: for w ≥ 1, `iii` has to know who won last. */
  readonly settle: (weights: Float64Array) => void;
}

/**
 * @param weights `[K × N]` at the start of the presentation
 * @throws ArgumentError, SolveError as `createSteadyState` and `createExactCompetition`
 */
export function createClaimRule(weights: Float64Array, options: ClaimOptions): ClaimRule {
  const { claim, units, input, field, activation } = options;
  const inputs = input.length;
  const { activations, settle, frozen } = createActivations(weights, options);
  const g = new Float64Array(units);
  const w = new Float64Array(inputs);
  const slope = new Float64Array(inputs);
  const isFrozen = claim === 'ii';
  return {
    activations,
    settle,
    rightHandSide: (dydt, y, t) => {
      activations(y, g);
      for (let mu = 0; mu < units; mu++) {
        const start = mu * inputs;
        if (g[mu] === 0) {
          dydt.fill(0, start, start + inputs);
          continue;
        }
        for (let i = 0; i < inputs; i++) w[i] = y[start + i];
        field.rightHandSide(slope, w, t);
        for (let i = 0; i < inputs; i++) dydt[start + i] = g[mu] * slope[i];
      }
    },
    gradient: (unit, overlap) => (isFrozen ? frozen[unit] : activation.g(overlap)),
    increment: isFrozen
      ? (unit, from, to) => ({ value: frozen[unit] * (to - from), error: 0 })
      : (_, from, to) => activation.increment(from, to),
  };
}

interface Activations extends Pick<ClaimRule, 'activations' | 'settle'> {
  /** `[K]` g at the start. */
  readonly frozen: Float64Array;
}

function createActivations(start: Float64Array, options: ClaimOptions): Activations {
  const { claim, units, input, p, activation } = options;
  const inputs = input.length;
  const meter = createOverlapMeter(p);
  const ignore = (): void => undefined;
  const frozen = new Float64Array(units);
  const rowOf = (weights: Float64Array, mu: number): Float64Array =>
    weights.subarray(mu * inputs, (mu + 1) * inputs);
  if (claim === 'i') {
    const activations = (weights: Float64Array, g: Float64Array): void => {
      for (let mu = 0; mu < units; mu++) {
        meter.measure(rowOf(weights, mu), input);
        g[mu] = activation.g(meter.overlap);
      }
    };
    activations(start, frozen);
    return { activations, settle: ignore, frozen };
  }
  const currents = new Float64Array(units);
  const readCurrents = (weights: Float64Array): void => {
    for (let mu = 0; mu < units; mu++) currents[mu] = meter.currentOf(rowOf(weights, mu), input);
  };
  const competition = createFollowingCompetition(options);
  readCurrents(start);
  competition.settle(currents);
  competition.decide(currents, frozen);
  if (claim === 'ii') return { activations: (_, g) => g.set(frozen), settle: ignore, frozen };
  return {
    frozen,
    activations: (weights, g) => {
      readCurrents(weights);
      competition.decide(currents, g);
    },
    settle: (weights) => {
      readCurrents(weights);
      competition.settle(currents);
    },
  };
}

/** g at the steady state that follows the currents. */
interface FollowingCompetition {
  readonly decide: (currents: Float64Array, g: Float64Array) => void;
  readonly settle: (currents: Float64Array) => void;
}

/**
 * Below w = 1 there is one steady state. From w = 1 on a winner stays as long as its state exists, w I > all other
 * currents, though another current may be larger by then; once it does not, the largest current takes over.
 */
function createFollowingCompetition({ units, inhibition, activation }: ClaimOptions): FollowingCompetition {
  const solver = createSteadyState({ units, inhibition });
  const compete = createExactCompetition(units, solver, activation.g);
  let winner = -1;
  const stays = (currents: Float64Array): boolean => {
    if (winner < 0 || !(currents[winner] > 0)) return false;
    const bound = inhibition * currents[winner];
    for (let mu = 0; mu < units; mu++) if (mu !== winner && !(currents[mu] < bound)) return false;
    return true;
  };
  return {
    decide: (currents, g) => {
      g.fill(0);
      if (stays(currents)) {
        g[winner] = activation.g(currents[winner]);
        return;
      }
      const { count, units: learning, activation: strengths } = compete(currents);
      for (let i = 0; i < count; i++) g[learning[i]] = strengths[i];
    },
    settle: (currents) => {
      if (inhibition < 1 || stays(currents)) return;
      const { active, winner: first } = compete(currents);
      winner = active === 1 ? first : -1;
    },
  };
}
