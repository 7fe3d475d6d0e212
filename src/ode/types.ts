/**
 * The nouns of `src/ode`: a right-hand side, a method, options, a solution. Nothing here knows of neurons.
 *
 * Retcodes are those of SciML (SciMLBase.ReturnCode): numerical failure is a value, never an exception.
 */
import type { Method } from './methods.ts';

/**
 * dy/dt = f(t, y), written into its first argument.
 * @param dydt `[dimension]`, overwritten; never aliases `y`
 * @param y `[dimension]`, read only
 * @param t independent variable
 */
export type RightHandSide = (dydt: Float64Array, y: Float64Array, t: number) => void;

export type { Method };

/**
 * How a solve ended. `Success`: reached the end time. `Terminated`: a terminal event or the steady-state test ended
 * it. The rest are failures, with the last accepted state in `y`.
 */
export type Retcode =
  'Success' | 'Terminated' | 'MaxIters' | 'DtLessThanMin' | 'NonFinite' | 'Unstable' | 'Stiff';

/** A scalar event g(t, y) = 0, located on the dense output of accepted steps. */
export interface ScalarEvent {
  /** The function whose zero is the event. */
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
  /**
   * Relative tolerance, ≥ 2.2e-15 (1e-6). A step is accepted if the root mean square over the components of
   * error_i / (atol + rtol · max(|y_i| before, |y_i| after)) is at most 1.
   */
  readonly rtol?: number;
  /** Absolute tolerance, ≥ 0 (1e-9), in the units of y. */
  readonly atol?: number;
  /** Bound on accepted + rejected steps (100 000). */
  readonly maxSteps?: number;
  /** Bound on evaluations of f (∞). */
  readonly maxEvaluations?: number;
  /** First step, > 0 (Hairer's starting step). */
  readonly initialStep?: number;
  /** Largest step, > 0 (the whole interval); the last one may be 1% longer. */
  readonly maxStep?: number;
  /** Smallest step, ≥ 0 (0); a step below it, or below the rounding of t, ends the solve with `DtLessThanMin`. */
  readonly minStep?: number;
  /** A component with |y_i| beyond this ends the solve with `Unstable` (1e100). */
  readonly bound?: number;
  readonly events?: readonly ScalarEvent[];
  /**
   * Called at the start and after every accepted step with the state and its derivative (free by FSAL where the
   * method has it); `true` ends the solve there with `Terminated`. For steady-state tests. Both arrays are
   * workspaces: read only, and copy what is to be kept.
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

/**
 * A right-hand side, a method and its options bound to a workspace: make once, use for many solves.
 * Not re-entrant: the right-hand side must not call its own integrator.
 */
export interface Integrator {
  readonly method: Method;
  readonly dimension: number;
  /**
   * Integrates from `y0` over [t0, t1].
   * @param y0 `[dimension]`, finite, left untouched
   * @param span `[t0, t1]`; t1 < t0 integrates backwards; t1 = ±∞ needs `stopWhen` or a terminal event
   * @param times output times in [t0, t1], in the direction of integration; filled from dense output, so that they
   * do not change the steps (but those of `odex`)
   * @throws ShapeError if `y0` has another length; ArgumentError for anything else out of range
   */
  solve: (y0: ArrayLike<number>, span: readonly [number, number], times?: readonly number[]) => Solution;
  /**
   * Integrates in place, for loops that make many solves: the steps of `solve`, bit for bit, but nothing is
   * allocated by the own methods (`odex` allocates as it will).
   * @param y `[dimension]`, overwritten by the state at `t`
   * @returns how it ended; on failure `y` is the last accepted state, and `message()` says what happened
   * @throws ShapeError, ArgumentError as `solve`
   */
  advance: (y: Float64Array, t0: number, t1: number) => Retcode;
  /** Work done by the last call. The same object for the life of the integrator. */
  readonly stats: Readonly<SolveStats>;
  /** Where the last call ended. */
  readonly t: number;
  /** `[dimension]`, dy/dt at `t`: a view that the next call overwrites. */
  readonly dydt: Float64Array;
  /** What the last call has to say (as `Solution.message`), put together on demand. */
  readonly message: () => string;
  /** `Solution.warnings` of the last call. */
  readonly warnings: () => readonly string[];
}
