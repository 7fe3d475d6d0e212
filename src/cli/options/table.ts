/** A command's options as data: one entry per option, from which flags, help and config files all follow. */
import type { Kind } from './kinds.ts';

/** Marks an option that has no default and must be given. */
export const required: unique symbol = Symbol('required');

/** One option whose value is a `V`. */
export interface Option<V> {
  readonly kind: Kind<NonNullable<V>>;
  /** The value where neither a flag nor the config file gives one; `undefined` for "none" where `V` allows it. */
  readonly default: V | typeof required;
  /** One line for `--help`: what it is, with the paper's symbol and the unit where there is one. */
  readonly about: string;
  /** What `--help` shows as the default where the value itself would not say it. */
  readonly shownDefault?: string;
  /** A sensible value, shown when a wrong one is refused. */
  readonly example?: string;
  /** Heading in `--help`. */
  readonly group?: string;
  /** Given by its place after the command, not by a flag. */
  readonly positional?: true;
}

/** The options of a command whose values are `V`, by camel-case key; the flag is the key in kebab case. */
export type OptionTable<V> = { readonly [Key in keyof V]-?: Option<V[Key]> };

/** Any table, where the types of the values do not matter. */
export type AnyOptionTable = Readonly<Record<string, Option<unknown>>>;

/** The option name of a key: `maxSteps` is `max-steps` on the command line and in config files. */
export function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The key of an option name: `max-steps` is `maxSteps`. */
export function optionKey(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A value as the text its flag would have; `undefined` where there is no such text. */
export function asText(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const parts = value.map(asText);
    return parts.every((part) => part !== undefined) ? parts.join(',') : undefined;
  }
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}
