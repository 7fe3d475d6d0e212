/** An option that varies, as a report shows it: its name, its levels, and where a value stands. */
import { formatSignificant } from '../numbers.ts';
import { ascending, mean } from './statistics.ts';
import type { AxisValue, ReportedPoint } from './types.ts';

/** The paper's symbols of options. */
const SYMBOLS: Readonly<Record<string, string>> = {
  inhibition: 'w',
  threshold: 'h*',
  delta: 'Δ',
  presentation: 'ε',
  duration: 'ε',
  hidden: 'K',
  radius: 'R',
  rank: 'k',
  tau: 'τ',
  timescale: 'τ/τL',
  power: 'n',
  lossExponent: 'm',
  activityScale: 'β',
};

/** One value of an axis, or an interval of them. */
interface Level {
  readonly text: string;
  /** Place along an axis: the value, the middle of the interval, or the number of the level. */
  readonly place: number;
}

/** One axis. */
export interface SweepAxis {
  readonly key: string;
  /** With the paper's symbol. */
  readonly label: string;
  readonly levels: readonly Level[];
  /** Number of the level of a value. */
  readonly levelOf: (value: AxisValue | undefined) => number;
  /** Its place along an axis: a number is its own. */
  readonly placeOf: (value: AxisValue | undefined) => number;
  readonly isNumeric: boolean;
  /** Its values are spaced by ratios. */
  readonly isLog: boolean;
  /** Levels are intervals, because there are too many values. */
  readonly isBinned: boolean;
}

/** More values than this are taken together in intervals. */
const MOST_LEVELS = 16;
const BINS = 10;

/** Coefficient of variation of the distances between neighbours. */
function unevenness(sorted: readonly number[]): number {
  const gaps = sorted.slice(1).map((value, i) => value - sorted[i]);
  const middle = mean(gaps);
  return Math.sqrt(mean(gaps.map((gap) => (gap - middle) ** 2))) / middle;
}

/**
 * Whether numbers are spaced by ratios rather than by differences: at least three, positive, over a factor of four, and
 * their logarithms lie more evenly than they do.
 * @param sorted ascending, distinct
 */
export function isGeometric(sorted: readonly number[]): boolean {
  const [least] = sorted;
  if (sorted.length < 3 || least <= 0 || sorted[sorted.length - 1] < 4 * least) return false;
  return unevenness(sorted.map(Math.log)) < unevenness(sorted);
}

function textOf(value: AxisValue): string {
  if (typeof value === 'number') return formatSignificant(value, 6);
  return typeof value === 'object' ? value.map(textOf).join(', ') : String(value);
}

/** With as few digits as tell them apart, three at least. */
function numberTexts(values: readonly number[]): readonly string[] {
  for (let digits = 3; digits < 15; digits++) {
    const texts = values.map((value) => formatSignificant(value, digits));
    if (new Set(texts).size === values.length) return texts;
  }
  return values.map(String);
}

/** Of numbers; without a level for what is no number. */
function numericAxis(values: readonly number[], hint: boolean): Omit<SweepAxis, 'key' | 'label'> {
  const isLog = values[0] > 0 && (hint || isGeometric(values));
  const placeOf = (value: AxisValue | undefined): number => (typeof value === 'number' ? value : NaN);
  if (values.length <= MOST_LEVELS) {
    const index = new Map(values.map((value, i) => [value, i]));
    const texts = numberTexts(values);
    const levels = values.map((value, i) => ({ text: texts[i], place: value }));
    const levelOf = (value: AxisValue | undefined): number => index.get(placeOf(value)) ?? -1;
    return { levels, levelOf, placeOf, isNumeric: true, isLog, isBinned: false };
  }
  const [to, from] = isLog ? [Math.log, Math.exp] : [Number, Number];
  const low = to(values[0]);
  const width = (to(values[values.length - 1]) - low) / BINS;
  const levels = Array.from({ length: BINS }, (_, i) => {
    const place = from(low + (i + 0.5) * width);
    return { text: formatSignificant(place, 2), place };
  });
  const levelOf = (value: AxisValue | undefined): number => {
    const at = Math.floor((to(placeOf(value)) - low) / width);
    return Number.isNaN(at) ? -1 : Math.min(BINS - 1, at);
  };
  return { levels, levelOf, placeOf, isNumeric: true, isLog, isBinned: true };
}

/** Texts, flags, lists and mixtures, by the alphabet; numbers in texts by their size. */
function wordAxis(values: readonly AxisValue[]): Omit<SweepAxis, 'key' | 'label'> {
  const texts = [...new Set(values.map(textOf))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const index = new Map(texts.map((text, i) => [text, i]));
  const levels = texts.map((text, place) => ({ text, place }));
  const levelOf = (value: AxisValue | undefined): number =>
    value === undefined ? -1 : (index.get(textOf(value)) ?? -1);
  return {
    levels,
    levelOf,
    placeOf: (value) => (levelOf(value) < 0 ? NaN : levelOf(value)),
    isNumeric: false,
    isLog: false,
    isBinned: false,
  };
}

/** The name of an option with its symbol. */
function axisLabel(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return Object.hasOwn(SYMBOLS, key) ? `${words} ${SYMBOLS[key]}` : words;
}

/** The axis of an option; null where it has fewer than two values. */
export function sweepAxis(
  { key, isLog }: { readonly key: string; readonly isLog: boolean },
  points: readonly ReportedPoint[],
): SweepAxis | null {
  const values = points.flatMap(({ axes }) => (Object.hasOwn(axes, key) ? [axes[key]] : []));
  const numbers = values.filter((value) => typeof value === 'number');
  const kind =
    numbers.length === values.length
      ? numericAxis(ascending([...new Set(numbers)]), isLog)
      : wordAxis(values);
  return kind.levels.length < 2 ? null : { key, label: axisLabel(key), ...kind };
}
