/** The scale of a measure: from its values to colours and to an axis. */
import { linearScale, logRange } from '../axis-scale.ts';
import type { AxisScale } from '../axis-scale.ts';
import type { SweepAxis } from './axis.ts';
import type { SweepMeasure } from './measure.ts';

/** Room beyond the outermost values. */
const PAD = 0.04;

/** Of positive numbers, with whole decades or else 1, 2, 5 as ticks. */
function logAxis(low: number, high: number, format: (value: number) => string): AxisScale {
  const pad = (high / low) ** PAD;
  const scale = logRange([low / pad, high * pad]);
  if (scale.ticks.length >= 3) return scale;
  const ticks: { value: number; text: string }[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
    for (const mantissa of [1, 2, 5]) {
      const value = Number(`${mantissa}e${power}`);
      if (value >= low / pad && value <= high * pad) ticks.push({ value, text: format(value) });
    }
  }
  return { ...scale, ticks };
}

/** An axis that holds the numbers; of equal ones, with room on both sides. @param values at least one */
export function measureAxis(
  values: readonly number[],
  { isLog, format }: Pick<SweepMeasure, 'isLog' | 'format'>,
): AxisScale {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (isLog) return logAxis(low, high, format);
  const pad = high > low ? PAD * (high - low) : Math.abs(high) / 2 || 0.5;
  // A quantity that is never negative is not shown as if it could be.
  const from = low >= 0 && low - pad < 0 ? 0 : low - pad;
  return linearScale(from, high + pad, { ticks: 5 });
}

/** Share of the way from the least to the largest value, 0 … 1; 0.5 where they are equal. */
export function colourScale(
  values: readonly number[],
  { isLog }: Pick<SweepMeasure, 'isLog'>,
): { readonly low: number; readonly high: number; readonly at: (value: number) => number } {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const to = isLog ? Math.log : Number;
  const span = to(high) - to(low);
  return { low, high, at: (value) => (span > 0 ? (to(value) - to(low)) / span : 0.5) };
}

/** An axis of a sweep: numbers by their size, words side by side; ticks at the levels where there is room for them. */
export function levelAxis(axis: SweepAxis, mostTicks: number): AxisScale {
  const { levels, isLog, isNumeric, isBinned } = axis;
  if (!isNumeric) {
    const ticks = levels.map(({ text, place }) => ({ value: place, text }));
    return { ...linearScale(-0.5, levels.length - 0.5), ticks };
  }
  const places = levels.map(({ place }) => place);
  const [low, high] = [places[0], places[places.length - 1]];
  const scale = isLog ? logAxis(low, high, String) : linearScale(...padded(low, high), { ticks: mostTicks });
  if (isBinned || levels.length > mostTicks) return scale;
  return { ...scale, ticks: levels.map(({ text, place }) => ({ value: place, text })) };
}

function padded(low: number, high: number): [number, number] {
  const pad = PAD * (high - low);
  return [low - pad, high + pad];
}
