/**
 * One example as its non-zero inputs. A presentation reads and changes only these (W stays in the plane of W₀ and v).
 */

/** Storage of weights and inputs: 4-byte floats for training, 8-byte for verification. */
export type FloatArray = Float32Array | Float64Array;

/** Precision of stored weights. Sums are accumulated in float64 either way. */
export type Precision = 'f32' | 'f64';

/** The non-zero inputs of one example: `value[j]` at input `index[j]`, for j < `length`; indices ascend. */
export interface SparseVector {
  length: number;
  readonly index: Int32Array;
  readonly value: Float64Array;
}

/** A set of examples that are read one at a time. */
export interface ExampleSource {
  readonly count: number;
  readonly inputs: number;
  /** Reads example `i` (0 ≤ i < count) into `out`, which must have room for `inputs` values. */
  readonly load: (i: number, out: SparseVector) => void;
}

/** An empty vector with room for `inputs` values. */
export function createSparseVector(inputs: number): SparseVector {
  return { length: 0, index: new Int32Array(inputs), value: new Float64Array(inputs) };
}

/** The non-zero values of `dense` `[N]`. */
export function toSparse(dense: Float64Array): SparseVector {
  const vector = createSparseVector(dense.length);
  dense.forEach((value, i) => {
    if (value === 0) return;
    vector.index[vector.length] = i;
    vector.value[vector.length++] = value;
  });
  return vector;
}

/** A zeroed array of `length` values of the given precision. */
export function createFloatArray(length: number, precision: Precision): FloatArray {
  return precision === 'f32' ? new Float32Array(length) : new Float64Array(length);
}
