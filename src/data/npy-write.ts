/**
 * NPY files, version 1.0 (NumPy documentation, `numpy.lib.format`), byte for byte as `numpy.save` writes them: C order,
 * little-endian, the header padded so that the elements begin at a multiple of 64 bytes.
 */
import { endianness } from 'node:os';
import { ShapeError } from '../errors.ts';
import { elementCount, shapeText } from './array.ts';

/** Element types that are written. */
export type WritableData = Uint8Array | Int32Array | Float32Array | Float64Array;

const ALIGNMENT = 64;
/** `numpy.save` leaves room for the first dimension to grow to this many digits. */
const GROWTH_DIGITS = 21;

function descriptor(data: WritableData): string {
  if (data instanceof Uint8Array) return '|u1';
  if (data instanceof Int32Array) return '<i4';
  return data instanceof Float32Array ? '<f4' : '<f8';
}

/**
 * The bytes of an NPY file.
 * @param data [product of shape], C order
 * @param shape dimensions
 * @returns a fresh array
 * @throws ShapeError if the shape does not fit the data
 * @remarks O(data); the same data and shape give the same bytes on every machine.
 */
export function encodeNpy(data: WritableData, shape: readonly number[]): Uint8Array {
  if (elementCount(shape) !== data.length) {
    throw new ShapeError(`shape: must hold ${data.length} numbers (got ${shapeText(shape)})`);
  }
  const header = npyHeader(data, shape);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(header);
  bytes.set(npyElements(data), header.length);
  return bytes;
}

/**
 * What an NPY file begins with; `npyElements` of all data follow.
 * @param like an array of the element type, of any length
 * @param shape dimensions
 */
export function npyHeader(like: WritableData, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const growth = shape.length === 0 ? 0 : GROWTH_DIGITS - String(shape[0]).length;
  const text =
    `{'descr': '${descriptor(like)}', 'fortran_order': False, 'shape': ${tuple}, }` + ' '.repeat(growth);
  const unpadded = 10 + text.length + 1;
  const start = unpadded + ALIGNMENT - (unpadded % ALIGNMENT);
  const bytes = new Uint8Array(start);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]); // \x93NUMPY, version 1.0
  new DataView(bytes.buffer).setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(`${text.padEnd(start - 11)}\n`), 10);
  return bytes;
}

/** Elements as they lie in the file; a view of the data where the machine has the same byte order. */
export function npyElements(data: WritableData): Uint8Array {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (endianness() === 'LE') return bytes;
  const swapped = bytes.slice();
  swapBytes(swapped, data.BYTES_PER_ELEMENT);
  return swapped;
}

function swapBytes(bytes: Uint8Array, itemBytes: number): void {
  for (let i = 0; i < bytes.length; i += itemBytes) bytes.subarray(i, i + itemBytes).reverse();
}
