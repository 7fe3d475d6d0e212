/** Resolution of options: flag over config file over default, each refused with the same words. */
import { ArgumentError } from '../../errors.ts';
import { refusal } from './kinds.ts';
import { nearest } from '../../kernels/nearest-name.ts';
import { asText, optionName, required } from './table.ts';
import type { AnyOptionTable, Option, OptionTable } from './table.ts';

/** Where values come from: the command line, or a config file. */
export interface Source {
  /** Begins a message: empty for flags, the file's name for a config file. */
  readonly where: string;
  /** How an option is written there: `--max-steps`, or `max-steps`. */
  readonly written: (name: string) => string;
  readonly values: ReadonlyMap<string, unknown>;
}

/** Values of all options of a table, and the keys that were given rather than defaulted. */
export interface Resolved<V> {
  readonly values: V;
  readonly given: ReadonlySet<keyof V>;
}

/** Flags as the parser gives them, by option name. */
export function flagSource(values: ReadonlyMap<string, unknown>): Source {
  return { where: '', written: (name) => `--${name}`, values };
}

/** Keys of a config file. */
export function fileSource(file: string, values: ReadonlyMap<string, unknown>): Source {
  return { where: `${file}: `, written: (name) => name, values };
}

/** How an option is named to the user: places after the command have no flag. */
function shownName(key: string, option: Option<unknown>, written: Source['written']): string {
  return option.positional ? key.toUpperCase() : written(optionName(key));
}

function example(option: Option<unknown>): string {
  const value = option.example ?? (option.default === required ? undefined : asText(option.default));
  return value === undefined || option.kind.isFlag ? '' : `; for example ${value}`;
}

function readOption(source: Source, key: string, option: Option<unknown>, given: unknown): unknown {
  const name = `${source.where}${shownName(key, option, source.written)}`;
  if (source.where === '' && Array.isArray(given)) {
    throw new ArgumentError(`${name}: must be given once (got ${given.length} times)`);
  }
  const text = asText(given);
  const value = text === undefined ? undefined : option.kind.read(text);
  if (value !== undefined) return value;
  const reason = refusal(option.kind, text ?? JSON.stringify(given));
  throw new ArgumentError(`${name}: ${reason}${reason.endsWith('?') ? '' : example(option)}`);
}

/** Values by key; both `max-steps` and `maxSteps` name the key `maxSteps`. */
function byKey(source: Source, table: AnyOptionTable): Map<string, unknown> {
  const keys = new Map<string, string>();
  for (const key of Object.keys(table)) keys.set(key, key).set(optionName(key), key);
  const found = new Map<string, unknown>();
  for (const [name, value] of source.values) {
    const key = keys.get(name);
    const shown = `${source.where}${source.written(name)}`;
    if (key === undefined) {
      const flags = Object.keys(table).filter((known) => !table[known].positional);
      const meant = nearest(name, flags.map(optionName));
      const hint = meant === undefined ? '' : `; did you mean ${source.written(meant)}?`;
      throw new ArgumentError(`${shown}: no such option${hint}`);
    }
    if (found.has(key)) throw new ArgumentError(`${shown}: must be given once (got 2 spellings of it)`);
    found.set(key, value);
  }
  return found;
}

/**
 * Values of all options of `table`.
 * @param sources in falling precedence
 * @throws ArgumentError for an unknown name (names the nearest known one), a value out of range, or a required option
 * that no source gives
 */
export function resolve<V extends object>(table: OptionTable<V>, sources: readonly Source[]): Resolved<V> {
  const untyped = table as AnyOptionTable;
  const found = sources.map((source) => ({ source, given: byKey(source, untyped) }));
  const given = new Set<keyof V>();
  const values: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const [key, option] of Object.entries(untyped)) {
    // Every source is read, so that a wrong value is told even where a better source hides it.
    const readings = found
      .filter((each) => each.given.has(key))
      .map((each) => readOption(each.source, key, option, each.given.get(key)));
    if (readings.length > 0) {
      given.add(key as keyof V);
      values[key] = readings[0];
    } else if (option.default === required) {
      const name = shownName(key, option, flagSource(new Map()).written);
      missing.push(`${name}: must be given (${option.about})${example(option)}`);
    } else {
      values[key] = option.default;
    }
  }
  if (missing.length > 0) throw new ArgumentError(missing[0]);
  return { values: values as V, given };
}
