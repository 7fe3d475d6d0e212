/**
 * One presentation of an example with h following the weights, rather than frozen at its steady state: quasi-statically
 * (`adiabatic`) or by eq. 4 at its own speed (`full`). All N weights of a unit are one number, ρ.
 */
import { ArgumentError } from '../errors.ts';
import { signedPower } from '../kernels/power.ts';
import type { SparseVector } from '../kernels/sparse.ts';
import type { Method, Retcode, SolveStats } from '../ode/types.ts';
import { createAdiabaticField } from './adiabatic-field.ts';
import type { CoupledField } from './coupled-field.ts';
import { createFullField } from './full-field.ts';
import { createParticipants } from './participants.ts';
import type { Participants, WeightReader } from './participants.ts';
import type { SwitchedActivation } from './switched-activation.ts';
import { createSwitchedSolver } from './switched-solve.ts';

/** How h follows the weights during a presentation; `frozen`: it does not. */
export type Coupling = 'frozen' | 'adiabatic' | 'full';

/** Geometry, rule and tolerances. */
export interface CoupledOptions {
  readonly coupling: 'adiabatic' | 'full';
  /** K ≥ 1. */
  readonly units: number;
  /** Lebesgue norm, > 1. */
  readonly p: number;
  /** R > 0. */
  readonly radius: number;
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  readonly activation: SwitchedActivation;
  /** τ/τ_L > 0 (`full`). */
  readonly timescale: number;
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
  /** Bound on steps and on switches of g in a presentation (100 000). */
  readonly maxSteps?: number;
}

/** A unit that moved. Buffers belong to the presentation and change at the next. */
interface MovedUnit {
  readonly unit: number;
  /** `[≥ non-zeros]` its weights there after the presentation. */
  readonly w: Float64Array;
  /** α: the factor of its weights at all other inputs. */
  readonly amplitude: number;
  /** W = α (W₀ + ρv). */
  readonly rho: number;
  /** How long it was held at a jump of g, in units of τ_L. */
  readonly heldFor: number;
}

/** How a presentation ended. */
export interface CoupledOutcome {
  /** `Unstable`: a unit diverged, or (adiabatic) only an exact tie holds the steady state at the start. */
  readonly retcode: Retcode;
  readonly success: boolean;
  readonly message: string;
  /** The unit that diverged and when, in units of τ_L; null where none did. */
  readonly divergence: { readonly unit: number; readonly at: number } | null;
  readonly stats: Readonly<SolveStats>;
}

/** Presents examples to layers of one shape. */
export interface CoupledPresentation {
  /**
   * Solves one presentation; the weights are only read.
   * @param duration ε = T/τ_L ≥ 0
   */
  readonly present: (weights: WeightReader, vector: SparseVector, duration: number) => CoupledOutcome;
  /** Units whose weights the last presentation, if it succeeded, has changed. */
  readonly moved: () => readonly MovedUnit[];
  /** h at its end; null for a unit that cannot become active (`full`). */
  readonly activityOf: (mu: number) => number | null;
}

/** Growth of the amplitude of a unit, when steps vanish, from which on this is a divergence. */
const DIVERGED = 100;
const NO_WORK: Readonly<SolveStats> = { evaluations: 0, accepted: 0, rejected: 0, events: 0 };

function createField(options: CoupledOptions, participants: Participants): CoupledField {
  const { coupling, units, inhibition, activation, timescale, rtol, atol } = options;
  const shared = { units, inhibition, activation, participants };
  return coupling === 'adiabatic'
    ? createAdiabaticField(shared)
    : createFullField({ ...shared, timescale, rtol, atol });
}

/**
 * Workspace for presentations.
 * @throws ArgumentError when an option is out of its range
 * @remarks O(K · non-zeros) for the currents. Then `adiabatic` costs a few powers of a line per active unit and evaluation;
 * `full` the same for every unit with I > 0, O(T/τ) steps, and a restart wherever a unit crosses a jump of g.
 */
export function createCoupledPresentation(options: CoupledOptions): CoupledPresentation {
  const { units, p, radius, inhibition, timescale, coupling, maxSteps = 100_000 } = options;
  inRange(
    'p',
    p,
    p > 1,
    '> 1 where h follows the weights; at 1, currents jump as weights change their signs',
  );
  inRange('radius', radius, radius > 0, '> 0');
  inRange('inhibition', inhibition, inhibition >= 0, '>= 0');
  if (coupling === 'full') inRange('timescale', timescale, timescale > 0, '> 0; it is τ/τ_L');
  const participants = createParticipants(units, p, radius);
  const field = createField(options, participants);
  const solve = createSwitchedSolver(field, { ...options, maxSteps });
  const signed = signedPower(p);
  const currents = new Float64Array(units);
  let w: Float64Array = new Float64Array(0);

  const readCurrents = (weights: WeightReader, vector: SparseVector): void => {
    if (w.length < vector.length) w = new Float64Array(vector.index.length);
    for (let mu = 0; mu < units; mu++) {
      weights.gather(mu, vector, w);
      let sum = 0;
      for (let j = 0; j < vector.length; j++) sum += signed(w[j]) * vector.value[j];
      currents[mu] = sum;
    }
  };

  /** The place whose amplitude has grown most. */
  const mostGrown = (): number => {
    let most = 0;
    const growth = (i: number): number => participants.lines[i].earlier;
    for (let i = 1; i < participants.count; i++) if (growth(i) > growth(most)) most = i;
    return most;
  };

  const present: CoupledPresentation['present'] = (weights, vector, duration) => {
    participants.begin(weights, vector);
    readCurrents(weights, vector);
    const retcode = field.begin(currents);
    if (retcode !== 'Success') {
      const message =
        retcode === 'Unstable'
          ? 'only an exact tie of the largest currents holds the steady state; change the weights, or use inhibition < 1'
          : 'a current is not finite; rescale weights or inputs';
      return { retcode, success: false, message, divergence: null, stats: NO_WORK };
    }
    const { t, stats, ...ending } = solve(duration);
    if (ending.retcode === 'Success') {
      field.finish();
      return { ...ending, success: true, divergence: null, stats };
    }
    const place = mostGrown();
    if (participants.lines[place].earlier > DIVERGED) {
      const unit = participants.ids[place];
      const message = `the weights of unit ${unit} diverge at t = ${t} tau_L, within the presentation; shorten it, start inside the sphere, or bound g`;
      return { retcode: 'Unstable', success: false, message, divergence: { unit, at: t }, stats };
    }
    return { ...ending, success: false, divergence: null, stats };
  };

  return {
    present,
    moved: () => {
      const found: MovedUnit[] = [];
      for (let i = 0; i < participants.count; i++) {
        const line = participants.lines[i];
        if (line.rho === 0 && line.shift === 0) continue;
        if (line.rho !== 0) line.restart();
        const { w: weightsThere, earlier: amplitude, shift: rho } = line;
        const heldFor = field.heldFor[i];
        found.push({ unit: participants.ids[i], w: weightsThere, amplitude, rho, heldFor });
      }
      return found;
    },
    activityOf: field.activityOf,
  };
}

function inRange(name: string, value: number, holds: boolean, bound: string): void {
  if (!holds || !Number.isFinite(value)) throw new ArgumentError(`${name}: must be ${bound} (got ${value})`);
}
