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
const NOT_FINITE = /^[+-]?(nan|inf|infinity)$/i;

/** Offsets of the fields of one line: begin, end, begin, end, … */
function splitLine(bytes: Uint8Array, begin: number, end: number, separator: number): number[] {
  const bounds: number[] = [];
  let from = begin;
  for (let i = begin; i <= end; i++) {
    if (i < end && bytes[i] !== separator) continue;
    let first = from;
    let last = i;
    while (first < last && (bytes[first] === SPACE || bytes[first] === TAB)) first++;
    while (last > first && (bytes[last - 1] === SPACE || bytes[last - 1] === TAB)) last--;
    // Runs of spaces are one separator.
    if (separator !== SPACE || last > first) bounds.push(first, last);
    from = i + 1;
  }
  return bounds;
}

/** Comma, semicolon or tab, whichever the line has, in this order; else space. */
function separatorOf(line: Uint8Array): number {
  return [44, 59, TAB].find((mark) => line.includes(mark)) ?? SPACE;
}

/** Whether no field is a number. Words for NaN and infinity are data, to be refused. */
function isHeader(bytes: Uint8Array, bounds: readonly number[]): boolean {
  for (let i = 0; i < bounds.length; i += 2) {
    const text = fieldText(bytes, bounds[i], bounds[i + 1]);
    const isNumber = !Number.isNaN(parseNumber(bytes, bounds[i], bounds[i + 1]));
    if (text === '' || isNumber || NOT_FINITE.test(text)) return false;
  }
  return true;
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
  const readRow = (bounds: readonly number[], line: number): void => {
    for (let i = 0; i < bounds.length; i += 2) {
      const value = parseNumber(bytes, bounds[i], bounds[i + 1]);
      if (!Number.isFinite(value)) {
        throw new DataFormatError(
          `${path}: line ${line}, column ${i / 2 + 1}: must be a finite number ` +
            `(got ${fieldExcerpt(bytes, bounds[i], bounds[i + 1])}); mend that field`,
        );
      }
      numbers.push(value);
    }
  };

  let columns = 0;
  let separator = SPACE;
  // A byte order mark is not part of the first field.
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let begin = start, line = 1; begin < bytes.length; line++) {
    const newline = bytes.indexOf(NEWLINE, begin);
    const next = newline < 0 ? bytes.length : newline;
    const end = next > begin && bytes[next - 1] === RETURN ? next - 1 : next;
    if (columns === 0) separator = separatorOf(bytes.subarray(begin, end));
    const bounds = bytes[begin] === HASH ? [] : splitLine(bytes, begin, end, separator);
    const fields = bounds.length / 2;
    begin = next + 1;
    if (fields === 0 || (fields === 1 && bounds[0] === bounds[1])) continue; // a comment or a blank line
    if (columns === 0) {
      columns = fields;
      if (isHeader(bytes, bounds)) continue;
    }
    if (fields !== columns) {
      throw new DataFormatError(
        `${path}: line ${line} must have ${columns} columns like the first (got ${fields}); mend that line`,
      );
    }
    readRow(bounds, line);
  }
  if (numbers.length === 0) {
    throw new DataFormatError(`${path}: must hold numbers (got none in ${bytes.length} bytes)`);
  }
  const rows = numbers.length / columns;
  const shape = rows === 1 || columns === 1 ? [numbers.length] : [rows, columns];
  return { shape, data: numbers.toArray(), dtype: 'text' };
}
