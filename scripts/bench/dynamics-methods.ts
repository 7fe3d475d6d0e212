/** The ways to solve eq. 4 that are compared: ours, and the npm packages that have integrators. */
import { Dopri } from 'dopri';
import { Solver } from 'odex';
import { createEventSolver } from '../../src/dynamics/events.ts';
import { hiddenDynamics } from '../../src/dynamics/hidden-dynamics.ts';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import type { SteadyStateOptions } from '../../src/dynamics/steady-state.ts';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { PAIRS } from '../../src/ode/methods.ts';
import type { Method } from '../../src/ode/methods.ts';

/** Eq. 4 from h(0) = 0, τ = 1. */
export interface Network {
  /** `[K]`. */
  readonly currents: Float64Array;
  readonly inhibition: number;
}

/** How exactly an integrator is to work. */
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}

/** End of the solves that have an end, in units of τ. */
export const END = 20;

/** Our integrators. */
export const OWN_METHODS: readonly Method[] = PAIRS;

const MAX_STEPS = 1_000_000;

/** Rates r(h) at the steady state `[K]`, as training finds them: on workspaces that are kept. */
export function steadySolve(
  { currents, inhibition }: Network,
  way: Pick<SteadyStateOptions, 'by' | 'method' | 'rtol' | 'atol'>,
): { readonly call: () => void; readonly rates: () => Float64Array } {
  const solver = createSteadyState({ units: currents.length, inhibition, maxSteps: MAX_STEPS, ...way });
  return {
    call: () => void solver(currents),
    rates: () => {
      const set = solver(currents);
      if (set.retcode !== 'Success' && set.retcode !== 'Terminated') throw new Error(set.retcode);
      const rates = new Float64Array(currents.length);
      for (let i = 0; i < set.count; i++) rates[set.units[i]] = set.activity[i];
      return rates;
    },
  };
}

/** A solve to t = END; returns h there. */
export type EndSolve = () => ArrayLike<number>;

/** By events: exact at any time. */
export function eventsToEnd({ currents, inhibition }: Network): EndSolve {
  const solve = createEventSolver({ units: currents.length, inhibition });
  return () => solve(currents, { until: END }).activity;
}

/** By one of our integrators, warm. */
export function ownToEnd(network: Network, method: Method, tolerance: Tolerance): EndSolve {
  const { currents, inhibition } = network;
  const h = new Float64Array(currents.length);
  const integrator = createIntegrator(hiddenDynamics(currents, { inhibition }), currents.length, {
    method,
    ...tolerance,
    maxSteps: MAX_STEPS,
  });
  return () => {
    h.fill(0);
    const retcode = integrator.advance(h, 0, END);
    if (retcode !== 'Success') throw new Error(integrator.message());
    return h;
  };
}

/** Eq. 4 on plain arrays, as the npm packages hand them over. */
function plainSlope({ currents, inhibition }: Network, h: readonly number[], out: number[]): void {
  let sum = 0;
  for (let mu = 0; mu < h.length; mu++) sum += h[mu] > 0 ? h[mu] : 0;
  for (let mu = 0; mu < h.length; mu++) {
    const own = h[mu] > 0 ? h[mu] : 0;
    out[mu] = currents[mu] - inhibition * (sum - own) - h[mu];
  }
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

/** By `odex` as its users call it, without our adapter. */
export function odexToEnd(network: Network, { rtol, atol }: Tolerance): EndSolve {
  const units = network.currents.length;
  const slope = zeros(units);
  return () => {
    const solver = new Solver(units);
    solver.relativeTolerance = rtol;
    solver.absoluteTolerance = atol;
    solver.maxSteps = MAX_STEPS;
    const { y, outcome } = solver.solve(
      (_, h) => {
        plainSlope(network, h, slope);
        return slope;
      },
      0,
      zeros(units),
      END,
      () => undefined,
    );
    if (outcome !== 0) throw new Error(`odex: outcome ${outcome}`);
    return y;
  };
}

/** By `dopri` as its users call it. */
export function dopriToEnd(network: Network, { rtol, atol }: Tolerance): EndSolve {
  const units = network.currents.length;
  return () => {
    const solver = new Dopri(
      (_, h, slope) => {
        plainSlope(network, h, slope);
      },
      units,
      { rtol, atol, maxSteps: MAX_STEPS },
    );
    solver.initialise(0, zeros(units));
    return solver.run(END)([END])[0];
  };
}

/** Exact solutions by a method that shares nothing with events and closed form: Dormand–Prince, very tight. */
export function referenceSolution({ currents, inhibition }: Network): {
  readonly end: Float64Array;
  readonly rates: Float64Array;
} {
  // The slowest mode decays as e^{−|1 − w| t}: far below rounding by then, for every w that is measured.
  const longAfter = 50 / Math.min(1, Math.abs(1 - inhibition));
  const integrator = createIntegrator(hiddenDynamics(currents, { inhibition }), currents.length, {
    rtol: 1e-13,
    atol: 1e-15,
    maxSteps: 10 * MAX_STEPS,
  });
  const { y, saved, success, message } = integrator.solve(
    new Float64Array(currents.length),
    [0, longAfter],
    [END],
  );
  if (!success) throw new Error(message);
  return { end: saved[0], rates: y.map((h) => Math.max(h, 0)) };
}

/** Largest |a − b| relative to the largest |b|. */
export function relativeDistance(a: ArrayLike<number>, b: Float64Array): number {
  let distance = 0;
  let size = 0;
  for (let i = 0; i < b.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= distance)) distance = difference;
    size = Math.max(size, Math.abs(b[i]));
  }
  return distance / size;
}
