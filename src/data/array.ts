/**
 * The array that every reader returns, and the checks that all of them make: does the shape fit the file, is every
 * number finite.
 */
import { DataFormatError } from '../errors.ts';

/** Numbers of any of the element types that files hold. */
export type NumericData =
  Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** An array read from a file. */
export interface FileArray {
  readonly shape: readonly number[];
  /** [product of shape], C order (last index fastest); never aliases the file's bytes. */
  readonly data: NumericData;
  /** Element type in the file, in NumPy's words: `'uint8'`, `'float32'`, …; `'text'` for CSV and JSON. */
  readonly dtype: string;
}

/** What to do about a file that ends early or does not decode. */
export const DAMAGED = 'the file is damaged: copy or download it again';

/** Most bytes of any array, packed or not. */
export const LARGEST_ARRAY: number = 2 ** 31;

/** DEFLATE cannot make more bytes out of one (RFC 1951: 258 from two bits). */
export const MOST_PER_BYTE = 1032;

/** Product of the dimensions; 1 for a scalar, possibly larger than any array may be. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** `[2, 3]`, for messages. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/**
 * Number of elements, after a check that exactly they fill the file.
 * @param path named in errors
 * @param shape dimensions as the header gives them
 * @param layout bytes per element, offset of the first element, and length of the file
 * @throws DataFormatError if there are none, or the file is shorter or longer than they need
 */
export function checkedCount(
  path: string,
  shape: readonly number[],
  layout: { readonly itemBytes: number; readonly start: number; readonly length: number },
): number {
  const { itemBytes, start, length } = layout;
  const count = elementCount(shape);
  // Written so that NaN, from 0 times a dimension beyond all floats, is refused too.
  if (!(count > 0)) throw new DataFormatError(`${path}: must hold numbers (got shape ${shapeText(shape)})`);
  const end = start + count * itemBytes;
  if (end > length) {
    throw new DataFormatError(
      `${path}: shape ${shapeText(shape)} needs ${end} bytes, but the file ends at byte ${length}; ${DAMAGED}`,
    );
  }
  if (end < length) {
    throw new DataFormatError(
      `${path}: shape ${shapeText(shape)} must end at byte ${end} (got ${length} bytes); ${DAMAGED}`,
    );
  }
  return count;
}

/**
 * Refuses NaN and infinities.
 * @param path named in errors
 * @param data numbers in the file's order
 * @param where place of element i in the file, e.g. `[3, 17], byte 5432`
 * @throws DataFormatError that names the first of them
 */
export function checkFinite(path: string, data: NumericData, where: (i: number) => string): void {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return;
  for (let i = 0; i < data.length; i++) {
    if (Number.isFinite(data[i])) continue;
    throw new DataFormatError(`${path}: must be finite (got ${data[i]} at ${where(i)}); replace that value`);
  }
}

/**
 * Indices of element `i`, as text: `[3, 17]`.
 * @param i flat index
 * @param shape dimensions
 * @param order `'C'`: last index fastest; `'F'`: first index fastest
 */
export function indexText(i: number, shape: readonly number[], order: 'C' | 'F' = 'C'): string {
  let rest = i;
  const digits = (sizes: readonly number[]): number[] =>
    sizes.map((size) => {
      const digit = rest % size;
      rest = Math.floor(rest / size);
      return digit;
    });
  return shapeText(order === 'F' ? digits(shape) : digits(shape.toReversed()).reverse());
}
