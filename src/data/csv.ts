/**
 * Tables of numbers in text: one row a line, separated by commas, semicolons, tabs or spaces (RFC 4180 without
 * quotes, and what `numpy.savetxt` writes); one optional line of column names; lines that begin with # are skipped.
 */
import { DataFormatError } from '../errors.ts';
import type { FileArray } from './array.ts';
import { fieldExcerpt, fieldText, NumberList, parseNumber } from './number-text.ts';

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;
const HASH = 35;
/** Longer than all words for NaN and infinity. */
const LONGEST_WORD = 16;
/** Begins otherwise than a number, whatever spaces and quotes stand before. */
const WORD = /^[\s"']*[^\s"'\p{N}.+−-]/u;
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;

/** Where a line lies, without its end mark, and what separates its fields. */
interface Line {
  readonly begin: number;
  readonly end: number;
  readonly separator: number;
}

/**
 * Calls `visit` with begin, end and index of each field of a line, until it returns false.
 * @returns the number of fields visited
 */
function forEachField(
  bytes: Uint8Array,
  line: Line,
  visit: (begin: number, end: number, index: number) => boolean,
): number {
  const { begin, end, separator } = line;
  let count = 0;
  let from = begin;
  for (let i = begin; i <= end; i++) {
    if (i < end && bytes[i] !== separator) continue;
    let first = from;
    let last = i;
    while (first < last && (bytes[first] === SPACE || bytes[first] === TAB)) first++;
    while (last > first && (bytes[last - 1] === SPACE || bytes[last - 1] === TAB)) last--;
    from = i + 1;
    // Runs of spaces are one separator.
    if (separator === SPACE && last === first) continue;
    if (!visit(first, last, count++)) break;
  }
  return count;
}

/** Comma, semicolon or tab, whichever the line has, in this order; else space. */
function separatorOf(line: Uint8Array): number {
  return [44, 59, TAB].find((mark) => line.includes(mark)) ?? SPACE;
}

/** Whether a line holds nothing: a tab is something where it separates. */
function isBlank(line: Uint8Array, separator: number): boolean {
  return line.every((byte) => byte === SPACE || (byte === TAB && separator !== TAB));
}

/** Whether a field cannot be a number. Words for NaN and infinity are data, and control characters damage, to be refused. */
function isName(bytes: Uint8Array, begin: number, end: number): boolean {
  if (begin === end || !Number.isNaN(parseNumber(bytes, begin, end))) return false;
  const text = fieldText(bytes, begin, Math.min(end, begin + LONGEST_WORD));
  return !NOT_FINITE.test(text) && !/\p{Cc}/u.test(text);
}

/**
 * The number of fields of a line of names; 0 for any other line. Where all begin like numbers (`1x1` may stand beside
 * `label`) they are damaged numbers, not to be passed over.
 */
function headerFields(bytes: Uint8Array, line: Line): number {
  const seen = { names: true, word: false };
  const fields = forEachField(bytes, line, (from, to) => {
    seen.word ||= WORD.test(fieldText(bytes, from, Math.min(to, from + LONGEST_WORD)));
    return (seen.names = isName(bytes, from, to));
  });
  return seen.names && seen.word ? fields : 0;
}

/**
 * Reads a table of numbers.
 * @param bytes the whole file
 * @param path named in errors
 * @returns float64, [rows, columns]; a single row or column is a vector
 * @throws DataFormatError with line and column if a field is no finite number or a row is longer or shorter than the
 * first
 * @remarks O(bytes)
 */
export function parseCsv(bytes: Uint8Array, path: string): FileArray {
  const numbers = new NumberList();
  let columns = 0;
  let separator = SPACE;
  // A byte order mark is not part of the first field.
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let after = start, line = 1; after < bytes.length; line++) {
    const begin = after;
    const newline = bytes.indexOf(NEWLINE, begin);
    const next = newline < 0 ? bytes.length : newline;
    after = next + 1;
    const end = next > begin && bytes[next - 1] === RETURN ? next - 1 : next;
    const content = bytes.subarray(begin, end);
    if (columns === 0) separator = separatorOf(content);
    if (bytes[begin] === HASH || isBlank(content, separator)) continue;
    const place = { begin, end, separator };
    if (columns === 0) {
      const names = headerFields(bytes, place);
      if (names > 0) {
        columns = names;
        continue;
      }
    }
    const fields = forEachField(bytes, place, (from, to, i) => {
      // A field too many is only counted.
      if (columns > 0 && i >= columns) return true;
      const value = parseNumber(bytes, from, to);
      if (!Number.isFinite(value)) {
        throw new DataFormatError(
          `${path}: line ${line}, column ${i + 1}: must be a finite number ` +
            `(got ${fieldExcerpt(bytes, from, to)}); mend that field`,
        );
      }
      numbers.push(value);
      return true;
    });
    if (columns === 0) columns = fields;
    if (fields !== columns) {
      throw new DataFormatError(
        `${path}: line ${line} must have ${columns} columns like the first (got ${fields}); mend that line`,
      );
    }
  }
  if (numbers.length === 0) {
    throw new DataFormatError(`${path}: must hold numbers (got none in ${bytes.length} bytes)`);
  }
  const rows = numbers.length / columns;
  const shape = rows === 1 || columns === 1 ? [numbers.length] : [rows, columns];
  return { shape, data: numbers.toArray(), dtype: 'text' };
}
