/** A measure as a report shows it: the numbers that points have of it, and how they are averaged. */
import { formatPercent, formatSignificant } from '../numbers.ts';
import { deviation, mean } from './statistics.ts';
import type { ReportedMeasure, ReportedPoint } from './types.ts';

/** One measure. */
export interface SweepMeasure extends ReportedMeasure {
  /** Of a point; null where it has no finite number. Flags are 0 and 1. */
  readonly of: (point: ReportedPoint) => number | null;
  /** Over three decades and more, all > 0: shown on a logarithmic scale, and averaged by the geometric mean. */
  readonly isLog: boolean;
  /** The mean that fits the scale; NaN of none. */
  readonly mean: (values: readonly number[]) => number;
  /** Standard deviation, beside a geometric mean that of the logarithms; null of fewer than two. */
  readonly deviation: (values: readonly number[]) => number | null;
  readonly format: (value: number) => string;
}

/** A mean with its deviation: `0.47 ± 0.2`, a geometric one `0.47 ×/÷ 1.5`. */
export function meanText(
  { isLog, format }: SweepMeasure,
  { mean: middle, deviation: spread }: { readonly mean: number; readonly deviation: number | null },
): string {
  if (spread === null) return format(middle);
  return isLog
    ? `${format(middle)} ×/÷ ${format(Math.exp(spread))}`
    : `${format(middle)} ± ${format(spread)}`;
}

/** Path of the share of points that did not end well. */
export const NOT_DONE = 'share not done';

const DECADES = 1000;

function geometricMean(values: readonly number[]): number {
  return Math.exp(mean(values.map(Math.log)));
}

function geometricDeviation(values: readonly number[]): number | null {
  return deviation(values.map(Math.log));
}

/** The measure at a path. */
export function sweepMeasure(measure: ReportedMeasure, points: readonly ReportedPoint[]): SweepMeasure {
  const of = ({ measures }: ReportedPoint): number | null => {
    const value = Object.hasOwn(measures, measure.path) ? measures[measure.path] : null;
    const number = typeof value === 'boolean' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  };
  const values = points.map(of).filter((value) => value !== null);
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  const isLog = low > 0 && high >= DECADES * low;
  const averages = isLog ? { mean: geometricMean, deviation: geometricDeviation } : { mean, deviation };
  return { ...measure, of, isLog, ...averages, format: (x) => formatSignificant(x) };
}

/** 1 for a point that did not end well, else 0. */
export function notDoneMeasure(): SweepMeasure {
  return {
    path: NOT_DONE,
    goal: 'minimize',
    of: ({ status }) => (status === 'done' ? 0 : 1),
    isLog: false,
    mean,
    deviation,
    format: (x) => formatPercent(x),
  };
}
