/**
 * Eq. 2 for one input and a layer of units whose activation g(h) comes from eq. 4: what the command `plasticity` returns
 * when it is told how h follows the weights.
 */
import { createSteadyState } from '../dynamics/steady-state.ts';
import { ShapeError } from '../errors.ts';
import { absolutePower, signedPower } from '../kernels/power.ts';
import { toSparse } from '../kernels/sparse.ts';
import type { Method } from '../ode/types.ts';
import type { Coupling } from './coupled-presentation.ts';
import { createCoupledPresentation } from './coupled-presentation.ts';
import type { WeightReader } from './participants.ts';
import type { PlasticityMethod, PlasticityResult, PlasticityResults } from './plasticity.ts';
import { plasticity } from './plasticity.ts';
import type { SwitchedActivation } from './switched-activation.ts';
import { branchOf } from './switched-activation.ts';

interface CommonOptions {
  /** `[K][N]` W at the start, finite. */
  readonly weights: readonly Float64Array[];
  /** `[N]` input v, finite. */
  readonly input: Float64Array;
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  readonly activation: SwitchedActivation;
  /** ε = T/τ_L ≥ 0. */
  readonly duration: number;
  readonly p: number;
  readonly radius: number;
  readonly rtol: number;
  readonly atol: number;
}

/** One presentation to a layer. */
export type CoupledPlasticityOptions = CommonOptions &
  (
    | { readonly coupling: 'frozen'; readonly method: PlasticityMethod }
    | { readonly coupling: 'adiabatic'; readonly method: Method }
    /** `timescale`: τ/τ_L > 0. */
    | { readonly coupling: 'full'; readonly method: Method; readonly timescale: number }
  );

/** One unit after the presentation. */
interface CoupledUnitResult extends PlasticityResult {
  /**
   * h: at the steady state that g was frozen at, or at the end of the presentation; null for a unit that cannot become
   * active (`full`), and where the solve failed.
   */
  readonly activity: number | null;
  /** How long the unit was held at a jump of g, in units of τ_L. */
  readonly heldFor: number;
}

/** Results for all units. */
export interface CoupledPlasticityResults extends PlasticityResults {
  readonly coupling: Coupling;
  readonly inhibition: number;
  /** τ/τ_L; null where it has no meaning. */
  readonly timescale: number | null;
  readonly results: readonly CoupledUnitResult[];
}

/**
 * Applies eq. 2 over one presentation to all units, with g = g(h) and h from eq. 4 for the currents ⟨W,v⟩.
 * @returns a result per unit; failure is a value, `success: false`, and for `adiabatic` and `full` one of all units
 * @throws ArgumentError for an option out of its range; ShapeError when weights and input do not fit each other
 */
export function coupledPlasticity(options: CoupledPlasticityOptions): CoupledPlasticityResults {
  const { weights, input, coupling, inhibition, method, p, radius, duration } = options;
  weights.forEach((unit, mu) => {
    if (unit.length === input.length) return;
    throw new ShapeError(
      `weights: unit ${mu} has ${unit.length} values, the input ${input.length}; they must be equal`,
    );
  });
  const results = options.coupling === 'frozen' ? frozenResults(options) : followedResults(options);
  const timescale = options.coupling === 'full' ? options.timescale : null;
  return { method, coupling, inhibition, timescale, p, radius, duration, results };
}

/** ⟨W_μ, v⟩ of all units. */
function currentsOf({ weights, input, p }: CommonOptions): Float64Array {
  const signed = signedPower(p);
  return Float64Array.from(weights, (unit) => unit.reduce((sum, w, i) => sum + signed(w) * input[i], 0));
}

function frozenResults(options: CommonOptions & { readonly method: PlasticityMethod }): CoupledUnitResult[] {
  const { weights, inhibition, activation } = options;
  const currents = currentsOf(options);
  const set = createSteadyState({ units: weights.length, inhibition })(currents);
  let firing = 0;
  for (let i = 0; i < set.count; i++) firing += set.activity[i];
  const h = currents.map((current) => current - inhibition * firing);
  for (let i = 0; i < set.count; i++) h[set.units[i]] = set.activity[i];
  const g = h.map((activity) => activation.on(branchOf(activation, activity), activity));
  const { results } = plasticity({ ...options, activation: g });
  return results.map((result, mu) => ({ ...result, activity: h[mu], heldFor: 0 }));
}

function followedResults(
  options: Extract<CoupledPlasticityOptions, { readonly coupling: 'adiabatic' | 'full' }>,
): CoupledUnitResult[] {
  const { weights, input, p, duration } = options;
  const units = weights.length;
  const timescale = options.coupling === 'full' ? options.timescale : 1;
  const presentation = createCoupledPresentation({ ...options, units, timescale });
  const vector = toSparse(input);
  const reader: WeightReader = {
    gather: (mu, { index, length }, w) => {
      for (let j = 0; j < length; j++) w[j] = weights[mu][index[j]];
    },
  };
  const { retcode, success, message, stats } = presentation.present(reader, vector, duration);
  const after = weights.map((unit) => unit.slice());
  const rho = new Float64Array(units);
  const heldFor = new Float64Array(units);
  for (const moved of success ? presentation.moved() : []) {
    const unit = after[moved.unit];
    for (let i = 0; i < unit.length; i++) unit[i] *= moved.amplitude;
    for (let j = 0; j < vector.length; j++) unit[vector.index[j]] = moved.w[j];
    rho[moved.unit] = moved.rho;
    heldFor[moved.unit] = moved.heldFor;
  }
  const power = absolutePower(p);
  return after.map((unit, mu) => ({
    retcode,
    success,
    message,
    weights: unit,
    norm: unit.reduce((sum, value) => sum + power(value), 0),
    rho: success ? rho[mu] : null,
    blowUpAt: null,
    activity: success ? presentation.activityOf(mu) : null,
    heldFor: heldFor[mu],
    stats,
  }));
}
