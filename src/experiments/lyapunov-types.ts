/** What the verification of the Lyapunov function is asked for and reports; the JSON of the command line. */
import type { PlasticityField } from '../learning/plasticity-field.ts';
import type { Claim } from '../learning/lyapunov-claims.ts';
import type { Method } from '../ode/types.ts';

/** Weights and an input that eq. 2 starts from. */
export interface LyapunovPresentation {
  /** `[K × N]`. */
  readonly weights: Float64Array;
  /** `[N]`. */
  readonly input: Float64Array;
}

/** A fall of a quantity that should not fall (or a rise of one that should not rise) in one step. */
export interface Fall {
  /** By how much, > 0. */
  readonly amount: number;
  /** Estimated numerical error of the change of the step. */
  readonly error: number;
  /** amount / error. */
  readonly ratio: number;
  /** Index of the presentation, and of the step in it. */
  readonly presentation: number;
  readonly step: number;
}

/** What was measured in the steps of one claim. */
export interface FallCount {
  readonly steps: number;
  /** Steps in which L fell at all, be it by rounding. */
  readonly decreases: number;
  /** Of these, falls beyond the numerical error. */
  readonly violations: number;
  /** The largest in units of its error; null where there was none. */
  readonly largest: Fall | null;
}

/** Numbers compared with an expression, each within its own bound. */
export interface Agreement {
  readonly compared: number;
  /** Where the numerical derivative is too uncertain to say anything: a jump or kink nearby, or a rate of almost 0. */
  readonly skipped: number;
  /** Beyond the bound. */
  readonly disagreements: number;
  /** Largest relative deviation among those compared. */
  readonly largest: number;
}

/** L along one presentation, for a figure. */
export interface LyapunovTrace {
  readonly presentation: number;
  /** t/τ_L at the start and after each step. */
  readonly times: readonly number[];
  /** L − L(0). */
  readonly gains: readonly number[];
  /** dL/dt by eq. 5 at the start of each step. */
  readonly rates: readonly number[];
  /** dL/dt from differences of L along eq. 2. */
  readonly numericRates: readonly number[];
}

/** One claim for one p, inhibition and activation. */
export interface ClaimReport extends FallCount {
  readonly claim: Claim;
  /** It is proved: not for p = 1, and never for `iii`. */
  readonly theorem: boolean;
  /** No violation. */
  readonly monotone: boolean;
  readonly p: number;
  /** null for `i`, which has no eq. 4 in it. */
  readonly inhibition: number | null;
  readonly activation: string;
  readonly presentations: number;
  /** Presentations in which no unit had g ≠ 0, so that there was nothing to check. */
  readonly idle: number;
  /** Presentations that could be followed to a part only: a unit diverged, or g jumped to and fro. */
  readonly unfinished: number;
  /** Presentations with a violation. */
  readonly violated: number;
  readonly eq5: Agreement;
}

/** The norm law of section 2.1 over the steps of claim `ii`, for one p. */
export interface NormReport {
  readonly p: number;
  /** dP/ds against p I (R^p − P). */
  readonly rate: Agreement;
  /** P after a step against R^p M / (R^p + M − M(0)). */
  readonly law: Agreement;
}

/** The energy of eq. 4 along relaxations, for one inhibition. */
export interface EnergyReport extends FallCount {
  readonly inhibition: number;
  readonly relaxations: number;
  /** Relaxations that could be followed to a part only. */
  readonly unfinished: number;
}

/** Everything. */
export interface LyapunovReport {
  /** Nothing that is a theorem failed. */
  readonly holds: boolean;
  /** What failed, one line each. */
  readonly failures: readonly string[];
  /** Steps checked, by claim. */
  readonly steps: Readonly<Record<Claim, number>>;
  readonly claims: readonly ClaimReport[];
  readonly norm: readonly NormReport[];
  readonly energy: readonly EnergyReport[];
}

/** The report, and L(t) of one presentation per claim report: of `iii` the one with the steepest fall. */
export interface LyapunovResult {
  readonly report: LyapunovReport;
  /** As many as `report.claims`; null where no step could be followed. */
  readonly traces: readonly (LyapunovTrace | null)[];
}

/** Geometry and accuracy of one followed presentation. */
export interface FollowOptions {
  readonly p: number;
  readonly radius: number;
  /** ε = T/τ_L. */
  readonly duration: number;
  /** Equal steps per presentation. */
  readonly steps: number;
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
  /** Eq. 2; only tests hand in another. */
  readonly createField: (p: number, radius: number) => PlasticityField;
}
