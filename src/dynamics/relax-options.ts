/** Options of `relax`: checked once, with their defaults filled in. */
import { ArgumentError, ShapeError } from '../errors.ts';
import { METHODS } from '../ode/methods.ts';
import type { Method } from '../ode/methods.ts';
import type { ResidualBounds } from './integrate.ts';
import { checkInhibition, checkSizes } from './limits.ts';

/** An integrator of `src/ode`; exact from switch to switch; or the steady state alone. */
export type RelaxMethod = Method | 'events' | 'closed-form';

/** Eq. 4 for one vector of currents or several. Defaults in parentheses. */
export interface RelaxOptions {
  /** `[K]` or `[B][K]`, input currents I. */
  readonly currents: ArrayLike<number> | readonly ArrayLike<number>[];
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  /** τ > 0, in the same unit as `times` and `until` (1). */
  readonly tau?: number;
  /** h(0): one number, `[K]` or `[B][K]` (0). */
  readonly initial?: number | ArrayLike<number> | readonly ArrayLike<number>[];
  readonly method?: RelaxMethod; // ('dopri5')
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

/** `RelaxOptions` with every default in place. */
export interface ResolvedRelaxOptions {
  /** `[B][K]`, copies. */
  readonly currents: readonly Float64Array[];
  /** `[B][K]`, copies. */
  readonly initial: readonly Float64Array[];
  readonly units: number;
  readonly inhibition: number;
  readonly tau: number;
  readonly method: RelaxMethod;
  readonly until: 'steady' | number;
  readonly times: readonly number[];
  readonly rtol: number;
  readonly atol: number;
  readonly maxSteps: number;
  readonly residual: ResidualBounds | undefined;
}

/** All ways to solve eq. 4. */
export const RELAX_METHODS: readonly RelaxMethod[] = [...METHODS, 'events', 'closed-form'];

const KNOWN: readonly string[] = [
  'currents',
  'inhibition',
  'tau',
  'initial',
  'method',
  'until',
  'times',
  'rtol',
  'atol',
  'maxSteps',
  'residual',
];

function isRows(
  values: ArrayLike<number> | readonly ArrayLike<number>[],
): values is readonly ArrayLike<number>[] {
  return values.length > 0 && typeof values[0] !== 'number';
}

function finiteRow(name: string, row: ArrayLike<number>, units: number): Float64Array {
  if (row.length !== units) {
    throw new ShapeError(`${name}: must have [${units}] numbers, one for each current (got [${row.length}])`);
  }
  const copy = Float64Array.from(row);
  const bad = copy.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new ArgumentError(`${name}[${bad}]: must be finite (got ${copy[bad]})`);
  checkSizes(name, copy);
  return copy;
}

function rowsOf(
  name: string,
  values: ArrayLike<number> | readonly ArrayLike<number>[],
  units: number,
): readonly Float64Array[] {
  if (!isRows(values)) return [finiteRow(name, values, units)];
  return values.map((row, index) => finiteRow(`${name}[${index}]`, row, units));
}

function initialRows(
  initial: NonNullable<RelaxOptions['initial']>,
  batch: number,
  units: number,
): readonly Float64Array[] {
  if (typeof initial === 'number') {
    if (!Number.isFinite(initial)) throw new ArgumentError(`initial: must be finite (got ${initial})`);
    checkSizes('initial', [initial]);
    return Array.from({ length: batch }, () => new Float64Array(units).fill(initial));
  }
  const rows = rowsOf('initial', initial, units);
  if (rows.length === 1) return Array.from({ length: batch }, () => rows[0]);
  if (rows.length === batch) return rows;
  throw new ShapeError(`initial: must have 1 or ${batch} rows, as currents have (got ${rows.length})`);
}

function checkTimes(times: readonly number[], until: 'steady' | number): void {
  const end = until === 'steady' ? Infinity : until;
  let previous = 0;
  for (const [i, time] of times.entries()) {
    if (!(time >= previous && time < Infinity)) {
      throw new ArgumentError(`times[${i}]: must be finite and >= ${previous} (got ${time}); sort the times`);
    }
    if (time > end) {
      throw new ArgumentError(
        `times[${i}]: must be <= until = ${end} (got ${time}); raise until or drop the time`,
      );
    }
    previous = time;
  }
}

/**
 * Check the options of `relax` and fill in the defaults.
 * @throws ArgumentError for an unknown option or one out of its range; ShapeError for arrays that do not fit
 */
export function resolveRelaxOptions(options: RelaxOptions): ResolvedRelaxOptions {
  for (const key of Object.keys(options)) {
    if (KNOWN.includes(key)) continue;
    throw new ArgumentError(`${key}: unknown option of relax; known are ${KNOWN.join(', ')}`);
  }
  const { inhibition, tau = 1, method = 'dopri5', until = 'steady', times = [] } = options;
  const { rtol = 1e-6, atol = 1e-9, maxSteps = 100_000, residual } = options;
  if (!(inhibition >= 0 && inhibition < Infinity)) {
    throw new ArgumentError(
      `inhibition: must be finite and >= 0 (got ${inhibition}); 0 lets the units ignore each other`,
    );
  }
  checkInhibition(inhibition);
  if (!(tau > 0 && tau < Infinity)) {
    throw new ArgumentError(`tau: must be finite and > 0 (got ${tau}); it is the unit of time`);
  }
  if (!RELAX_METHODS.includes(method)) {
    throw new ArgumentError(`method: must be one of ${RELAX_METHODS.join(', ')} (got ${method})`);
  }
  if (until !== 'steady' && !(until >= 0 && until < Infinity)) {
    throw new ArgumentError(`until: must be steady or a finite time >= 0 (got ${until})`);
  }
  if (!(Number.isInteger(maxSteps) && maxSteps >= 1)) {
    throw new ArgumentError(`maxSteps: must be an integer >= 1 (got ${maxSteps})`);
  }
  checkTimes(times, until);

  const first = isRows(options.currents) ? options.currents[0] : options.currents;
  const units = first.length;
  if (units === 0) throw new ShapeError('currents: must have at least one number (got [0])');
  const currents = rowsOf('currents', options.currents, units);
  const initial = initialRows(options.initial ?? 0, currents.length, units);
  return {
    currents,
    initial,
    units,
    inhibition,
    tau,
    method,
    until,
    times,
    rtol,
    atol,
    maxSteps,
    residual,
  };
}
