/**
 * Kinds of option values: how the text of a flag or of a config key becomes a value, and what it must be.
 *
 * One table serves flags and config files alike, so both are refused with the same words.
 */
import { nearest } from '../../kernels/nearest-name.ts';

/** A kind of value: what it must be, in words, and its reader. */
export interface Kind<V> {
  /** Completes "must be …", e.g. `a number >= 0`. */
  readonly accepts: string;
  /** The value of `text`, or `undefined` where the text is not one. */
  readonly read: (text: string) => V | undefined;
  /** For kinds with a fixed list of words. */
  readonly words?: readonly string[];
  /** A flag that takes no value. */
  readonly isFlag?: true;
}

/** Bounds of a number; `min` and `max` are allowed values, `above` and `below` are not. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
}

// Number() alone would also take '', '0x10' and 'Infinity'.
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function readNumber(text: string, bounds: Bounds): number | undefined {
  if (!decimal.test(text)) return undefined;
  const value = Number(text);
  const { min = -Infinity, max = Infinity, above = -Infinity, below = Infinity } = bounds;
  const inside = value >= min && value <= max && value > above && value < below;
  return inside && Number.isFinite(value) ? value : undefined;
}

function range(bounds: Bounds): string {
  const parts = [
    bounds.min === undefined ? [] : [`>= ${bounds.min}`],
    bounds.above === undefined ? [] : [`> ${bounds.above}`],
    bounds.max === undefined ? [] : [`<= ${bounds.max}`],
    bounds.below === undefined ? [] : [`< ${bounds.below}`],
  ].flat();
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
}

/** A finite number in decimal notation. */
export function number(bounds: Bounds = {}): Kind<number> {
  return {
    accepts: `a number${range(bounds)}`,
    read: (text) => readNumber(text, bounds),
  };
}

/** A whole number; `1e5` is one, too. */
export function integer(bounds: Bounds = {}): Kind<number> {
  return {
    accepts: `an integer${range(bounds)}`,
    read: (text) => {
      const value = readNumber(text, bounds);
      return Number.isSafeInteger(value) ? value : undefined;
    },
  };
}

/** Numbers in ascending order, separated by commas. */
export function ascendingNumbers(bounds: Bounds = {}): Kind<readonly number[]> {
  return {
    accepts: `numbers${range(bounds)} in ascending order, separated by commas`,
    read: (text) => {
      const values: number[] = [];
      for (const part of text.split(',')) {
        const value = readNumber(part.trim(), bounds);
        if (value === undefined || value < (values.at(-1) ?? -Infinity)) return undefined;
        values.push(value);
      }
      return values;
    },
  };
}

/** One of a list of words. */
export function choice<const W extends string>(words: readonly W[]): Kind<W> {
  return {
    accepts: words.length === 1 ? words[0] : `one of ${words.join(', ')}`,
    read: (text) => words.find((word) => word === text),
    words,
  };
}

/** A file or folder; that it exists is for its reader to say. */
export function path(accepts = 'a file'): Kind<string> {
  return { accepts, read: (given) => (given === '' || given.includes('\0') ? undefined : given) };
}

/** Any text with something in it, described by `accepts`. */
export function text(accepts: string): Kind<string> {
  return { accepts, read: (given) => (given.trim() === '' ? undefined : given) };
}

/** True where the flag is present; `--no-NAME` takes it back. */
export function flag(): Kind<boolean> {
  return {
    accepts: 'true or false',
    read: (given) => (given === 'true' ? true : given === 'false' ? false : undefined),
    isFlag: true,
  };
}

/** The first kind that can read the text. */
export function either<A, B>(first: Kind<A>, second: Kind<B>): Kind<A | B> {
  const words = [...(first.words ?? []), ...(second.words ?? [])];
  return {
    accepts: `${first.accepts}, or ${second.accepts}`,
    read: (given) => first.read(given) ?? second.read(given),
    ...(words.length > 0 && { words }),
  };
}

/** The refusal of `given`: what it must be, what it was, and the word probably meant. */
export function refusal(kind: Kind<unknown>, given: string): string {
  const shown = given.length > 60 ? `${given.slice(0, 57)}...` : given;
  const text = `must be ${kind.accepts} (got ${shown === '' ? 'nothing' : shown})`;
  const meant = kind.words && /[a-z]/i.test(given) ? nearest(given, kind.words) : undefined;
  return meant === undefined ? text : `${text}; did you mean ${meant}?`;
}
