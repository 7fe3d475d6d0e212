/** The weights of the units that learn along one presentation, for showing how they move; its end is that of `plasticity`. */
import { decide, inputCurrents, present } from './lens.ts';
import type { Specimen } from './lens.ts';

/** One presentation as carried out. */
export interface PresentedUnits {
  readonly units: readonly number[];
  /** `[steps][units × N]` W at equal shares of the presentation, the last at its end. */
  readonly steps: readonly Float64Array[];
}

/** Steps that are shown of at most so many units; the others move at the end. */
const MOST_SHOWN = 12;

/**
 * Presents the input once. A unit that diverges keeps its weights, as in training.
 * @param count steps, ≥ 1
 * @remarks O(count · non-zeros) per shown unit.
 */
export function presentInSteps(specimen: Specimen, count: number): PresentedUnits {
  const { input, settings } = specimen;
  const { units, activation } = decide(inputCurrents(specimen), settings);
  if (units.length === 0) return { units, steps: [] };
  const shown = { units: units.slice(0, MOST_SHOWN), activation };
  const collect = (share: number): Float64Array => {
    const part = { ...settings, presentation: share * settings.presentation };
    const asked = share < 1 ? shown : { units, activation };
    const rows = present({ ...specimen, settings: part }, asked).results;
    const weights = new Float64Array(rows.length * input.length);
    rows.forEach((row, i) => weights.set(row.weights, i * input.length));
    return weights;
  };
  return { units, steps: Array.from({ length: count }, (_, k) => collect((k + 1) / count)) };
}
