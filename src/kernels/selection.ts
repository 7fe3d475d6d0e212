/**
 * Searches among the currents of one example: the largest, the first ranks, all from a bound on. In plain loops, or by
 * the SIMD kernels for values in their memory; both find the same.
 */
import type { Simd } from './simd.ts';
import { allocatedBytes } from './simd.ts';
import { largestIndices } from './top-k.ts';

/** Searches among up to `found.length` values. */
export interface Selection {
  /** `[K]` indices that the last search found; may be reordered by whoever asked. */
  readonly found: Int32Array;
  /** The largest value; NaN if one is NaN. */
  readonly maximum: (values: Float64Array) => number;
  /**
   * Finds the values ≥ `bound`, by ascending index.
   * @returns how many
   */
  readonly atLeast: (values: Float64Array, bound: number) => number;
  /** Finds the `rank` largest values in descending order, ties by index; `rank` ≤ their number. */
  readonly largest: (values: Float64Array, rank: number) => void;
}

/** Largest value by a plain loop; NaN if one is NaN. */
function maximum(values: Float64Array): number {
  let most = values[0];
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    // Negated, so that a NaN is caught by the branch that is rarely taken.
    if (!(value <= most)) {
      if (Number.isNaN(most)) return NaN;
      most = value;
    }
  }
  return most;
}

/** Searches by plain loops. */
export function plainSelection(found: Int32Array): Selection {
  return {
    found,
    maximum,
    atLeast: (values, bound) => {
      let count = 0;
      for (let i = 0; i < values.length; i++) if (values[i] >= bound) found[count++] = i;
      return count;
    },
    largest: (values, rank) => largestIndices(values, rank, found),
  };
}

/** Bytes of the kernels' memory that `simdSelection` takes. */
export function selectionBytes(units: number): number {
  return allocatedBytes(4 * units);
}

/**
 * Searches by the kernels among values in their memory, and by plain loops among others.
 * @param units K ≥ 1
 */
export function simdSelection(simd: Simd, units: number): Selection {
  const at = simd.allocate(4 * units);
  const found = simd.int32(at, units);
  const plain = plainSelection(found);
  const { buffer } = simd.memory;
  return {
    found,
    maximum: (values) =>
      values.buffer === buffer ? simd.maximum(values.byteOffset, values.length) : plain.maximum(values),
    atLeast: (values, bound) =>
      values.buffer === buffer
        ? simd.atLeast(values.byteOffset, values.length, bound, at)
        : plain.atLeast(values, bound),
    largest: (values, rank) => {
      if (values.buffer === buffer) simd.largest(values.byteOffset, values.length, rank, at);
      else plain.largest(values, rank);
    },
  };
}
