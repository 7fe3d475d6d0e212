/** What the two kinds of integrator, Runge–Kutta pairs and extrapolation, are to the shell around them. */
import type { Ending } from './ending.ts';
import type { ResolvedOptions } from './options.ts';
import type { StepObserver } from './step-observer.ts';
import type { Retcode, RightHandSide, SolveStats } from './types.ts';

export interface SteppingCore {
  /** Integrates from `y0` (copied) over [t0, t1]; counts in `stats`, reports to the observer. */
  readonly run: (y0: Float64Array, t0: number, t1: number) => Retcode;
  /** Where the last run ended. */
  readonly time: () => number;
  /** `[dimension]`, state there: a view. */
  readonly state: () => Float64Array;
  /** `[dimension]`, dy/dt there: a view. */
  readonly slope: () => Float64Array;
  readonly ending: () => Ending;
  /** t at which stiffness was met, or NaN. */
  readonly stiffAt: () => number;
}

/** A problem with all that its core needs. */
export interface Problem {
  readonly rhs: RightHandSide;
  readonly dimension: number;
  readonly options: ResolvedOptions;
  readonly observer: StepObserver;
  readonly stats: SolveStats;
}
