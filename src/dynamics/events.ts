/**
 * Eq. 4 by events: exact from one crossing of h = 0 to the next, so without a step size and without a tolerance.
 * Equal initial activities take the ordered flow, all others the general one.
 */
import type { Retcode } from '../ode/types.ts';
import { sortDescending } from './descending.ts';
import type { ExactFlow, Switch } from './exact-flow.ts';
import { createFixedPointSolver } from './fixed-point.ts';
import type { Stability } from './fixed-point.ts';
import { createGeneralFlow } from './general-flow.ts';
import { unitScale } from './limits.ts';
import { createOrderedFlow } from './ordered-flow.ts';

/** What an event solver is made for. */
export interface EventSolverOptions {
  /** K ≥ 1, number of hidden units. */
  readonly units: number;
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  /** τ > 0 (1). */
  readonly tau?: number;
  /** Bound on the switches of one solve, and on the pauses between them (100 000). */
  readonly maxSwitches?: number;
}

/** What one solve starts from and is asked for; times in the unit that τ is given in. */
export interface EventRequest {
  /** h(0): one number for all units, or `[K]` (0). */
  readonly initial?: number | Float64Array;
  /** Output times, ascending, ≥ 0 (none). */
  readonly times?: readonly number[];
  /** End time ≥ the last output time, or the steady state (`'steady'`). */
  readonly until?: number | 'steady';
}

/** An exact trajectory. All arrays are copies. */
export interface EventSolution {
  /** `Success`, or `MaxIters`: too many switches. */
  readonly retcode: Retcode;
  /** End time; for `'steady'` one after the last switch and the last output time. */
  readonly time: number;
  /** `[K]` h at `time`. */
  readonly activity: Float64Array;
  /** h at the output times that were reached. */
  readonly activities: readonly Float64Array[];
  /** All crossings of h = 0 up to the end, in order. */
  readonly switches: readonly Switch[];
  /** The steady state h(t → ∞) if no unit crosses 0 after `time`; null while one does. */
  readonly limit: { readonly activity: Float64Array; readonly stability: Stability } | null;
}

function allEqual(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

/**
 * Solver of eq. 4 by events.
 * @returns a closure from currents `[K]` and a request to the solution; its workspaces are kept from call to call
 * @remarks O(K log K) and O(1) per switch from equal initial activities, O(√K) per switch from others.
 */
export function createEventSolver({
  units,
  inhibition,
  tau = 1,
  maxSwitches = 100_000,
}: EventSolverOptions): (currents: Float64Array, request?: EventRequest) => EventSolution {
  const order = new Int32Array(units);
  const sorted = new Float64Array(units);
  const ranked = new Float64Array(units);
  const active = new Uint8Array(units);
  const ordered = createOrderedFlow(units, inhibition);
  const general = createGeneralFlow(units, inhibition);
  const fixedPoint = createFixedPointSolver(inhibition);

  /** The flow of currents and initial activities multiplied by `scale`. */
  function startFlow(currents: Float64Array, initial: number | Float64Array, scale: number): ExactFlow {
    const first = typeof initial === 'number' ? initial : initial[0];
    if (typeof initial !== 'number' && !allEqual(initial)) {
      general.start(
        currents.map((current) => scale * current),
        initial.map((h) => scale * h),
      );
      return general;
    }
    for (let mu = 0; mu < units; mu++) order[mu] = mu;
    sortDescending(order, units, currents);
    for (let rank = 0; rank < units; rank++) sorted[rank] = scale * currents[order[rank]];
    ordered.start(sorted, scale * first);
    return ordered;
  }

  function readUnits(flow: ExactFlow, at: number, scale: number): Float64Array {
    const out = new Float64Array(units);
    if (flow === general) {
      flow.read(out, at);
    } else {
      flow.read(ranked, at);
      for (let rank = 0; rank < units; rank++) out[order[rank]] = ranked[rank];
    }
    for (let mu = 0; mu < units; mu++) out[mu] /= scale;
    return out;
  }

  return (currents, { initial = 0, times = [], until = 'steady' } = {}) => {
    // Numbers near 1, in which nothing overflows and no constant is large or small.
    const scale = unitScale(currents, typeof initial === 'number' ? [initial] : initial);
    const flow = startFlow(currents, initial, scale);
    const unitOf = (index: number): number => (flow === general ? index : order[index]);
    const switches: Switch[] = [];
    const activities: Float64Array[] = [];
    let steps = 0;
    const record = (time: number, index: number, direction: 1 | -1): void => {
      switches.push({ time: time * tau, unit: unitOf(index), direction });
    };
    /** Step up to `end` (in units of τ); false when there are too many switches. */
    const advance = (end: number): boolean => {
      while (flow.next() < end) {
        if (steps++ >= maxSwitches) return false;
        flow.step(record);
      }
      return true;
    };

    /** A time in units of τ; one beyond the range of numbers is as far as they go. */
    const inTau = (time: number): number => Math.min(time / tau, Number.MAX_VALUE);

    let within = true;
    let last = 0;
    for (const time of times) {
      within &&= advance(inTau(time));
      if (!within) break;
      last = inTau(time);
      activities.push(readUnits(flow, last, scale));
    }
    within &&= advance(until === 'steady' ? Infinity : inTau(until));
    const end = within && until !== 'steady' ? inTau(until) : Math.max(flow.time(), last);
    const activity = readUnits(flow, end, scale);

    let limit: EventSolution['limit'] = null;
    if (within && flow.next() === Infinity) {
      for (let index = 0; index < units; index++) active[unitOf(index)] = flow.isActive(index) ? 1 : 0;
      const steady = new Float64Array(units);
      fixedPoint.solve(currents, activity, active);
      fixedPoint.write(steady);
      limit = { activity: steady, stability: fixedPoint.stability() };
    }
    const time = within && until !== 'steady' ? until : end * tau;
    return { retcode: within ? 'Success' : 'MaxIters', time, activity, activities, switches, limit };
  };
}
