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

/** Any text. */
export function text<T extends string>(): Shape<T> {
  return simple('a text', (value) => typeof value === 'string');
}

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

type RequiredKeys<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];

/** An object with these keys and any others. */
export function record<T extends object>(fields: {
  readonly [Key in RequiredKeys<T>]: Shape<T[Key]>;
}): Shape<T> {
  return {
    fault: (value, place) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return `${place === '' ? 'it' : place}: must be an object (got ${shown(value)})`;
      }
      const found = new Map(Object.entries(value));
      for (const [key, shape] of Object.entries<Shape<unknown>>(fields)) {
        const fault = shape.fault(found.get(key), place === '' ? key : `${place}.${key}`);
        if (fault !== null) return fault;
      }
      return null;
    },
  };
}
