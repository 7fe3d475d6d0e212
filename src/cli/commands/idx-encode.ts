/** IDX files of bytes, as MNIST has them (LeCun, Cortes & Burges, "The MNIST database", file format section). */

/** Type code of unsigned bytes. */
const UNSIGNED_BYTE = 0x08;

/**
 * The bytes of an IDX file.
 * @param data [product of shape], C order
 * @param shape dimensions, each < 2³²
 */
export function encodeIdx(data: Uint8Array, shape: readonly number[]): Uint8Array {
  const start = 4 + 4 * shape.length;
  const bytes = new Uint8Array(start + data.length);
  bytes.set([0, 0, UNSIGNED_BYTE, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((size, axis) => view.setUint32(4 + 4 * axis, size));
  bytes.set(data, start);
  return bytes;
}
