/** The energy that eq. 4 of Krotov & Hopfield goes down on (a Cohen–Grossberg–Hopfield function of the rates). */

/**
 * E = −Σ_μ I_μ r_μ + ½ w Σ_{μ≠ν} r_μ r_ν + ½ Σ_μ r_μ², with r = max(h, 0). Never increases along eq. 4.
 * @param activity `[K]` activities h
 * @param currents `[K]` input currents I
 * @param inhibition w_inh ≥ 0
 * @returns E, in the units of I²
 * @remarks O(K). Flat in the inactive units, so a small change of E does not mean that h is steady.
 */
export function energy(activity: ArrayLike<number>, currents: ArrayLike<number>, inhibition: number): number {
  let sum = 0;
  for (let mu = 0; mu < activity.length; mu++) sum += Math.max(activity[mu], 0);
  let total = 0;
  for (let mu = 0; mu < activity.length; mu++) {
    const rate = activity[mu];
    if (rate > 0) total += rate * (0.5 * (inhibition * (sum - rate) + rate) - currents[mu]);
  }
  return total;
}
