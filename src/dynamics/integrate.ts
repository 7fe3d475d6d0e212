/** Eq. 4 by the integrators of `src/ode`, to a given time or until the steady state is proved. */
import { createIntegrator } from '../ode/integrator.ts';
import { residualSteadyState } from '../ode/steady-state.ts';
import type { Method, Retcode, SolveOptions, SolveStats } from '../ode/types.ts';
import { createCertificate } from './certificate.ts';
import { createClosedForm } from './closed-form.ts';
import type { Stability } from './fixed-point.ts';
import { hiddenDynamics } from './hidden-dynamics.ts';

/** Bounds on what still moves: every |τ dh/dt| ≤ max(atol, rtol |h|). */
export interface ResidualBounds {
  /** ≥ 0. */
  readonly rtol: number;
  /** ≥ 0, in the units of h. */
  readonly atol: number;
}

/** What an integrating solver is made for. Defaults in parentheses. */
export interface RelaxationIntegratorOptions {
  /** K ≥ 1, number of hidden units. */
  readonly units: number;
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  /** τ > 0 (1). */
  readonly tau?: number;
  readonly method?: Method; // ('dopri5')
  /** Relative tolerance (1e-6). */
  readonly rtol?: number;
  /** Absolute tolerance, in the units of h (1e-9). */
  readonly atol?: number;
  /** Bound on steps (100 000). */
  readonly maxSteps?: number;
  /** Stop at a steady state only when h itself has come this close to it, too (stop once it is proved). */
  readonly residual?: ResidualBounds;
}

/** What one solve starts from and is asked for; times in the unit that τ is given in. */
export interface RelaxationRequest {
  /** `[K]` h(0). */
  readonly initial: Float64Array;
  /** Output times, ascending, ≥ 0. */
  readonly times: readonly number[];
  /** End time ≥ the last output time, or the steady state. */
  readonly until: number | 'steady';
}

/** A numerical solution of eq. 4. All arrays are copies. */
export interface RelaxationSolution {
  readonly retcode: Retcode;
  readonly message: string;
  readonly warnings: readonly string[];
  /** End time; for `'steady'` when the end was proved. */
  readonly time: number;
  /** `[K]` h at `time`. */
  readonly activity: Float64Array;
  /** h at the output times that were reached. */
  readonly activities: readonly Float64Array[];
  /** The steady state that h provably goes to from `time` on; null if that is not certain yet. */
  readonly limit: { readonly activity: Float64Array; readonly stability: Stability } | null;
  readonly stats: Readonly<SolveStats>;
}

/**
 * Solver of eq. 4 by integration. Until the steady state, it stops as soon as the certificate proves where the solution
 * ends, which is before the slow tail of the approach; with `residual`, when the residual is small as well. (A small
 * residual alone proves nothing: it is small, too, near the unstable state of two winners at w > 1.)
 *
 * Exactly equal units (currents and activities) get bit-equal derivatives, hence stay equal: at w > 1 such a tie does
 * not decay by rounding, and the certificate reports it as unstable.
 * @returns a closure from currents `[K]` and a request to the solution; its workspaces are kept from call to call
 * @throws ArgumentError for tolerances or limits out of their ranges, when made; and when called, for residual bounds
 * that the tolerances cannot support
 */
export function createRelaxationIntegrator({
  units,
  inhibition,
  tau = 1,
  method = 'dopri5',
  rtol = 1e-6,
  atol = 1e-9,
  maxSteps = 100_000,
  residual,
}: RelaxationIntegratorOptions): (currents: Float64Array, request: RelaxationRequest) => RelaxationSolution {
  const input = new Float64Array(units);
  const certificate = createCertificate(units, inhibition);
  const closedForm = createClosedForm({ units, inhibition });
  let earliestStop = Infinity;
  let hasArrived: SolveOptions['stopWhen'];
  const integrator = createIntegrator(hiddenDynamics(input, { inhibition, tau }), units, {
    method,
    rtol,
    atol,
    maxSteps,
    stopWhen: (t, h, dhdt) =>
      t >= earliestStop && (hasArrived?.(t, h, dhdt) ?? true) && certificate.test(input, h),
  });

  function residualTest(bounds: ResidualBounds): SolveOptions['stopWhen'] {
    // The fastest mode at the steady state relaxes at λ = 1 + w(n−1).
    const active = closedForm(input).count;
    const stiffness = 1 + inhibition * Math.max(active - 1, 0);
    return residualSteadyState({ ...bounds, timeScale: tau, stepRtol: rtol, stepAtol: atol, stiffness });
  }

  /** Steps that are far too long for what is solved look like stability, not like accuracy. */
  function advice(retcode: Retcode, current: Float64Array): string[] {
    const largest = current.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (retcode !== 'MaxIters' || !(largest > 0 && largest < atol)) return [];
    return [`the largest current, ${largest}, is below the absolute tolerance ${atol}; lower atol`];
  }

  return (currents, { initial, times, until }) => {
    input.set(currents);
    earliestStop = until === 'steady' ? (times.at(-1) ?? 0) : Infinity;
    if (residual !== undefined && until === 'steady') hasArrived = residualTest(residual);
    const end = until === 'steady' ? Infinity : until;
    const { retcode, message, warnings, t, y, saved, stats } = integrator.solve(initial, [0, end], times);
    let limit: RelaxationSolution['limit'] = null;
    if (retcode === 'Terminated' || (retcode === 'Success' && certificate.test(input, y))) {
      const steady = new Float64Array(units);
      certificate.write(steady);
      limit = { activity: steady, stability: certificate.stability() };
    }
    return {
      retcode,
      message,
      warnings: [...warnings, ...advice(retcode, input)],
      time: t,
      activity: y,
      activities: saved,
      limit,
      stats,
    };
  };
}
