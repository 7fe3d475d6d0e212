/** Eq. 4 for currents in any array: `relax` of `src/dynamics` with ndarrays around it. */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import type { ResidualBounds } from '../dynamics/integrate.ts';
import { RELAX_METHODS } from '../dynamics/relax-options.ts';
import type { RelaxMethod } from '../dynamics/relax-options.ts';
import { relax as solve } from '../dynamics/relax.ts';
import type { RelaxResult as Outcome } from '../dynamics/relax.ts';
import { readNumbers, rowsOf, stack } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys, checkWord } from './option-checks.ts';

/** How eq. 4 is solved. Defaults in parentheses. */
export interface RelaxOptions {
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  /** τ > 0; the unit of every time here (1). */
  readonly tau?: number;
  /** h(0): one number, `[K]` or `[B, K]` (0). */
  readonly initial?: number | NumericArray;
  /** An integrator; `events`, exact from switch to switch; or `closed-form`, the steady state alone ('dopri5'). */
  readonly method?: RelaxMethod;
  /** The steady state, or an end time ≥ the last of `times` ('steady'). */
  readonly until?: 'steady' | number;
  /** Output times, ascending, ≥ 0 (none). */
  readonly times?: readonly number[];
  /** Of the integrators: relative tolerance (1e-6). */
  readonly rtol?: number;
  /** Of the integrators: absolute tolerance, in the units of h (1e-9). */
  readonly atol?: number;
  /** Bound on the steps of the integrators, and on the switches of `events` (100 000). */
  readonly maxSteps?: number;
  /** Of the integrators: stop at a steady state only when h has come this close to it (stop once it is proved). */
  readonly residual?: ResidualBounds;
}

/** Outcome for one vector of currents. The arrays are its own. */
export interface RelaxResult extends Omit<Outcome, 'steadyState' | 'activity' | 'activities'> {
  /** `[K]`, null unless reached and verified. */
  readonly steadyState: NdArray<Float64Array> | null;
  /** `[K]` h at `time`; until the steady state: h(t → ∞). */
  readonly activity: NdArray<Float64Array>;
  /** `[T, K]` h at those of `times` that were reached. */
  readonly activities: NdArray<Float64Array>;
}

/** Outcomes for all vectors of currents. */
export interface RelaxResults {
  readonly method: RelaxMethod;
  readonly inhibition: number;
  readonly tau: number;
  /** `[B]`; one for currents `[K]`. */
  readonly results: readonly RelaxResult[];
}

const OPTIONS: Readonly<Record<keyof RelaxOptions, true>> = {
  inhibition: true,
  tau: true,
  initial: true,
  method: true,
  until: true,
  times: true,
  rtol: true,
  atol: true,
  maxSteps: true,
  residual: true,
};

/** h(0) as `src/dynamics` takes it: one number or rows. */
export function readInitial(initial: number | NumericArray): number | readonly Float64Array[] {
  return typeof initial === 'number' ? initial : rowsOf(readNumbers('initial', initial, ['[K]', '[B, K]']));
}

/**
 * Activities of competing hidden units, τ dh_μ/dt = I_μ − w Σ_{ν≠μ} r(h_ν) − h_μ, r(h) = max(h, 0) (eq. 4).
 * @param currents `[K]`, or `[B, K]` for B independent problems: input currents I, of either sign
 * @returns a result per vector of currents; a solve that fails is a value, `success: false`, with its `message`
 * @throws ArgumentError for an option out of its range, an unknown one, or a method that cannot do what is asked
 * @throws ShapeError when currents and initial activities do not fit each other
 * @remarks `closed-form` costs about one scan of the currents, `events` O(K log K + switches) from equal h(0), an
 * integrator some hundred evaluations of O(K).
 */
export function relax(currents: NumericArray, options: RelaxOptions): RelaxResults {
  checkKeys('relax', options, Object.keys(OPTIONS));
  const { initial = 0, method = 'dopri5', ...rest } = options;
  checkWord('method', method, RELAX_METHODS);
  const rows = rowsOf(readNumbers('currents', currents, ['[K]', '[B, K]']));
  const { results, ...solved } = solve({ ...rest, method, currents: rows, initial: readInitial(initial) });
  return { ...solved, results: results.map(toResult) };
}

function toResult({ steadyState, activity, activities, ...outcome }: Outcome): RelaxResult {
  return {
    ...outcome,
    steadyState: steadyState === null ? null : ndarray(steadyState),
    activity: ndarray(activity),
    activities: stack(activities, activity.length),
  };
}
