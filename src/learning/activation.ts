/**
 * The learning activation g(h) of section 2.2: Hebbian above the threshold h*, anti-Hebbian between 0 and h*.
 *
 * Units with h ≤ 0 do not learn whatever g says ("activities that are below zero do not contribute to training").
 */
import { ArgumentError } from '../errors.ts';

/** h ↦ g(h). */
export type LearningActivation = (h: number) => number;

/** (h, μ) ↦ g, where units may differ in it. */
export type UnitActivation = (h: number, mu: number) => number;

/**
 * The step of Fig. 2: 1 for h > h*, −Δ for 0 < h ≤ h*, 0 otherwise.
 * @param threshold h*, ≥ 0, in the units of the currents
 * @param delta Δ, ≥ 0
 * @throws ArgumentError when one is out of its range
 */
export function stepActivation(threshold: number, delta: number): LearningActivation {
  if (!(threshold >= 0 && threshold < Infinity)) {
    throw new ArgumentError(`threshold: must be >= 0 and finite (got ${threshold}); it is h* of section 2.2`);
  }
  if (!(delta >= 0 && delta < Infinity)) {
    throw new ArgumentError(`delta: must be >= 0 and finite (got ${delta}); the sign is put in by the rule`);
  }
  return (h) => (h > threshold ? 1 : h > 0 ? -delta : 0);
}
