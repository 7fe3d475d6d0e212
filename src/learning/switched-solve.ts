/**
 * Integration of an equation whose right-hand side jumps: from one switch to the next, each located on the dense output
 * of the smooth branch that holds before it (Hairer, Nørsett & Wanner, Solving ODEs I, II.6, "discontinuous equations").
 */
import { createIntegrator } from '../ode/integrator.ts';
import type { Integrator, Method, Retcode, RightHandSide, SolveStats } from '../ode/types.ts';

/** An equation with a branch that holds at present. */
export interface SwitchedField {
  /** `[≥ dimension]` the state; the first `dimension()` components are in use. */
  readonly state: Float64Array;
  readonly dimension: () => number;
  /** The present branch, also beyond its ends. Components from `dimension()` on are 0. */
  readonly rightHandSide: RightHandSide;
  /** How far the state is beyond the end of the present branch; < 0 inside. */
  readonly excess: (y: Float64Array) => number;
  /** Whether to stop after this accepted step and call `settle`, though no switch was met. */
  readonly pause: (y: Float64Array) => boolean;
  /** Makes the one switch that is due (`switched`), or tidies up (`settled`); `tied`: there is no branch to go on with. */
  readonly settle: () => 'switched' | 'settled' | 'tied';
  /** The state has gone from one time to another. */
  readonly passed: (duration: number) => void;
}

/** Tolerances of the integrator. */
export interface SwitchedOptions {
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
  /** Bound on steps, accepted and rejected, and on switches. */
  readonly maxSteps: number;
}

/** How a solve ended. */
interface SwitchedEnding {
  readonly retcode: Retcode;
  readonly message: string;
  /** Where. */
  readonly t: number;
  /** `events` counts the switches. */
  readonly stats: Readonly<SolveStats>;
}

/** Integrates from 0 to `end`. */
export type SwitchedSolver = (end: number) => SwitchedEnding;

/** Integrators are made for numbers of components with this many leading bits, so that few of them serve all. */
const LEADING_BITS = 3;

/** The next number ≥ n that has `LEADING_BITS` leading bits and then zeros. */
function paddedDimension(n: number): number {
  const grain = 2 ** Math.max(0, Math.ceil(Math.log2(n)) - LEADING_BITS);
  return Math.ceil(n / grain) * grain;
}

/** Solver for `field`; integrators are made when they are first needed and kept. */
export function createSwitchedSolver(field: SwitchedField, options: SwitchedOptions): SwitchedSolver {
  const { method, rtol, atol, maxSteps } = options;
  const made = new Map<number, { readonly integrator: Integrator; readonly y: Float64Array }>();
  const events = [
    { value: (_: number, y: Float64Array) => field.excess(y), direction: 1, terminal: true },
  ] as const;
  const sized = (dimension: number): { readonly integrator: Integrator; readonly y: Float64Array } => {
    const known = made.get(dimension);
    if (known !== undefined) return known;
    const stopWhen = (_: number, y: Float64Array): boolean => field.pause(y);
    const integrator = createIntegrator(field.rightHandSide, dimension, {
      ...{ method, rtol, atol, maxSteps },
      ...{ events, stopWhen },
    });
    const fresh = { integrator, y: new Float64Array(dimension) };
    made.set(dimension, fresh);
    return fresh;
  };

  return (end) => {
    const stats: SolveStats = { evaluations: 0, accepted: 0, rejected: 0, events: 0 };
    let t = 0;
    for (;;) {
      for (;;) {
        const step = field.settle();
        if (step === 'settled') break;
        if (step === 'tied') {
          const message = `at t = ${t} two largest currents become equal, and with inhibition 1 eq. 4 then has no isolated steady state; use another inhibition, or the coupling full`;
          return { retcode: 'Unstable', message, t, stats };
        }
        stats.events++;
        if (stats.events > maxSteps) {
          const message = `MaxIters at t = ${t}: more than ${maxSteps} switches of g; shorten the presentation, or raise rtol and atol`;
          return { retcode: 'MaxIters', message, t, stats };
        }
      }
      const n = field.dimension();
      if (n === 0 || t === end) {
        return {
          retcode: 'Success',
          message: `reached t = ${end} over ${stats.events} switches`,
          t: end,
          stats,
        };
      }
      const { integrator, y } = sized(paddedDimension(n));
      y.fill(0);
      for (let i = 0; i < n; i++) y[i] = field.state[i];
      const retcode = integrator.advance(y, t, end);
      for (let i = 0; i < n; i++) field.state[i] = y[i];
      field.passed(integrator.t - t);
      t = integrator.t;
      stats.evaluations += integrator.stats.evaluations;
      stats.accepted += integrator.stats.accepted;
      stats.rejected += integrator.stats.rejected;
      if (retcode !== 'Success' && retcode !== 'Terminated') {
        return { retcode, message: integrator.message(), t, stats };
      }
      if (stats.accepted + stats.rejected > maxSteps) {
        const message = `MaxIters at t = ${t}: more than ${maxSteps} steps; shorten the presentation, or raise rtol and atol`;
        return { retcode: 'MaxIters', message, t, stats };
      }
    }
  };
}
