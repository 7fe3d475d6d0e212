/** Eq. 4 for given currents, to a time or to the steady state: what the command `relax` returns. */
import { ArgumentError } from '../errors.ts';
import type { Method, Retcode, SolveStats } from '../ode/types.ts';
import { createClosedForm } from './closed-form.ts';
import { energy } from './energy.ts';
import { createEventSolver } from './events.ts';
import { createFixedPointSolver } from './fixed-point.ts';
import { createRelaxationIntegrator } from './integrate.ts';
import { resolveRelaxOptions } from './relax-options.ts';
import type { RelaxMethod, RelaxOptions, ResolvedRelaxOptions } from './relax-options.ts';
import { activeUnits, describeSteadyState } from './verdict.ts';
import type { SteadyState } from './verdict.ts';

/** Outcome for one vector of currents. Arrays are copies. */
export interface RelaxResult {
  /** `Success`; `Unstable`: the steady state is held by an exact tie only; else why the solve failed. */
  readonly retcode: Retcode;
  /** retcode is `Success`. */
  readonly success: boolean;
  readonly message: string;
  /**
   * Until a time: that time. Until the steady state: when its active units were final (`events`: the last switch or
   * output time; integrators: when it was proved), and 0 for `closed-form`, which knows no time.
   */
  readonly time: number;
  /** `[K]`, null unless reached and verified. */
  readonly steadyState: Float64Array | null;
  /** `[K]` h at `time`; until the steady state: h(t → ∞). */
  readonly activity: Float64Array;
  /** h at the output times that were reached. */
  readonly activities: readonly Float64Array[];
  /** Units with h > 0 in `activity`. */
  readonly active: readonly number[];
  /** Energy of `activity` (mathematics in `energy.ts`). */
  readonly energy: number;
  /** `events` counts switches; the rest is 0 but for integrators. */
  readonly stats: Readonly<SolveStats>;
}

/** Outcomes for all rows. */
export interface RelaxResults {
  readonly method: RelaxMethod;
  readonly inhibition: number;
  readonly tau: number;
  readonly results: readonly RelaxResult[];
}

/** What a method says of one row; `limit` is the steady state that `activity` goes to, if that is known. */
interface Outcome {
  readonly retcode: Retcode;
  readonly message: string;
  readonly warnings?: readonly string[];
  readonly time: number;
  readonly activity: Float64Array;
  readonly activities: readonly Float64Array[];
  readonly limit: SteadyState | null;
  readonly stats: Readonly<SolveStats>;
}

const OVERFLOW =
  'NonFinite: activities exceed the range of numbers; lower the inhibition or scale the currents down';

type Solve = (currents: Float64Array, initial: Float64Array) => Outcome;

const NO_WORK: Readonly<SolveStats> = { evaluations: 0, accepted: 0, rejected: 0, events: 0 };

function byIntegration(options: ResolvedRelaxOptions, method: Method): Solve {
  const { units, inhibition, tau, rtol, atol, maxSteps, residual, times, until } = options;
  const solve = createRelaxationIntegrator({
    ...{ units, inhibition, tau, method, rtol, atol, maxSteps },
    ...(residual === undefined ? {} : { residual }),
  });
  return (currents, initial) => solve(currents, { initial, times, until });
}

function byEvents({ units, inhibition, tau, maxSteps, times, until }: ResolvedRelaxOptions): Solve {
  const solve = createEventSolver({ units, inhibition, tau, maxSwitches: maxSteps });
  return (currents, initial) => {
    const { switches, retcode, ...outcome } = solve(currents, { initial, times, until });
    const time = until === 'steady' ? Math.max(switches.at(-1)?.time ?? 0, times.at(-1) ?? 0) : outcome.time;
    const reached = `t = ${time} after ${switches.length} switches`;
    const message =
      retcode === 'MaxIters' ? `MaxIters at ${reached}, the limit; raise maxSteps` : `reached ${reached}`;
    return { ...outcome, time, retcode, message, stats: { ...NO_WORK, events: switches.length } };
  };
}

function inClosedForm({ units, inhibition, times, until }: ResolvedRelaxOptions): Solve {
  if (until !== 'steady' || times.length > 0) {
    throw new ArgumentError(
      'method: closed-form knows the steady state only, not until a time or at times; use events, which is exact too',
    );
  }
  const closedForm = createClosedForm({ units, inhibition });
  const fixedPoint = createFixedPointSolver(inhibition);
  const flags = new Uint8Array(units);
  return (currents, initial) => {
    const determined = inhibition < 1 || currents.every((current) => current <= 0);
    if (!determined && initial.some((h) => h !== initial[0])) {
      throw new ArgumentError(
        `method: closed-form needs equal initial activities or inhibition < 1 (got ${inhibition}); use events`,
      );
    }
    const { units: found, count } = closedForm(currents);
    flags.fill(0);
    for (const mu of found.subarray(0, count)) flags[mu] = 1;
    const activity = new Float64Array(units);
    // Equal units start, hence stay, equally active; that is all a fixed point can ask of h(0).
    fixedPoint.solve(currents, activity, flags);
    fixedPoint.write(activity);
    const limit = { activity, stability: fixedPoint.stability() };
    return { retcode: 'Success', message: '', time: 0, activity, activities: [], limit, stats: NO_WORK };
  };
}

function createSolve(options: ResolvedRelaxOptions): Solve {
  switch (options.method) {
    case 'events':
      return byEvents(options);
    case 'closed-form':
      return inClosedForm(options);
    default:
      return byIntegration(options, options.method);
  }
}

/** An integrator stays this many tolerances about a steady state, and no closer (measured: `ode/steady-state.ts`). */
const ARRIVAL = 20;

function hasArrived(
  activity: Float64Array,
  limit: Float64Array,
  { rtol, atol }: { readonly rtol: number; readonly atol: number },
): boolean {
  return activity.every(
    (h, mu) => Math.abs(h - limit[mu]) <= ARRIVAL * Math.max(atol, rtol * Math.abs(limit[mu])),
  );
}

function conclude(outcome: Outcome, currents: Float64Array, options: ResolvedRelaxOptions): RelaxResult {
  const { time, activities, stats, limit, warnings = [] } = outcome;
  const { inhibition, until } = options;
  const toSteady = until === 'steady';
  let { retcode, message } = outcome;
  if (!(limit ?? outcome).activity.every(Number.isFinite)) {
    retcode = 'NonFinite';
    message = OVERFLOW;
  }
  let steady: SteadyState | null = null;
  if ((retcode === 'Success' || retcode === 'Terminated') && limit !== null) {
    if (toSteady) {
      retcode = limit.stability === 'unstable' ? 'Unstable' : 'Success';
      message = describeSteadyState(limit);
    }
    if (toSteady || hasArrived(outcome.activity, limit.activity, options)) steady = limit;
  }
  const activity = toSteady && steady !== null ? steady.activity : outcome.activity;
  return {
    retcode,
    success: retcode === 'Success',
    message: [message, ...warnings].join('; '),
    time,
    steadyState: steady === null || steady.stability === 'unstable' ? null : steady.activity.slice(),
    activity,
    activities,
    active: activeUnits(activity),
    energy: energy(activity, currents, inhibition),
    stats,
  };
}

/**
 * Follow eq. 4, τ dh_μ/dt = I_μ − w Σ_{ν≠μ} r(h_ν) − h_μ, for every row of currents.
 * @returns a result per row; failure is a value, `success: false`
 * @throws ArgumentError for an option out of its range, an unknown one, or a method that cannot do what is asked
 * @throws ShapeError when currents and initial activities do not fit each other
 */
export function relax(options: RelaxOptions): RelaxResults {
  const resolved = resolveRelaxOptions(options);
  const { method, inhibition, tau, currents, initial } = resolved;
  const solve = createSolve(resolved);
  const results = currents.map((row, index) => conclude(solve(row, initial[index]), row, resolved));
  return { method, inhibition, tau, results };
}
