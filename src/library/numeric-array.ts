/**
 * Arrays of numbers as users have them, read into fresh arrays in C order.
 *
 * An ndarray is a view: transposed, reversed (`.step(-1)`), cut out or repeated (stride 0), over elements of any type.
 * Everything is copied here once, by ndarray-ops and away from the hot loops, so that no result ever shares memory
 * with what was given.
 */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import ops from 'ndarray-ops';
import { ArgumentError, ShapeError } from '../errors.ts';

/** An ndarray with any strides, a typed or plain array, or an array of such rows. Read once, never changed. */
export type NumericArray = NdArray | ArrayLike<number> | readonly ArrayLike<number>[];

/** Numbers in C order, with their shape. */
export interface Dense<Values> {
  readonly values: Values;
  readonly shape: readonly number[];
}

/** Bytes and 4-byte floats are kept as they are: a set of images takes an eighth of the room. */
export type CompactValues = Uint8Array | Float32Array | Float64Array;

function isArrayLike(given: unknown): given is ArrayLike<unknown> {
  return typeof given === 'object' && given !== null && 'length' in given && typeof given.length === 'number';
}

/** By its parts and not by its class, which a second copy of the package would have too. */
function isNdArray(given: unknown): given is NdArray {
  return typeof given === 'object' && given !== null && 'stride' in given && 'offset' in given;
}

function text(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function fromRows(name: string, rows: readonly ArrayLike<unknown>[]): Dense<unknown[]> {
  const width = rows[0].length;
  const values: unknown[] = [];
  for (const [index, row] of rows.entries()) {
    if (!isArrayLike(row) || row.length !== width) {
      const length = isArrayLike(row) ? `[${row.length}]` : String(row);
      throw new ShapeError(`${name}[${index}]: must have [${width}] numbers, as row 0 has (got ${length})`);
    }
    for (let i = 0; i < width; i++) values.push(row[i]);
  }
  return { values, shape: [rows.length, width] };
}

/** The type of array that holds every element of a view exactly; a plain one where they may not be numbers. */
function emptyFor(dtype: string, size: number): CompactValues | unknown[] {
  if (/^(uint8|uint8_clamped|buffer)$/.test(dtype)) return new Uint8Array(size);
  if (dtype === 'float32') return new Float32Array(size);
  return /^(u?int|float)\d+$/.test(dtype) ? new Float64Array(size) : new Array<unknown>(size);
}

/** Elements beyond the data would be read as `undefined`, which an array of bytes takes for 0. */
function checkExtent(name: string, { shape, stride, offset, data }: NdArray): void {
  let first = offset;
  let last = offset;
  for (const [axis, length] of shape.entries()) {
    const reach = (length - 1) * stride[axis];
    if (reach < 0) first += reach;
    else last += reach;
  }
  if (first >= 0 && last < data.length) return;
  throw new ShapeError(
    `${name}: must stay within its data, 0 to ${data.length - 1} (reaches ${first} to ${last})`,
  );
}

function flatten(name: string, given: unknown): Dense<CompactValues | readonly unknown[]> {
  if (isNdArray(given)) {
    const { shape, dtype, size } = given;
    const values = emptyFor(dtype, size);
    if (size > 0) {
      checkExtent(name, given);
      ops.assign(ndarray(values as number[], [...shape]), given);
    }
    return { values, shape: [...shape] };
  }
  if (!isArrayLike(given)) {
    throw new ArgumentError(`${name}: must be an array of numbers (got ${String(given)})`);
  }
  if (ArrayBuffer.isView(given)) return flatten(name, ndarray(given as unknown as number[]));
  const list = Array.from(given);
  return list.length > 0 && isArrayLike(list[0])
    ? fromRows(name, list as readonly ArrayLike<unknown>[])
    : { values: list, shape: [list.length] };
}

function place(name: string, shape: readonly number[], index: number): string {
  const column = index % shape[shape.length - 1];
  return shape.length === 1 ? `${name}[${index}]` : `${name}[${(index - column) / shape[1]}, ${column}]`;
}

function toNumbers(
  name: string,
  { values, shape }: Dense<CompactValues | readonly unknown[]>,
): CompactValues {
  if (values instanceof Uint8Array) return values;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    const kind = typeof value === 'number' ? 'finite' : 'a number';
    const given = typeof value === 'bigint' ? `${value}n` : String(value);
    throw new ArgumentError(`${place(name, shape, i)}: must be ${kind} (got ${given})`);
  }
  return ArrayBuffer.isView(values) ? values : Float64Array.from(values as readonly number[]);
}

/**
 * Reads numbers; bytes and 4-byte floats stay what they are, everything else becomes float64.
 * @param name named in errors
 * @param forms shapes that are allowed, such as `[K]` and `[B, K]`
 * @throws ArgumentError unless all are finite numbers; ShapeError for another number of dimensions, or none at all
 */
export function readCompact(name: string, given: unknown, forms: readonly string[]): Dense<CompactValues> {
  const flat = flatten(name, given);
  const { shape } = flat;
  const wanted = forms.join(' or ');
  if (!forms.some((form) => form.split(',').length === shape.length)) {
    throw new ShapeError(`${name}: must be ${wanted} (got ${text(shape)}); reshape it`);
  }
  if (shape.includes(0)) throw new ShapeError(`${name}: must be ${wanted}, not empty (got ${text(shape)})`);
  return { values: toNumbers(name, flat), shape };
}

/** Reads numbers as `readCompact`, into float64. */
export function readNumbers(name: string, given: unknown, forms: readonly string[]): Dense<Float64Array> {
  const { values, shape } = readCompact(name, given, forms);
  return { values: values instanceof Float64Array ? values : Float64Array.from(values), shape };
}

/** Rows of `[B, K]`, or the one row of `[K]`. Views of `values`. */
export function rowsOf({ values, shape }: Dense<Float64Array>): readonly Float64Array[] {
  const width = shape[shape.length - 1];
  return Array.from({ length: values.length / width }, (_, row) =>
    values.subarray(row * width, (row + 1) * width),
  );
}

/** Rows of equal length `width` under one another, in a fresh array `[rows, width]`. */
export function stack(rows: readonly Float64Array[], width: number): NdArray<Float64Array> {
  const values = new Float64Array(rows.length * width);
  for (const [row, numbers] of rows.entries()) values.set(numbers, row * width);
  return ndarray(values, [rows.length, width]);
}
