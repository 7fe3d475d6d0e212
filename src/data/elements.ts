/** Element types of binary files: decoding of either byte order into a fresh typed array. */
import { endianness } from 'node:os';
import { DataFormatError } from '../errors.ts';
import type { NumericData } from './array.ts';

/** `kind` in NumPy's letters (b = boolean, u, i, f), with the number of bytes. */
export type ElementType = 'b1' | 'u1' | 'u2' | 'u4' | 'u8' | 'i1' | 'i2' | 'i4' | 'i8' | 'f2' | 'f4' | 'f8';

interface Decoder {
  readonly name: string;
  readonly bytes: number;
  readonly make: (count: number) => NumericData;
  readonly get: (view: DataView, at: number, little: boolean) => number;
}

/** Value of an IEEE 754 half: 1 sign, 5 exponent, 10 fraction bits. */
function half(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent ? (1 + fraction / 1024) * 2 ** (exponent - 15) : fraction * 2 ** -24);
}

const DECODERS: Readonly<Record<ElementType, Decoder>> = {
  b1: { name: 'bool', bytes: 1, make: (n) => new Uint8Array(n), get: (v, at) => v.getUint8(at) },
  u1: { name: 'uint8', bytes: 1, make: (n) => new Uint8Array(n), get: (v, at) => v.getUint8(at) },
  u2: { name: 'uint16', bytes: 2, make: (n) => new Uint16Array(n), get: (v, at, le) => v.getUint16(at, le) },
  u4: { name: 'uint32', bytes: 4, make: (n) => new Uint32Array(n), get: (v, at, le) => v.getUint32(at, le) },
  u8: {
    name: 'uint64',
    bytes: 8,
    make: (n) => new Float64Array(n),
    get: (v, at, le) => Number(v.getBigUint64(at, le)),
  },
  i1: { name: 'int8', bytes: 1, make: (n) => new Int8Array(n), get: (v, at) => v.getInt8(at) },
  i2: { name: 'int16', bytes: 2, make: (n) => new Int16Array(n), get: (v, at, le) => v.getInt16(at, le) },
  i4: { name: 'int32', bytes: 4, make: (n) => new Int32Array(n), get: (v, at, le) => v.getInt32(at, le) },
  i8: {
    name: 'int64',
    bytes: 8,
    make: (n) => new Float64Array(n),
    get: (v, at, le) => Number(v.getBigInt64(at, le)),
  },
  f2: {
    name: 'float16',
    bytes: 2,
    make: (n) => new Float32Array(n),
    get: (v, at, le) => half(v.getUint16(at, le)),
  },
  f4: {
    name: 'float32',
    bytes: 4,
    make: (n) => new Float32Array(n),
    get: (v, at, le) => v.getFloat32(at, le),
  },
  f8: {
    name: 'float64',
    bytes: 8,
    make: (n) => new Float64Array(n),
    get: (v, at, le) => v.getFloat64(at, le),
  },
};

/** Whether `code` names an element type that can be read. */
export function isElementType(code: string): code is ElementType {
  return Object.hasOwn(DECODERS, code);
}

/** Whether every bit pattern is a value of the typed array that `make` returns. */
function isRaw(type: ElementType): boolean {
  return type !== 'b1' && type !== 'f2' && type !== 'u8' && type !== 'i8';
}

/** Name in NumPy's words, and bytes per element. */
export function elementType(type: ElementType): { readonly name: string; readonly bytes: number } {
  return DECODERS[type];
}

/** Where the elements lie: `count` of them from byte `start`, little-endian or not. */
export interface ElementLayout {
  readonly start: number;
  readonly count: number;
  readonly little: boolean;
}

/**
 * Decodes elements into a fresh array. 64-bit integers become float64, booleans 0 and 1.
 * @param bytes the whole file, already known to hold the elements
 * @param type element type
 * @param layout where they are
 * @param path named in errors
 * @throws DataFormatError for an integer beyond 2⁵³, which float64 cannot hold, and a boolean that is neither 0 nor 1
 */
export function decodeElements(
  bytes: Uint8Array,
  type: ElementType,
  layout: ElementLayout,
  path: string,
): NumericData {
  const { start, count, little } = layout;
  const { bytes: itemBytes, make, get, name } = DECODERS[type];
  const data = make(count);
  if (isRaw(type) && (itemBytes === 1 || little === (endianness() === 'LE'))) {
    new Uint8Array(data.buffer).set(bytes.subarray(start, start + count * itemBytes));
    return data;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const refuse = (at: number, what: string): DataFormatError =>
    new DataFormatError(`${path}: ${name} ${what} at byte ${at}; save the array as float64`);
  for (let i = 0, at = start; i < count; i++, at += itemBytes) {
    const value = get(view, at, little);
    if (itemBytes === 8 && type !== 'f8' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
      throw refuse(at, `must be within ±2^53 (got about ${value})`);
    }
    if (type === 'b1' && value > 1) throw refuse(at, `must be 0 or 1 (got ${value})`);
    data[i] = value;
  }
  return data;
}
