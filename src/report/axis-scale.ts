/** From a quantity to a position along an axis, and where its ticks stand. */
import { formatSignificant, powerOfTen } from './numbers.ts';

interface Tick {
  readonly value: number;
  readonly text: string;
}

export interface AxisScale {
  /** Position along the axis, 0 … 1 inside it; NaN for values that the scale cannot show. */
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
  /** The values at its two ends. */
  readonly domain: readonly [low: number, high: number];
  readonly logarithmic: boolean;
}

/** The step 1, 2 or 5 × 10^k nearest above span / count. */
function niceStep(span: number, count: number): number {
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const mantissa = raw / power;
  return power * (mantissa <= 1.0001 ? 1 : mantissa <= 2.0001 ? 2 : mantissa <= 5.0001 ? 5 : 10);
}

export interface LinearOptions {
  readonly ticks?: number;
  readonly format?: (value: number) => string;
  /** Ticks at integers only. */
  readonly integers?: boolean;
}

/** With fewer ticks an axis does not say how long it is. */
const leastTicks = 3;

/** Of a float64; ends that are closer have ticks of equal value. */
const mostDigits = 15;

/** Multiples of `step` from `low` to `high`. */
function multiples(low: number, high: number, step: number): number[] {
  const values: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
    // The product of an integer and a step, less the rounding that would be printed.
    values.push(Number((k * step).toPrecision(12)));
  }
  return values;
}

/** A linear axis from `low` to `high` (> low). */
export function linearScale(low: number, high: number, options: LinearOptions = {}): AxisScale {
  const { ticks: count = 4, format, integers = false } = options;
  const valuesFor = (wanted: number): number[] =>
    multiples(low, high, Math.max(niceStep(high - low, wanted), integers ? 1 : 0));
  const values = valuesFor(count);
  // A step is up to 2.5 times what was asked for, of which one multiple alone may lie between the ends.
  const shown = values.length >= leastTicks ? values : valuesFor(2 * count);
  // A far end and a short step: neighbours differ late.
  const farthest = Math.max(...shown.map(Math.abs));
  const between = shown.length > 1 ? shown[1] - shown[0] : farthest;
  const distinct = farthest > 0 ? 1 + Math.ceil(Math.log10(farthest / between)) : 0;
  const digits = Math.min(Math.max(distinct, 3), mostDigits);
  return {
    at: (value) => (value - low) / (high - low),
    ticks: shown.map((value) => ({ value, text: format?.(value) ?? formatSignificant(value, digits) })),
    domain: [low, high],
    logarithmic: false,
  };
}

/** A linear axis from 0 to the first tick at or above `largest`. */
export function scaleFromZero(largest: number, options: LinearOptions = {}): AxisScale {
  const target = largest > 0 ? largest : 1;
  const least = options.integers === true ? 1 : 0;
  const step = Math.max(niceStep(target, options.ticks ?? 4), least);
  return linearScale(0, step * Math.ceil(target / step - 1e-9), options);
}

/** A logarithmic axis over whole decades that holds all positive `values`; a tick per decade, or every few. */
export function logScale(
  values: readonly number[],
  format: (exponent: number) => string = powerOfTen,
): AxisScale {
  const logs = values.filter((value) => value > 0 && value < Infinity).map(Math.log10);
  const low = logs.length === 0 ? 0 : Math.floor(Math.min(...logs));
  const high = logs.length === 0 ? 1 : Math.max(low + 1, Math.ceil(Math.max(...logs)));
  return logRange([10 ** low, 10 ** high], format);
}

/** A logarithmic axis from `low` to `high` (> low > 0); a tick per decade, or every few. */
export function logRange(
  domain: readonly [low: number, high: number],
  format: (exponent: number) => string = powerOfTen,
): AxisScale {
  const [low, high] = domain.map(Math.log10);
  const every = Math.max(1, Math.ceil((high - low) / 6));
  const ticks: Tick[] = [];
  for (let exponent = Math.ceil(low - 1e-9); exponent <= high + 1e-9; exponent += every) {
    ticks.push({ value: 10 ** exponent, text: format(exponent) });
  }
  return {
    at: (value) => (value > 0 ? (Math.log10(value) - low) / (high - low) : NaN),
    ticks,
    domain,
    logarithmic: true,
  };
}
