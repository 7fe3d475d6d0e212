/** The points of a sweep: jobs named by what they compute, each with its seed. */
import { ArgumentError } from '../errors.ts';
import { nearest } from '../kernels/nearest-name.ts';
import { combinations } from './combinations.ts';
import type { Combination } from './combinations.ts';
import { createNameSet } from './name-set.ts';
import { derivedSeed, pointName } from './point-name.ts';
import type { Options } from './point-name.ts';
import type { Sweep } from './sweep-file.ts';

/** One job. */
export interface Point {
  /** Hash of command, resolved options and seed. */
  readonly name: string;
  readonly seed: number;
  /** Values of the axes, but for the seed. */
  readonly axes: Options;
  /** All options resolved, without the seed. */
  readonly options: Options;
  /** Those of them that the sweep gives; the others are defaults. */
  readonly given: Options;
}

/** What a sweep must know of its command. */
export interface SweptCommand {
  /** Keys of the options that a sweep may set, in camel case. */
  readonly keys: readonly string[];
  /** The key of an option's name in any spelling. */
  readonly keyOf: (name: string) => string;
  /** All options with defaults, the seed left out; throws where a value is out of range. */
  readonly resolve: (given: Combination, axes: ReadonlySet<string>) => Options;
}

/** Names in camel case, known and each once. */
function byKey<V>(
  where: string,
  values: Readonly<Record<string, V>>,
  command: SweptCommand,
): Record<string, V> {
  const found: Record<string, V> = {};
  for (const [name, value] of Object.entries(values)) {
    const key = command.keyOf(name);
    if (!command.keys.includes(key)) {
      const meant = nearest(key, command.keys) ?? 'seed';
      throw new ArgumentError(`${where}.${name}: no such option of a sweep; did you mean ${meant}?`);
    }
    if (Object.hasOwn(found, key)) {
      throw new ArgumentError(`${where}.${name}: must be given once (got 2 spellings of it); leave one out`);
    }
    found[key] = value;
  }
  return found;
}

function checkOnce(file: string, { axes, options, repeats }: Sweep): void {
  const twice = Object.keys(axes).find((name) => Object.hasOwn(options, name));
  if (twice !== undefined) {
    throw new ArgumentError(`${file}: axes.${twice}: must not be in options too (got both); leave one out`);
  }
  if (repeats > 1 && (Object.hasOwn(axes, 'seed') || Object.hasOwn(options, 'seed'))) {
    throw new ArgumentError(
      `${file}: repeats: must be 1 where seed is given (got ${repeats}); leave one out`,
    );
  }
}

function seedsOf(given: Combination, repeats: number, derive: (repeat: number) => number): readonly number[] {
  const seed = given.get('seed');
  if (seed === undefined) return Array.from({ length: repeats }, (_, repeat) => derive(repeat));
  return [Number(seed)];
}

/**
 * All points of a sweep one by one, each once, in the order of the file with repeats together: 16 bytes or so are held for
 * each. O(options) per point.
 * @throws ArgumentError for an unknown option, a value that the command refuses, or more points than the budget
 */
export function* eachPoint(
  file: string,
  sweep: Sweep,
  command: SweptCommand,
): Generator<Point, void, undefined> {
  const axes = byKey(`${file}: axes`, sweep.axes, command);
  const options = byKey(`${file}: options`, sweep.options, command);
  const zip = sweep.zip.map((names) => names.map(command.keyOf));
  const keyed = { ...sweep, axes, options, zip };
  checkOnce(file, keyed);
  const axisNames = new Set(Object.keys(axes));
  const most = sweep.budget.points ?? 1_000_000;
  const seen = createNameSet();
  for (const given of combinations(file, keyed)) {
    const resolved = command.resolve(given, axisNames);
    const configuration = { command: sweep.command, options: resolved };
    const some = (chosen: (key: string) => boolean): Options =>
      Object.fromEntries(Object.entries(resolved).filter(([key]) => chosen(key)));
    for (const seed of seedsOf(given, sweep.repeats, (repeat) => derivedSeed(configuration, repeat))) {
      const name = pointName(configuration, seed);
      if (!seen.add(name)) continue;
      if (seen.size() > most) {
        throw new ArgumentError(
          `${file}: budget.points: must be at least the number of points (got ${most}, and there are more); raise it or sample`,
        );
      }
      yield {
        name,
        seed,
        axes: some((key) => axisNames.has(key)),
        options: resolved,
        given: some((key) => given.has(key)),
      };
    }
  }
}

/** All points of a sweep at once, as `eachPoint`. */
export function sweepPoints(file: string, sweep: Sweep, command: SweptCommand): readonly Point[] {
  return [...eachPoint(file, sweep, command)];
}
