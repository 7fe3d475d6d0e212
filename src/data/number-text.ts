/** Decimal numbers in text files: reading a field, and collecting numbers whose count is not known beforehand. */
import { quoted } from '../kernels/quoted.ts';

/** One way to match only: two would try all pairs of places on a long run of digits. */
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
/** More characters are no number that anyone wrote; exact decimals of float64 need 1 079. */
const LONGEST = 4096;
/** Longer excerpts do not help to find the place. */
const EXCERPT = 30;

/** The text of bytes `begin` … `end − 1`. */
export function fieldText(bytes: Uint8Array, begin: number, end: number): string {
  // A byte order mark inside of a file is a character like others, not to be passed over.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(begin, end));
}

/** The same, quoted and shortened, for messages. */
export function fieldExcerpt(bytes: Uint8Array, begin: number, end: number): string {
  return quoted(fieldText(bytes, begin, Math.min(end, begin + EXCERPT)));
}

/**
 * The number that bytes `begin` … `end − 1` spell in decimal; NaN if they spell none (or the words nan, inf), or take
 * more than 4096 bytes.
 * @remarks Short integers, the bulk of image data, take no detour over a string.
 */
export function parseNumber(bytes: Uint8Array, begin: number, end: number): number {
  let value = 0;
  for (let i = begin; i < end && end - begin <= 15; i++) {
    const digit = bytes[i] - 48;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
    if (i === end - 1) return value;
  }
  if (end - begin > LONGEST) return NaN;
  const text = fieldText(bytes, begin, end);
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** Numbers in the order of arrival. Allocates at most three times 8 bytes per number. */
export class NumberList {
  length = 0;
  #data: Float64Array = new Float64Array(1024);

  push(value: number): void {
    if (this.length === this.#data.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data[this.length++] = value;
  }

  /** A copy, [length]. */
  toArray(): Float64Array {
    return this.#data.slice(0, this.length);
  }
}
