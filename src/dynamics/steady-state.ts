/**
 * The steady state of eq. 4 from h(0) = 0, found in one of three ways, in the form that training calls for every
 * example: active units only, workspaces made once.
 */
import { ArgumentError } from '../errors.ts';
import type { Selection } from '../kernels/selection.ts';
import { createIntegrator } from '../ode/integrator.ts';
import type { Method } from '../ode/types.ts';
import { createActiveSet, fillActivities } from './active-set.ts';
import type { ActiveSet, SteadyStateSolver } from './active-set.ts';
import { createCertificate } from './certificate.ts';
import { createClosedForm } from './closed-form.ts';
import { sortDescending } from './descending.ts';
import { hiddenDynamics } from './hidden-dynamics.ts';
import { checkInhibition, unitScale } from './limits.ts';
import { createOrderedFlow } from './ordered-flow.ts';

/** How a steady state is found. */
export type SteadyStateMethod = 'closed-form' | 'events' | 'integrate';

/** What a steady-state solver is made for. Defaults in parentheses. */
export interface SteadyStateOptions {
  /** K ≥ 1, number of hidden units. */
  readonly units: number;
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  readonly by?: SteadyStateMethod; // ('closed-form')
  /** For `closed-form`: searches among the currents (plain loops). */
  readonly selection?: Selection;
  /** For `integrate` (dopri5). */
  readonly method?: Method;
  /** For `integrate`: relative tolerance (1e-6). */
  readonly rtol?: number;
  /** For `integrate`: absolute tolerance, in the units of h (1e-9). */
  readonly atol?: number;
  /** For `integrate`, bound on steps; for `events`, on switches (100 000). */
  readonly maxSteps?: number;
}

/** Fill the set with the units marked active, in the order and with the activities of the closed form. */
function fillFrom(set: ActiveSet, currents: Float64Array, inhibition: number): void {
  sortDescending(set.units, set.count, currents);
  fillActivities(set, currents, inhibition);
  // A unit that was active on the way may end at 0.
  while (set.count > 0 && !(set.activity[set.count - 1] > 0)) set.count--;
}

function createByEvents({ units, inhibition, maxSteps = 100_000 }: SteadyStateOptions): SteadyStateSolver {
  const set = createActiveSet(units);
  const sorted = new Float64Array(units);
  const flow = createOrderedFlow(units, inhibition);
  return (currents) => {
    sorted.set(currents);
    // A native sort of numbers; NaN goes to the end, which is the start once reversed.
    sorted.sort().reverse();
    set.count = 0;
    set.tied = false;
    set.retcode = 'NonFinite';
    if (!(sorted[0] < Infinity)) return set;
    const scale = unitScale(sorted);
    for (let rank = 0; rank < units; rank++) sorted[rank] *= scale;
    flow.start(sorted, 0);
    for (let steps = 0; flow.next() < Infinity; steps++) {
      set.retcode = 'MaxIters';
      if (steps >= maxSteps) return set;
      flow.step();
    }
    // Ranks are active from the top; equal currents are active together.
    const count = flow.activeCount();
    const least = count > 0 ? sorted[count - 1] : Infinity;
    for (let mu = 0; mu < units; mu++) if (scale * currents[mu] >= least) set.units[set.count++] = mu;
    fillFrom(set, currents, inhibition);
    return set;
  };
}

function createByIntegration({
  units,
  inhibition,
  method = 'dopri5',
  rtol = 1e-6,
  atol = 1e-9,
  maxSteps = 100_000,
}: SteadyStateOptions): SteadyStateSolver {
  const set = createActiveSet(units);
  const input = new Float64Array(units);
  const h = new Float64Array(units);
  const certificate = createCertificate(units, inhibition);
  const integrator = createIntegrator(hiddenDynamics(input, { inhibition }), units, {
    method,
    rtol,
    atol,
    maxSteps,
    stopWhen: (_, state) => certificate.test(input, state),
  });
  return (currents) => {
    input.set(currents);
    h.fill(0);
    set.count = 0;
    set.tied = false;
    set.retcode = integrator.advance(h, 0, Infinity);
    if (set.retcode !== 'Terminated') return set;
    for (let mu = 0; mu < units; mu++) if (certificate.active[mu] === 1) set.units[set.count++] = mu;
    fillFrom(set, currents, inhibition);
    return set;
  };
}

/**
 * Solver for the steady state of eq. 4 from h(0) = 0.
 * @returns a closure from currents `[K]` to the active set, whose buffers it reuses; no array is allocated per call
 * @throws ArgumentError for an option out of its range
 * @remarks All three ways return the same units, and activities that differ by rounding only, because a trajectory
 * decides which units are active and the fixed point follows from that. Per call: `closed-form` about one scan of the
 * currents, `events` a sort and one equation per switch, `integrate` some hundred evaluations of eq. 4.
 */
export function createSteadyState(options: SteadyStateOptions): SteadyStateSolver {
  const { units, inhibition, by = 'closed-form' } = options;
  if (!(Number.isInteger(units) && units >= 1)) {
    throw new ArgumentError(`units: must be an integer >= 1 (got ${units})`);
  }
  if (!(inhibition >= 0 && inhibition < Infinity)) {
    throw new ArgumentError(`inhibition: must be finite and >= 0 (got ${inhibition})`);
  }
  checkInhibition(inhibition);
  switch (by) {
    case 'closed-form':
      return createClosedForm(options);
    case 'events':
      return createByEvents(options);
    case 'integrate':
      return createByIntegration(options);
    default:
      throw new ArgumentError(`by: must be closed-form, events or integrate (got ${String(by)})`);
  }
}
