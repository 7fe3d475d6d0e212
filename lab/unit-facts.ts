/** One unit in numbers. */
import { absolutePower } from '../src/kernels/power.ts';
import { formatSignificant } from '../src/report/numbers.ts';
import type { LensView } from './lens.ts';

/** Switching times that are named. */
const MOST = 3;

/** A line about a unit. */
export function unitFacts(
  { currents, relaxed, learners, course }: LensView,
  unit: number,
  { w, p }: { readonly w: Float64Array; readonly p: number },
): string {
  const power = absolutePower(p);
  const norm = w.reduce((sum, value) => sum + power(value), 0);
  const switches = (course?.switches ?? [])
    .filter((one) => one.unit === unit)
    .slice(0, MOST)
    .map(({ time, direction }) => `${direction > 0 ? 'on' : 'off'} at ${formatSignificant(time, 4)} τ`);
  return [
    `unit ${unit}`,
    `I = ${formatSignificant(currents[unit], 4)}`,
    `h(∞) = ${formatSignificant(relaxed.activity[unit], 4)}`,
    `g = ${formatSignificant(learners.activation[unit])}`,
    `Σ|W|ᵖ = ${norm.toPrecision(5)}`,
    ...switches,
  ].join(' · ');
}
