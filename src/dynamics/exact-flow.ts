/** What the two exact solvers of eq. 4 have in common: they go from switch to switch. */

/** A unit crosses h = 0. */
export interface Switch {
  /** When. */
  readonly time: number;
  /** Which unit. */
  readonly unit: number;
  /** +1: becomes active; −1: becomes inactive. */
  readonly direction: 1 | -1;
}

/** The exact solution of eq. 4 between two switches; time in units of τ. */
export interface ExactFlow {
  /** Start of the present segment: 0, a switch, or where the solver paused. */
  readonly time: () => number;
  /** Time of the next switch, or an earlier one at which the solver pauses; Infinity if no unit ever crosses 0 again. */
  readonly next: () => number;
  /** Whether a unit is active in the present segment. */
  readonly isActive: (unit: number) => boolean;
  /**
   * Go to `next()` and let every unit that is at 0 there take its new side; where the solver only pauses, none is.
   * @param record told of each unit that changes side
   */
  readonly step: (record?: (time: number, unit: number, direction: 1 | -1) => void) => void;
  /**
   * Activities at a time from `time()` to `next()`.
   * @param out `[K]`, overwritten
   */
  readonly read: (out: Float64Array, time: number) => void;
}
