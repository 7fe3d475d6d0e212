/** The values of one axis: all of them for a grid, or the one at a quantile for a sample. */
import { ArgumentError } from '../errors.ts';
import type { Axis, OptionValue } from './sweep-file.ts';

/** An axis whose values do not follow from others. */
export interface AxisValues {
  readonly name: string;
  /** Values of a grid; `undefined` for an interval without a count. */
  readonly all: readonly OptionValue[] | undefined;
  /** True for an interval: a sample may be any number in it. */
  readonly isInterval: boolean;
  /** The value at the quantile `u` in [0, 1): of a list by index, of an interval in its own scale. */
  readonly at: (u: number) => OptionValue;
}

/** More values than this are a mistake in a step. */
const MOST = 1_000_000;

/** 0.1 + 2 · 0.1 is 0.30000000000000004; in a sweep it is 0.3, and the same point as a 0.3 that was typed. */
function tidy(x: number): number {
  return Number(x.toPrecision(12));
}

function rangeValues(where: string, [from, to, step]: readonly [number, number, number]): number[] {
  const steps = (to - from) / step;
  if (!(steps >= 0 && steps < MOST)) {
    throw new ArgumentError(
      `${where}: range must lead from ${from} to ${to} in at most ${MOST} steps (got step ${step}); change the step`,
    );
  }
  // A billionth of a step: the end belongs to the range although 0.3 / 0.1 is just below 3.
  return Array.from({ length: Math.floor(steps + 1e-9) + 1 }, (_, i) => tidy(from + i * step));
}

function fromList(name: string, all: readonly OptionValue[]): AxisValues {
  return { name, all, isInterval: false, at: (u) => all[Math.floor(u * all.length)] };
}

function fromInterval(
  { name, where }: { name: string; where: string },
  bounds: readonly number[],
  { isLog, round }: { isLog: boolean; round: boolean },
): AxisValues {
  const [from, to] = bounds;
  const n = bounds.at(2);
  if (isLog && !(from > 0 && to > 0)) {
    throw new ArgumentError(`${where}: logspace must have bounds > 0 (got ${from}, ${to}); use linspace`);
  }
  if (n !== undefined && !(Number.isInteger(n) && n >= 1 && n <= MOST)) {
    throw new ArgumentError(
      `${where}: n must be an integer from 1 to ${MOST} (got ${n}); give [from, to, n]`,
    );
  }
  const finish = round ? Math.round : (x: number): number => x;
  const at = (u: number): number => {
    if (u === 0) return finish(from);
    if (u === 1) return finish(to);
    return finish(tidy(isLog ? from * (to / from) ** u : from + u * (to - from)));
  };
  const all =
    n === undefined ? undefined : Array.from({ length: n }, (_, i) => at(i === 0 ? 0 : i / (n - 1)));
  return { name, all, isInterval: true, at };
}

/**
 * The values of an axis.
 * @param axis any but an expression
 * @throws ArgumentError for a range that does not lead to its end, bounds that have no logarithm, or a bad count
 */
export function axisValues(
  name: string,
  axis: Exclude<Axis, { expression: string }>,
  where: string,
): AxisValues {
  if (Array.isArray(axis)) return fromList(name, axis);
  const round = axis.round ?? false;
  if ('range' in axis) {
    const values = rangeValues(where, axis.range);
    return fromList(name, round ? values.map(Math.round) : values);
  }
  const isLog = 'logspace' in axis;
  return fromInterval({ name, where }, isLog ? axis.logspace : axis.linspace, { isLog, round });
}
