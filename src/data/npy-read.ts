/**
 * NPY files, versions 1, 2 and 3 (NumPy documentation, `numpy.lib.format`): a magic number, the version, the length
 * of the header, a header that is a Python dictionary in text, the elements.
 */
import { DataFormatError } from '../errors.ts';
import { checkedCount, checkFinite, DAMAGED, elementCount, indexText } from './array.ts';
import type { FileArray, NumericData } from './array.ts';
import { decodeElements, elementType, isElementType } from './elements.ts';
import type { ElementType } from './elements.ts';
import { quoted } from '../kernels/quoted.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
const PLAIN = "save it with numpy.save(path, array.astype('float64')) or another plain number type";

const SHOWN_TYPE = 60;

/** What version 1 allows; longer ones only ever hold structured types. */
const MAX_HEADER = 65535;

interface Header {
  readonly type: ElementType;
  readonly little: boolean;
  readonly fortran: boolean;
  readonly shape: number[];
  /** Offset of the elements. */
  readonly start: number;
}

/** Whether the bytes begin like an NPY file. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/** Offset and length of the header's text. */
function headerSpan(bytes: Uint8Array, path: string): { start: number; end: number } {
  if (!isNpy(bytes)) {
    throw new DataFormatError(`${path}: not an NPY file: no magic number at byte 0; ${DAMAGED}`);
  }
  const version = bytes[6];
  const start = version === 1 ? 10 : 12;
  if (bytes.length < start) {
    throw new DataFormatError(`${path}: the NPY header ends at byte ${bytes.length}; ${DAMAGED}`);
  }
  if (version < 1 || version > 3 || bytes[7] !== 0) {
    throw new DataFormatError(
      `${path}: NPY version must be 1.0, 2.0 or 3.0 (got ${version}.${bytes[7]} at byte 6); ${DAMAGED}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER) {
    throw new DataFormatError(
      `${path}: the NPY header must be at most ${MAX_HEADER} bytes (got ${length} at byte 8); ${DAMAGED}`,
    );
  }
  return { start, end: start + length };
}

function parseType(descr: string, path: string, at: number): { type: ElementType; little: boolean } {
  const order = descr[0];
  const type = descr.slice(1);
  if (!'<>|='.includes(order) || !isElementType(type) || (order === '|' && elementType(type).bytes > 1)) {
    throw new DataFormatError(
      `${path}: cannot read elements of type ${quoted(descr, SHOWN_TYPE)} (header at byte ${at}); ${PLAIN}`,
    );
  }
  return { type, little: order !== '>' };
}

function readHeader(bytes: Uint8Array, path: string): Header {
  const { start: at, end } = headerSpan(bytes, path);
  if (end > bytes.length) {
    throw new DataFormatError(
      `${path}: the NPY header needs ${end} bytes, but the file ends at byte ${bytes.length}; ${DAMAGED}`,
    );
  }
  const text = new TextDecoder('latin1').decode(bytes.subarray(at, end));
  const bad = (what: string): DataFormatError =>
    new DataFormatError(`${path}: the NPY header at byte ${at} ${what}`);
  const body = /^\{(.*)\}\s*$/s.exec(text)?.[1];
  if (body === undefined) throw bad(`is not a dictionary; ${DAMAGED}`);

  const found = new Map<string, string>();
  // One `'key': value,` after the other; a value is a string, a word, a tuple, or a list (a structured type).
  const entry = /\s*(['"])(\w+)\1\s*:\s*('[^']*'|"[^"]*"|\w+|\([\d,\sL]*\)|\[.*\])\s*(?:,|$)\s*/sy;
  while (entry.lastIndex < body.length) {
    const match = entry.exec(body);
    if (match === null || found.has(match[2])) throw bad(`does not parse; ${DAMAGED}`);
    found.set(match[2], match[3]);
  }
  const descr = found.get('descr');
  const order = found.get('fortran_order');
  const shape = found.get('shape');
  if (descr === undefined || order === undefined || shape === undefined || found.size !== 3) {
    throw bad(`must hold 'descr', 'fortran_order' and 'shape'; ${DAMAGED}`);
  }
  if (descr.startsWith('[')) throw bad(`has a structured type; ${PLAIN}`);
  if (order !== 'True' && order !== 'False') throw bad(`must have fortran_order True or False; ${DAMAGED}`);
  // Python 2 wrote long integers as 3L; (3) without a comma is not a tuple.
  if (!/^\(\s*(\d+L?\s*,\s*)*(\d+L?\s*)?\)$/.test(shape) || /^\(\s*\d+L?\s*\)$/.test(shape)) {
    throw bad(`has no tuple of integers as its shape; ${DAMAGED}`);
  }
  const sizes = [...shape.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  if (sizes.length > 64) throw bad(`must have at most 64 dimensions (got ${sizes.length}); ${DAMAGED}`);
  return {
    ...parseType(descr.slice(1, -1), path, at),
    fortran: order === 'True',
    shape: sizes,
    start: end,
  };
}

/**
 * Length of the header, as its first 12 bytes promise.
 * @param head at least 12 bytes
 * @param path named in errors
 */
export function npyHeaderLength(head: Uint8Array, path: string): number {
  return headerSpan(head, path).end;
}

/**
 * Length of the whole file, as its header promises.
 * @param head at least the header
 * @param path named in errors
 */
export function npyLength(head: Uint8Array, path: string): number {
  const { type, shape, start } = readHeader(head, path);
  return start + elementCount(shape) * elementType(type).bytes;
}

/** From first index fastest to last index fastest. */
function toCOrder(data: NumericData, shape: readonly number[]): NumericData {
  const result = data.slice();
  const strides = shape.map((_, axis) => elementCount(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    result[to] = data[from];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}

/**
 * Reads an NPY file of booleans, integers of 8 to 64 bits or floats of 16 to 64, in either byte order and either
 * index order.
 * @param bytes the whole file, unpacked
 * @param path named in errors
 * @throws DataFormatError with the byte offset if the header does not parse, the shape does not fit the file's
 * length, a number is not finite, or a 64-bit integer lies beyond ±2⁵³
 */
export function parseNpy(bytes: Uint8Array, path: string): FileArray {
  const { type, little, fortran, shape, start } = readHeader(bytes, path);
  const { name, bytes: itemBytes } = elementType(type);
  const count = checkedCount(path, shape, { itemBytes, start, length: bytes.length });
  const data = decodeElements(bytes, type, { start, count, little }, path);
  const order = fortran ? 'F' : 'C';
  checkFinite(path, data, (i) => `${indexText(i, shape, order)}, byte ${start + i * itemBytes}`);
  return { shape, data: fortran && shape.length > 1 ? toCOrder(data, shape) : data, dtype: name };
}
