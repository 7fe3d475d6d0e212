/** A point of a sweep from the values of its axes, wherever in their ranges: what an optimiser asks for. */
import { ArgumentError } from '../errors.ts';
import { nearest } from '../kernels/nearest-name.ts';
import { canonicalJson } from './point-name.ts';
import { eachPoint } from './points.ts';
import type { Point, SweptCommand } from './points.ts';
import type { Axis, OptionValue, Sweep } from './sweep-file.ts';

/** What is asked for. */
export interface PlaceRequest {
  /** Values by option: all axes but expressions; options that all points share may be there, too, and the seed of a repeat. */
  readonly options: Readonly<Record<string, OptionValue>>;
  /** From 0, below `repeats`; the first whose seed is given, or 0. */
  readonly repeat?: number;
}

/** As the values of axes are rounded, so that 0.1 + 0.2 is the point 0.3. */
function tidy(value: OptionValue): OptionValue {
  return typeof value === 'number' ? Number(value.toPrecision(12)) : value;
}

function isSame(a: OptionValue, b: OptionValue): boolean {
  return canonicalJson(tidy(a)) === canonicalJson(tidy(b));
}

function boundsOf(axis: Exclude<Axis, OptionValue[] | { expression: string }>): {
  readonly low: number;
  readonly high: number;
  /** The share of the way from the first bound to the second, in the axis' own scale. */
  readonly shareOf: (value: number) => number;
} {
  const [from, to] = 'range' in axis ? axis.range : 'linspace' in axis ? axis.linspace : axis.logspace;
  const scale = 'logspace' in axis ? Math.log : Number;
  return {
    low: Math.min(from, to),
    high: Math.max(from, to),
    shareOf: (value) => (scale(value) - scale(from)) / (scale(to) - scale(from)),
  };
}

/** Where a value stands on its axis. */
interface Placed {
  readonly name: string;
  readonly value: OptionValue;
  readonly share: number;
  /** Of a list: its length. */
  readonly length: number | null;
}

function place(name: string, axis: Exclude<Axis, { expression: string }>, value: OptionValue): Placed {
  const got = `(got ${JSON.stringify(value)})`;
  if (Array.isArray(axis)) {
    const index = axis.findIndex((one) => isSame(one, value));
    if (index < 0) {
      const known = axis.map((one) => JSON.stringify(one)).join(', ');
      throw new ArgumentError(`axes.${name}: must be one of ${known.slice(0, 200)} ${got}; take one of them`);
    }
    return { name, value: axis[index], share: index / axis.length, length: axis.length };
  }
  const { low, high, shareOf } = boundsOf(axis);
  if (typeof value !== 'number' || !(value >= low && value <= high)) {
    throw new ArgumentError(
      `axes.${name}: must be a number from ${low} to ${high} ${got}; give one, or widen the axis`,
    );
  }
  const rounded = axis.round === true ? Math.round(value) : tidy(value);
  return { name, value: rounded, share: shareOf(value), length: null };
}

/** Shares of intervals that belong together differ by no more than their rounding to 12 digits. */
const NEAR = 1e-9;

function checkLinked(linked: readonly Placed[]): void {
  const lead = linked.find(({ length }) => length === null) ?? linked[0];
  for (const { name, share, length } of linked) {
    const fits =
      length === null || lead.length !== null
        ? Math.abs(share - lead.share) <= NEAR
        : Math.abs(share - Math.min(length - 1, Math.floor(lead.share * length)) / length) <= NEAR;
    if (!fits) {
      throw new ArgumentError(
        `axes.${name}: must be the value that goes with ${lead.name} = ${JSON.stringify(lead.value)}, to which zip links it; give both from one place`,
      );
    }
  }
}

function keysOf<V>(values: Readonly<Record<string, V>>, { keyOf }: SweptCommand): Map<string, V> {
  return new Map(Object.entries(values).map(([name, value]) => [keyOf(name), value]));
}

/** Refuses what is neither an axis, nor an option that all points share and has the value that they have. */
function checkNames(sweep: Sweep, given: ReadonlyMap<string, OptionValue>, command: SweptCommand): void {
  const shared = keysOf(sweep.options, command);
  const axes = keysOf(sweep.axes, command);
  for (const [key, value] of given) {
    if (axes.has(key) || key === 'seed') continue;
    const own = shared.get(key);
    if (own === undefined) {
      const meant = nearest(key, [...axes.keys()]);
      throw new ArgumentError(
        `axes.${key}: no such axis of the sweep${meant === undefined ? '; leave it out' : `; did you mean ${meant}?`}`,
      );
    }
    if (!isSame(own, value)) {
      throw new ArgumentError(
        `options.${key}: must be as all points have it, ${JSON.stringify(own)} (got ${JSON.stringify(value)}); make it an axis`,
      );
    }
  }
}

/** The repeat that is asked for. */
function choose(points: readonly Point[], { repeat }: PlaceRequest, seed: OptionValue | undefined): Point {
  const chosen =
    seed !== undefined && repeat === undefined
      ? points.find((point) => point.seed === seed)
      : points.at(repeat ?? 0);
  if (chosen === undefined) {
    const what =
      repeat === undefined
        ? `seed: must be that of a repeat`
        : `repeat: must be an integer below ${points.length}`;
    throw new ArgumentError(`${what} (got ${JSON.stringify(repeat ?? seed)}); leave it out`);
  }
  return chosen;
}

/**
 * The point that has the values asked for. It has the name that it has in the sweep, if it is one of its points.
 * @throws ArgumentError for an unknown axis, one left out, a value outside of its range, or a condition that is not met
 */
export function placePoint(
  file: string,
  { sweep, command }: { readonly sweep: Sweep; readonly command: SweptCommand },
  request: PlaceRequest,
): Point {
  const given = keysOf(request.options, command);
  checkNames(sweep, given, command);
  const placed = new Map<string, Placed>();
  const axes: Record<string, Axis> = {};
  for (const [name, axis] of Object.entries(sweep.axes)) {
    if (!Array.isArray(axis) && 'expression' in axis) {
      axes[name] = axis;
      continue;
    }
    const value = given.get(command.keyOf(name));
    if (value === undefined)
      throw new ArgumentError(`axes.${name}: must be given (got nothing); give its value`);
    const one = place(name, axis, value);
    placed.set(command.keyOf(name), one);
    axes[name] = [one.value];
  }
  for (const group of sweep.zip) {
    checkLinked(group.flatMap((name) => placed.get(command.keyOf(name)) ?? []));
  }
  const points = [...eachPoint(file, { ...sweep, axes, sampling: 'grid', budget: {} }, command)];
  if (points.length === 0) {
    throw new ArgumentError(
      `axes: must meet the conditions of the sweep, ${sweep.where.join('; ')} (got ${JSON.stringify(request.options)}); change them`,
    );
  }
  const isSeedGiven = Object.hasOwn(axes, 'seed') || Object.hasOwn(sweep.options, 'seed');
  const point = choose(points, request, isSeedGiven ? undefined : given.get('seed'));
  checkDerived(sweep, { given, keyOf: command.keyOf }, point);
  return point;
}

/** What follows from other axes may be given, too, if it is what follows. */
function checkDerived(
  { axes: swept }: Sweep,
  {
    given,
    keyOf,
  }: { readonly given: ReadonlyMap<string, OptionValue>; readonly keyOf: SweptCommand['keyOf'] },
  { axes }: Point,
): void {
  for (const [name, axis] of Object.entries(swept)) {
    const key = keyOf(name);
    const asked = given.get(key);
    if (Array.isArray(axis) || !('expression' in axis) || asked === undefined) continue;
    if (!isSame(asked, axes[key])) {
      throw new ArgumentError(
        `axes.${name}: must be ${JSON.stringify(axes[key])} at this point (got ${JSON.stringify(asked)}); leave it out`,
      );
    }
  }
}
