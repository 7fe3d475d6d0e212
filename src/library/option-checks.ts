/** What every function of the library asks of its options: known names, words of a list, numbers in their range. */
import { ArgumentError } from '../errors.ts';
import { nearest } from '../kernels/nearest-name.ts';

/**
 * Refuse options that nobody would read.
 * @param caller named in the error
 * @throws ArgumentError for the first key that is not in `known`, with the nearest one
 */
export function checkKeys(caller: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    throw new ArgumentError(
      `${key}: no such option of ${caller}; did you mean ${nearest(key, known) ?? ''}?`,
    );
  }
}

/** @throws ArgumentError unless `value` is one of `words` */
export function checkWord(name: string, value: unknown, words: readonly string[]): void {
  if (typeof value === 'string' && words.includes(value)) return;
  const hint = typeof value === 'string' ? `; did you mean ${nearest(value, words) ?? ''}?` : '';
  throw new ArgumentError(`${name}: must be one of ${words.join(', ')} (got ${String(value)})${hint}`);
}

/** Bounds of a finite number: `min` is an allowed value, `above` is not. */
export interface Bounds {
  readonly integer?: true;
  readonly min?: number;
  readonly above?: number;
}

/** @throws ArgumentError unless `value` is a finite number within the bounds */
export function checkNumber(name: string, value: unknown, { integer, min, above }: Bounds): void {
  const holds =
    Number.isFinite(value) &&
    (integer === undefined || Number.isSafeInteger(value)) &&
    Number(value) >= (min ?? -Infinity) &&
    Number(value) > (above ?? -Infinity);
  if (holds) return;
  const kind = integer === undefined ? 'a finite number' : 'an integer';
  const bound = min === undefined ? `> ${above ?? -Infinity}` : `>= ${min}`;
  throw new ArgumentError(`${name}: must be ${kind} ${bound} (got ${String(value)})`);
}
