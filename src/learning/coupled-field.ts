/** What the two couplings of eq. 4 and eq. 2, adiabatic and full, have in common. */
import type { Retcode } from '../ode/types.ts';
import type { Participants } from './participants.ts';
import type { SwitchedActivation } from './switched-activation.ts';
import type { SwitchedField } from './switched-solve.ts';

/** What a field is made for. */
export interface CoupledFieldOptions {
  readonly units: number;
  /** w_inh ≥ 0. */
  readonly inhibition: number;
  readonly activation: SwitchedActivation;
  readonly participants: Participants;
}

/** A field over the participants of one presentation. */
export interface CoupledField extends SwitchedField {
  /**
   * Begins a presentation; participants are none yet.
   * @param currents `[K]` I at its start; read only
   * @returns `Success`, or why there is no state to begin with
   */
  readonly begin: (currents: Float64Array) => Retcode;
  /** Brings the lines of all participants to the present state. */
  readonly finish: () => void;
  /** h of unit μ at the present state; null for a unit that cannot become active, whose h ≤ 0 is not followed. */
  readonly activityOf: (mu: number) => number | null;
  /** `[≥ participants.count]` how long each has been held at a jump of g, in units of τ_L. */
  readonly heldFor: Float64Array;
}

/** Amplitudes within which one line is followed: beyond, 1 + (M(ρ) − M(0))/R^p loses digits. */
const SMALLEST_AMPLITUDE = 0.5;
const LARGEST_AMPLITUDE = 2;

/** Whether a line has grown or shrunk so much that it should start anew. */
export function isStretched(amplitude: number): boolean {
  return amplitude < SMALLEST_AMPLITUDE || amplitude > LARGEST_AMPLITUDE;
}

/** How far h is beyond the ends of a branch; < 0 between them. `margin` keeps a unit that just came from being sent back. */
export function beyondBranch(levels: Float64Array, branch: number, h: number, margin: number): number {
  const above = branch < levels.length ? h - levels[branch] - margin : -Infinity;
  const below = branch > 0 ? levels[branch - 1] - margin - h : -Infinity;
  return Math.max(above, below);
}
