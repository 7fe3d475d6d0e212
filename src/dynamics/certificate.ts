/**
 * A proof, from one state on the way, of the steady state that eq. 4 ends in: a reason to stop integrating that does
 * not wait for the slow tail, and that a saddle cannot fool.
 *
 * Take the units with h > 0 now and the fixed point that has exactly these active, and ask first that its signs agree.
 * - w < 1: eq. 4 has one fixed point and every solution ends there, so that signs which agree prove the end, even if
 *   units still cross 0 and come back on the way.
 * - w ≥ 1: there may be several ends. The state is continued exactly (`general-flow.ts`): if no unit ever crosses 0
 *   again, the active set is final and the solution ends in its fixed point. Near the unstable state of two winners at
 *   w > 1, deviations grow until one of them crosses 0, so nothing is proved there; unless the units are exactly
 *   equal, and then the state that they stay in is said to be unstable.
 */
import { createFixedPointSolver } from './fixed-point.ts';
import type { Stability } from './fixed-point.ts';
import { createGeneralFlow } from './general-flow.ts';

/** A test of states against one number of units and one inhibition, with its workspace. */
export interface Certificate {
  /**
   * Whether the solution of eq. 4 from `activity` provably ends with the units active that are active now.
   * @param currents `[K]`
   * @param activity `[K]` h
   */
  readonly test: (currents: Float64Array, activity: Float64Array) => boolean;
  /** `[K]` 1 where active, of the last test: a view. */
  readonly active: Uint8Array;
  /** Stability of the steady state of the last test that succeeded. */
  readonly stability: () => Stability;
  /** Write the steady state of the last test that succeeded into `out` `[K]`. */
  readonly write: (out: Float64Array) => void;
}

/**
 * Certificate for `units` units.
 * @remarks O(K) per test, and most states fail it early; no allocation.
 */
export function createCertificate(units: number, inhibition: number): Certificate {
  const active = new Uint8Array(units);
  const fixedPoint = createFixedPointSolver(inhibition);
  const flow = createGeneralFlow(units, inhibition);

  /** Mark the units with h > 0; false if a unit at h = 0 is on its way up. */
  function markActive(currents: Float64Array, activity: Float64Array): boolean {
    let sum = 0;
    for (let mu = 0; mu < units; mu++) {
      active[mu] = activity[mu] > 0 ? 1 : 0;
      sum += activity[mu] > 0 ? activity[mu] : 0;
    }
    for (let mu = 0; mu < units; mu++) {
      if (activity[mu] === 0 && currents[mu] > inhibition * sum) return false;
    }
    return true;
  }

  return {
    active,
    stability: fixedPoint.stability,
    write: fixedPoint.write,
    test: (currents, activity) => {
      if (!markActive(currents, activity) || !fixedPoint.solve(currents, activity, active)) return false;
      if (inhibition < 1) return true;
      flow.start(currents, activity);
      return flow.next() === Infinity;
    },
  };
}
