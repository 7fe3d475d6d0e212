/** Options of a solve, checked once and with their defaults filled in. */
import { ArgumentError, ShapeError } from '../errors.ts';
import type { Method } from './methods.ts';
import { METHODS } from './methods.ts';
import type { ScalarEvent, SolveOptions } from './types.ts';

/** `SolveOptions` with every default in place. */
export interface ResolvedOptions {
  readonly method: Method;
  readonly rtol: number;
  /** > 0. */
  readonly atol: number;
  readonly maxSteps: number;
  readonly maxEvaluations: number;
  /** 0: choose. */
  readonly initialStep: number;
  readonly maxStep: number;
  readonly minStep: number;
  readonly bound: number;
  readonly events: readonly ScalarEvent[];
  readonly stopWhen: NonNullable<SolveOptions['stopWhen']> | null;
}

/** Below this, a relative tolerance asks for more than double precision holds. */
const SMALLEST_RTOL = 10 * Number.EPSILON;

/** In place of atol = 0, so that a component that stays 0 has error 0/1e-300 and not 0/0. */
const SMALLEST_ATOL = 1e-300;

const DEFAULTS: ResolvedOptions = {
  method: 'dopri5',
  rtol: 1e-6,
  atol: 1e-9,
  maxSteps: 100_000,
  maxEvaluations: Infinity,
  initialStep: 0,
  maxStep: Infinity,
  minStep: 0,
  bound: 1e100,
  events: [],
  stopWhen: null,
};

function require(holds: boolean, name: string, rule: string, given: number): void {
  if (!holds) throw new ArgumentError(`${name}: must be ${rule} (got ${given})`);
}

/** @throws ArgumentError for an unknown key, an unknown method or a number out of its range */
export function resolveOptions(dimension: number, options: SolveOptions): ResolvedOptions {
  require(Number.isInteger(dimension) && dimension >= 1, 'dimension', 'an integer >= 1', dimension);
  for (const key of Object.keys(options)) {
    if (!Object.hasOwn(DEFAULTS, key)) {
      throw new ArgumentError(`${key}: unknown option; known are ${Object.keys(DEFAULTS).join(', ')}`);
    }
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const resolved: ResolvedOptions = { ...DEFAULTS, ...given };
  const { method, rtol, atol, maxSteps, maxEvaluations, initialStep, maxStep, minStep, bound } = resolved;
  if (!METHODS.includes(method)) {
    throw new ArgumentError(`method: must be one of ${METHODS.join(', ')} (got ${method})`);
  }
  require(rtol >= SMALLEST_RTOL && rtol < Infinity, 'rtol', `>= ${SMALLEST_RTOL} and finite`, rtol);
  require(atol >= 0 && atol < Infinity, 'atol', '>= 0 and finite', atol);
  require(maxSteps >= 1, 'maxSteps', '>= 1', maxSteps);
  require(maxEvaluations >= 1, 'maxEvaluations', '>= 1', maxEvaluations);
  if (options.initialStep !== undefined) {
    require(initialStep > 0 && initialStep < Infinity, 'initialStep', '> 0 and finite', initialStep);
  }
  require(maxStep > 0, 'maxStep', '> 0', maxStep);
  require(minStep >= 0 && minStep <= maxStep, 'minStep', `>= 0 and <= maxStep = ${maxStep}`, minStep);
  require(bound > 0, 'bound', '> 0', bound);
  return { ...resolved, atol: Math.max(atol, SMALLEST_ATOL) };
}

/** @throws ArgumentError unless the interval is one that a solve can end on */
export function checkSpan({ events, stopWhen }: ResolvedOptions, t0: number, t1: number): void {
  require(Number.isFinite(t0), 't0', 'finite', t0);
  require(!Number.isNaN(t1), 't1', 'a number', t1);
  if (Number.isFinite(t1) || stopWhen !== null || events.some((event) => event.terminal === true)) return;
  throw new ArgumentError(`t1: must be finite without stopWhen or a terminal event (got ${t1})`);
}

/** @throws ShapeError unless `y` has `dimension` components */
export function checkState(y: ArrayLike<number>, dimension: number): void {
  if (y.length === dimension) return;
  throw new ShapeError(`y: must have the dimension [${dimension}] of the integrator (got [${y.length}])`);
}

/** @throws ArgumentError unless all of `y` is finite */
export function checkFinite(y: ArrayLike<number>): void {
  for (let i = 0; i < y.length; i++) {
    if (!Number.isFinite(y[i])) throw new ArgumentError(`y0[${i}]: must be finite (got ${y[i]})`);
  }
}

/** @throws ArgumentError unless `times` run from t0 towards t1 and stay between them */
export function checkTimes(times: readonly number[], t0: number, t1: number): void {
  const direction = t1 < t0 ? -1 : 1;
  let previous = t0;
  for (const [i, t] of times.entries()) {
    if (!((t - previous) * direction >= 0 && (t1 - t) * direction >= 0 && Number.isFinite(t))) {
      throw new ArgumentError(
        `times[${i}]: must lie between ${previous} and t1 = ${t1} (got ${t}); sort the times`,
      );
    }
    previous = t;
  }
}
