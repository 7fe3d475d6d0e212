/**
 * IDX files, the format of MNIST (LeCun, Cortes & Burges, "The MNIST database of handwritten digits"): two zero bytes,
 * an element type, the number of dimensions, each dimension as a big-endian 32-bit integer, the elements big-endian.
 */
import { DataFormatError } from '../errors.ts';
import { checkedCount, checkFinite, DAMAGED, indexText } from './array.ts';
import type { FileArray } from './array.ts';
import { decodeElements, elementType } from './elements.ts';
import type { ElementType } from './elements.ts';

const TYPES: ReadonlyMap<number, ElementType> = new Map([
  [0x08, 'u1'],
  [0x09, 'i1'],
  [0x0b, 'i2'],
  [0x0c, 'i4'],
  [0x0d, 'f4'],
  [0x0e, 'f8'],
]);

/** Longest header: 255 dimensions. */
export const IDX_HEADER_BYTES: number = 4 + 4 * 255;

/** Whether the bytes begin like an IDX file. */
export function isIdx(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && bytes[0] === 0 && bytes[1] === 0 && TYPES.has(bytes[2]) && bytes[3] > 0;
}

interface Header {
  readonly type: ElementType;
  readonly shape: number[];
  readonly start: number;
}

function readHeader(bytes: Uint8Array, path: string): Header {
  const type = TYPES.get(bytes[2]);
  if (!isIdx(bytes) || type === undefined) {
    throw new DataFormatError(`${path}: not an IDX file: no magic number at byte 0; ${DAMAGED}`);
  }
  const start = 4 + 4 * bytes[3];
  if (bytes.length < start) {
    throw new DataFormatError(
      `${path}: the IDX header needs ${start} bytes, but ends at byte ${bytes.length}; ${DAMAGED}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const shape = Array.from({ length: bytes[3] }, (_, i) => view.getUint32(4 + 4 * i));
  return { type, shape, start };
}

/**
 * Length of the whole file, as its header promises.
 * @param head at least the header
 * @param path named in errors
 */
export function idxLength(head: Uint8Array, path: string): number {
  const { type, shape, start } = readHeader(head, path);
  return shape.reduce((product, size) => product * size, elementType(type).bytes) + start;
}

/**
 * Reads an IDX file of any element type and any number of dimensions from 1.
 * @param bytes the whole file, unpacked
 * @param path named in errors
 * @throws DataFormatError with the byte offset if the header is not IDX, the dimensions do not fit the file's length,
 * or a number is not finite
 */
export function parseIdx(bytes: Uint8Array, path: string): FileArray {
  const { type, shape, start } = readHeader(bytes, path);
  const { name, bytes: itemBytes } = elementType(type);
  const count = checkedCount(path, shape, { itemBytes, start, length: bytes.length });
  const data = decodeElements(bytes, type, { start, count, little: false }, path);
  checkFinite(path, data, (i) => `${indexText(i, shape)}, byte ${start + i * itemBytes}`);
  return { shape, data, dtype: name };
}
