/** Right-hand side of eq. 4 of Krotov & Hopfield: hidden units driven by currents, inhibited by each other. */
import type { RightHandSide } from '../ode/types.ts';

/** Parameters of eq. 4. */
export interface HiddenDynamicsOptions {
  /** w_inh ≥ 0, strength of the global inhibition. */
  readonly inhibition: number;
  /** τ > 0, time constant of the hidden units (1). */
  readonly tau?: number;
}

/** r(h) = max(h, 0); 0 where h is not a number, so that one such unit does not spoil the others. */
function rectified(h: number): number {
  return h > 0 ? h : 0;
}

/**
 * τ dh_μ/dt = I_μ − w Σ_{ν≠μ} r(h_ν) − h_μ with r(h) = max(h, 0) (eq. 4).
 * @param currents `[K]` input currents I; read at every evaluation, so refilling the array changes the input
 * @returns the right-hand side for `src/ode`. Units with equal currents and activities get bit-equal derivatives.
 * @remarks O(K): the sum of all rates is formed once and each unit's own rate taken off.
 */
export function hiddenDynamics(
  currents: Float64Array,
  { inhibition, tau = 1 }: HiddenDynamicsOptions,
): RightHandSide {
  const units = currents.length;
  const rate = 1 / tau;
  return (dhdt, h) => {
    let sum = 0;
    for (let mu = 0; mu < units; mu++) sum += rectified(h[mu]);
    for (let mu = 0; mu < units; mu++) {
      dhdt[mu] = (currents[mu] - inhibition * (sum - rectified(h[mu])) - h[mu]) * rate;
    }
  };
}
