/** Numbers that eq. 4 is solved for. Beyond them activities, their products and energies leave the range of float64. */
import { ArgumentError } from '../errors.ts';

/** Largest w_inh: above it, the time in which inhibition acts is lost in the rounding of τ. */
const LARGEST_INHIBITION = 1e12;
/** Largest |I| and |h(0)|: the bound of the integrators. */
const LARGEST_CURRENT = 1e100;

/** @throws ArgumentError where w_inh is beyond 10¹² */
export function checkInhibition(inhibition: number): void {
  if (inhibition <= LARGEST_INHIBITION) return;
  throw new ArgumentError(
    `inhibition: must be <= ${LARGEST_INHIBITION} (got ${inhibition}); above 1 the winner takes all anyway`,
  );
}

/** @throws ArgumentError where one of `values` is beyond 10¹⁰⁰ in size */
export function checkSizes(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) <= LARGEST_CURRENT) continue;
    throw new ArgumentError(
      `${name}[${i}]: must be at most ${LARGEST_CURRENT} in size (got ${values[i]}); scale currents and activities down together`,
    );
  }
}

/**
 * A power of two that brings the largest of |values| into [1, 2); 1 where all are 0. Eq. 4 and its solutions may be multiplied
 * by it without rounding.
 */
export function unitScale(...values: readonly ArrayLike<number>[]): number {
  let largest = 0;
  for (const some of values) {
    for (let i = 0; i < some.length; i++) largest = Math.max(largest, Math.abs(some[i]));
  }
  if (!(largest > 0 && largest < Infinity)) return 1;
  return 2 ** Math.min(-Math.floor(Math.log2(largest)), 1000);
}
