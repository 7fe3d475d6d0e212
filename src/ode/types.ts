/**
 * The nouns of `src/ode`: a right-hand side, a method, options, a solution. Nothing here knows of neurons.
 *
 * Retcodes are those of SciML (SciMLBase.ReturnCode): numerical failure is a value, never an exception.
 */

/**
 * dy/dt = f(t, y), written into its first argument.
 * @param dydt `[dimension]`, overwritten; never aliases `y`
 * @param y `[dimension]`, read only
 * @param t independent variable
 */
export type RightHandSide = (dydt: Float64Array, y: Float64Array, t: number) => void;

/** Own embedded Runge–Kutta methods, and the extrapolation code ODEX behind an adapter. */
export type Method = 'dopri5' | 'tsit5' | 'bs3' | 'odex';

/**
 * How a solve ended. `Success`: reached the end time. `Terminated`: a terminal event or the steady-state test ended
 * it. The rest are failures, with the last accepted state in `y`.
 */
export type Retcode =
  'Success' | 'Terminated' | 'MaxIters' | 'DtLessThanMin' | 'NonFinite' | 'Unstable' | 'Stiff';

/** A scalar event g(t, y) = 0, located on the dense output of accepted steps. */
export interface ScalarEvent {
  readonly value: (t: number, y: Float64Array) => number;
  /** +1: only crossings from below; −1: only from above; 0 (default): both. */
  readonly direction?: -1 | 0 | 1;
  /** End the solve there with retcode `Terminated` (default false). */
  readonly terminal?: boolean;
}

/** One located event. `y` is a copy. */
export interface LocatedEvent {
  readonly index: number;
  readonly t: number;
  readonly y: Float64Array;
}

/** Tolerances, limits and output of a solve. Defaults in parentheses. */
export interface SolveOptions {
  readonly method?: Method; // ('dopri5')
  /** Relative tolerance, > 0 (1e-6). */
  readonly rtol?: number;
  /** Absolute tolerance, ≥ 0 (1e-9), in the units of y. */
  readonly atol?: number;
  /** Bound on accepted + rejected steps (100 000). */
  readonly maxSteps?: number;
  /** Bound on evaluations of f (∞). */
  readonly maxEvaluations?: number;
  /** First step, > 0 (Hairer's starting step). */
  readonly initialStep?: number;
  /** Largest step, > 0 (the whole interval). */
  readonly maxStep?: number;
  readonly events?: readonly ScalarEvent[];
  /**
   * Called after every accepted step with the new state and its derivative (free by FSAL where the method has it);
   * `true` ends the solve there with `Terminated`. For steady-state tests.
   */
  readonly stopWhen?: (t: number, y: Float64Array, dydt: Float64Array) => boolean;
}

/** Counts of work done. `events` is the number of located events. */
export interface SolveStats {
  evaluations: number;
  accepted: number;
  rejected: number;
  events: number;
}

/** Result of a solve. Every array is a copy that later solves do not touch. */
export interface Solution {
  readonly method: Method;
  readonly retcode: Retcode;
  /** retcode is `Success` or `Terminated`. */
  readonly success: boolean;
  /** For failures: t, the step, the error estimate, the worst component and what to do; else one short sentence. */
  readonly message: string;
  /** `Stiff`: stiffness was met on the way (Hairer's test); the solve went on. */
  readonly warnings: readonly string[];
  /** Where the solve ended. */
  readonly t: number;
  /** `[dimension]`, state at `t`. */
  readonly y: Float64Array;
  /** `[dimension]`, dy/dt at `t`. */
  readonly dydt: Float64Array;
  /** States at the requested output times that were reached, in order. */
  readonly saved: readonly Float64Array[];
  readonly events: readonly LocatedEvent[];
  readonly stats: Readonly<SolveStats>;
}
