/** What a document of JSON must look like to be relied on: a file that was damaged or edited may hold anything. */
import { printable } from '../kernels/quoted.ts';

/** The shape of a `T`. */
export interface Shape<T> {
  /** The first thing that is wrong with `value`, which stands at `place`; null: nothing, so that it is a `T`. */
  readonly fault: (value: unknown, place: string) => string | null;
  /** Never there: ties the shape to its type. */
  readonly type?: T;
}

function simple<T>(what: string, holds: (value: unknown) => boolean): Shape<T> {
  return {
    fault: (value, place) => (holds(value) ? null : `${place}: must be ${what} (got ${shown(value)})`),
  };
}

/** Of a value in a message. */
function shown(value: unknown): string {
  return value === undefined ? 'nothing' : printable(JSON.stringify(value), 60);
}

export const number: Shape<number> = simple('a number', (value) => typeof value === 'number');

/** JSON has null for a number that is not finite. */
export const anyNumber: Shape<number> = simple(
  'a number or null',
  (value) => typeof value === 'number' || value === null,
);

export const flag: Shape<boolean> = simple('true or false', (value) => typeof value === 'boolean');

/** Any text. */
export function text<T extends string>(): Shape<T> {
  return simple('a text', (value) => typeof value === 'string');
}

/** One of some words. */
export function oneOf<T extends string>(words: readonly T[]): Shape<T> {
  return simple(`one of ${words.join(', ')}`, (value) => words.some((word) => word === value));
}

/** A number, a text, a flag or null. */
export const scalar: Shape<number | string | boolean | null> = simple(
  'a number, a text, true, false or null',
  (value) => value === null || ['number', 'string', 'boolean'].includes(typeof value),
);

/** A list of any length. */
export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return {
    fault: (value, place) => {
      if (!Array.isArray(value)) return `${place}: must be a list (got ${shown(value)})`;
      for (const [i, element] of value.entries()) {
        const fault = item.fault(element, `${place}[${i}]`);
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}

/** Null, or of that shape. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return { fault: (value, place) => (value === null ? null : shape.fault(value, place)) };
}

/** An object with any keys. */
export function dictionary<T>(item: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return {
    fault: (value, place) => {
      if (!isObject(value)) return notAnObject(value, place);
      for (const [key, element] of Object.entries(value)) {
        const fault = item.fault(element, within(place, key));
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notAnObject(value: unknown, place: string): string {
  return `${place === '' ? 'it' : place}: must be an object (got ${shown(value)})`;
}

function within(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`;
}

type RequiredKeys<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];

/** An object with these keys and any others. */
export function record<T extends object>(fields: {
  readonly [Key in RequiredKeys<T>]: Shape<T[Key]>;
}): Shape<T> {
  return {
    fault: (value, place) => {
      if (!isObject(value)) return notAnObject(value, place);
      const found = new Map(Object.entries(value));
      for (const [key, shape] of Object.entries<Shape<unknown>>(fields)) {
        const fault = shape.fault(found.get(key), within(place, key));
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}
