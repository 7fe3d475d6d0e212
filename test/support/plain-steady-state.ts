/**
 * The steady state of eq. 4 for 0 ≤ w < 1 by its definition: sort the currents, and take a unit while it is above the
 * inhibition by those before it.
 */

/** Units with h > 0, by descending current and then by index, with their h. */
export function plainSteadyState(
  currents: ArrayLike<number>,
  inhibition: number,
): readonly { readonly unit: number; readonly h: number }[] {
  const order = Array.from(currents, (_, mu) => mu).sort((a, b) => currents[b] - currents[a] || a - b);
  const active: number[] = [];
  let firing = 0;
  for (const mu of order) {
    if (!(currents[mu] > inhibition * firing)) break;
    active.push(mu);
    const sum = active.reduce((total, nu) => total + currents[nu], 0);
    firing = sum / (1 + inhibition * (active.length - 1));
  }
  return active.map((unit) => ({ unit, h: (currents[unit] - inhibition * firing) / (1 - inhibition) }));
}
