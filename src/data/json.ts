/**
 * Arrays as lists of numbers, nested to a rectangle, in JSON (RFC 8259).
 *
 * Why not `JSON.parse`: it does not always say where the text is wrong, and never where a list is too short.
 */
import { DataFormatError } from '../errors.ts';
import type { FileArray } from './array.ts';
import { fieldExcerpt, NumberList, parseNumber } from './number-text.ts';

const MAX_DIMENSIONS = 32;
const OPEN = 91;
const CLOSE = 93;
const COMMA = 44;
const MINUS = 45;
const POINT = 46;
const NEWLINE = 10;

const isSpace = (byte: number): boolean => byte === 32 || byte === NEWLINE || byte === 13 || byte === 9;
const isMark = (byte: number): boolean => byte === OPEN || byte === CLOSE || byte === COMMA;
const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57;

/** Whether a decimal number is written as RFC 8259 has it: no +, no 01, digits on both sides of the point. */
function isJsonNumber(bytes: Uint8Array, begin: number, end: number): boolean {
  const first = bytes[begin] === MINUS ? begin + 1 : begin;
  if (!isDigit(bytes[first])) return false;
  if (bytes[first] === 48 && first + 1 < end && isDigit(bytes[first + 1])) return false;
  const point = bytes.subarray(first, end).indexOf(POINT);
  return point < 0 || (first + point + 1 < end && isDigit(bytes[first + point + 1]));
}

/**
 * Reads a number, a list of numbers, or lists nested to a rectangle.
 * @param bytes the whole file, UTF-8
 * @param path named in errors
 * @returns float64
 * @throws DataFormatError with line and column where the text is anything else
 * @remarks O(bytes)
 */
export function parseJson(bytes: Uint8Array, path: string): FileArray {
  const numbers = new NumberList();
  const shape: number[] = [];
  let position = 0;

  const fail = (at: number, what: string): DataFormatError => {
    const before = bytes.subarray(0, at);
    const line = 1 + before.reduce((count, byte) => count + Number(byte === NEWLINE), 0);
    const column = at - before.lastIndexOf(NEWLINE);
    return new DataFormatError(
      `${path}: line ${line}, column ${column}: ${what}; write nested lists of numbers`,
    );
  };
  const excerpt = (at: number): string =>
    at < bytes.length ? fieldExcerpt(bytes, at, tokenEnd(at)) : 'the end';
  const tokenEnd = (at: number): number => {
    let end = at;
    while (end < bytes.length && !isSpace(bytes[end]) && !isMark(bytes[end])) end++;
    return Math.max(end, at + 1);
  };
  const skipSpace = (): void => {
    while (position < bytes.length && isSpace(bytes[position])) position++;
  };

  const readNumber = (depth: number): void => {
    const end = tokenEnd(position);
    const value = parseNumber(bytes, position, end);
    if (!Number.isFinite(value)) throw fail(position, `must be a finite number (got ${excerpt(position)})`);
    if (!isJsonNumber(bytes, position, end)) {
      throw fail(position, `must be written as JSON has it, like -0.5 or 1e3 (got ${excerpt(position)})`);
    }
    // The first number found tells how deep all of them lie.
    if (numbers.length > 0 && depth !== shape.length)
      throw fail(position, 'must be a list like the first one here');
    numbers.push(value);
    position = end;
  };
  const readList = (depth: number): void => {
    const start = position++;
    if (depth >= MAX_DIMENSIONS) throw fail(start, `must be nested at most ${MAX_DIMENSIONS} deep`);
    if (numbers.length > 0 && depth >= shape.length)
      throw fail(start, 'must be a number like the first one here');
    if (numbers.length === 0) shape.push(NaN);
    let length = 0;
    for (;;) {
      skipSpace();
      readValue(depth + 1);
      length++;
      skipSpace();
      const mark = bytes[position];
      if (mark !== COMMA && mark !== CLOSE) throw fail(position, `must be , or ] (got ${excerpt(position)})`);
      position++;
      if (mark === CLOSE) break;
    }
    if (Number.isNaN(shape[depth])) shape[depth] = length;
    if (shape[depth] !== length) {
      throw fail(start, `must be a list of ${shape[depth]} like the first one here (got ${length})`);
    }
  };
  const readValue = (depth: number): void => {
    if (bytes[position] === OPEN) readList(depth);
    else readNumber(depth);
  };

  skipSpace();
  readValue(0);
  skipSpace();
  if (position < bytes.length) throw fail(position, `must end here (got ${excerpt(position)})`);
  return { shape, data: numbers.toArray(), dtype: 'text' };
}
