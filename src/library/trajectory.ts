/** Whole trajectories of eq. 4, exact from switch to switch. */
import type { NdArray } from 'ndarray';
import { createEventSolver } from '../dynamics/events.ts';
import type { Switch } from '../dynamics/exact-flow.ts';
import { resolveRelaxOptions } from '../dynamics/relax-options.ts';
import { ArgumentError } from '../errors.ts';
import type { Retcode } from '../ode/types.ts';
import { readNumbers, stack } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys } from './option-checks.ts';
import { readInitial } from './relax.ts';

/** Where a trajectory starts and when it is looked at. Defaults in parentheses. */
export interface TrajectoryOptions {
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  /** Output times, ascending, ≥ 0, at least one; the last is the end. */
  readonly times: readonly number[];
  /** τ > 0; the unit of every time here (1). */
  readonly tau?: number;
  /** h(0): one number or `[K]` (0). */
  readonly initial?: number | NumericArray;
  /** Bound on the switches (100 000). */
  readonly maxSteps?: number;
}

/** Activities over time. */
export interface Trajectory {
  /** `Success`, or `MaxIters`: more than `maxSteps` switches. */
  readonly retcode: Retcode;
  /** retcode is `Success`. */
  readonly success: boolean;
  readonly message: string;
  /** `[T]`, those of the output times that were reached. */
  readonly times: readonly number[];
  /** `[T, K]` h(t). */
  readonly activity: NdArray<Float64Array>;
  /** All crossings of h = 0 up to the end, in order. */
  readonly switches: readonly Switch[];
}

const OPTIONS: Readonly<Record<keyof TrajectoryOptions, true>> = {
  inhibition: true,
  times: true,
  tau: true,
  initial: true,
  maxSteps: true,
};

/**
 * h(t) of eq. 4 at given times, τ dh_μ/dt = I_μ − w Σ_{ν≠μ} r(h_ν) − h_μ, in closed form between the times at which
 * units become active or inactive.
 * @param currents `[K]` input currents I, of either sign
 * @returns activities `[T, K]` and the switches; too many switches are a value, `success: false`
 * @throws ArgumentError for an option out of its range or an unknown one
 * @throws ShapeError when currents and initial activities do not fit each other
 * @remarks Exact to rounding: there is no step size and no tolerance. O(K log K + switches + T K) from equal initial
 * activities, else O(K · switches) at most.
 */
export function trajectory(currents: NumericArray, options: TrajectoryOptions): Trajectory {
  checkKeys('trajectory', options, Object.keys(OPTIONS));
  const { initial = 0, times } = options;
  const until = lastOf(times);
  const drive = readNumbers('currents', currents, ['[K]']).values;
  const problem = { ...options, currents: drive, initial: readInitial(initial) };
  const { units, inhibition, tau, maxSteps, initial: rows } = resolveRelaxOptions(problem);
  const solve = createEventSolver({ units, inhibition, tau, maxSwitches: maxSteps });
  const { retcode, time, activities, switches } = solve(drive, { initial: rows[0], times, until });
  const success = retcode === 'Success';
  const reached = `reached t = ${time} after ${switches.length} switches`;
  return {
    retcode,
    success,
    message: success ? reached : `${retcode}: ${reached}, the limit; raise maxSteps`,
    times: times.slice(0, activities.length),
    activity: stack(activities, units),
    switches,
  };
}

function lastOf(times: readonly number[] | undefined): number {
  const last = times?.at(-1);
  if (last === undefined) throw new ArgumentError('times: must hold at least one time, the end (got none)');
  return last;
}
