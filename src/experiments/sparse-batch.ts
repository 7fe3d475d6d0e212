/** A minibatch as a sparse matrix, and as its transpose, where the kernels of a layer read them. */
import { allocatedBytes } from '../kernels/simd.ts';
import type { Pointer, Simd } from '../kernels/simd.ts';
import { createSparseVector } from '../kernels/sparse.ts';
import type { ExampleSource } from '../kernels/sparse.ts';

/** Non-zero inputs by example: int32 `start` `[B + 1]`, then numbers and values of all one after the other. */
interface SparsePointers {
  readonly start: Pointer;
  /** int32: the input of each entry; in the transpose its example. */
  readonly index: Pointer;
  /** float32. */
  readonly value: Pointer;
}

/** Up to `capacity` examples. */
export interface SparseBatch {
  /** Examples in it. */
  readonly count: () => number;
  readonly byExample: SparsePointers;
  /** What `byExample` held when `transpose` was last called. */
  readonly byInput: SparsePointers;
  /** Takes the place of what it held. */
  readonly load: (source: ExampleSource, examples: ArrayLike<number>) => void;
  readonly transpose: () => void;
}

/** Sizes of a batch. */
export interface BatchShape {
  readonly capacity: number;
  /** N. */
  readonly inputs: number;
}

function sizes({ capacity, inputs }: BatchShape): number[] {
  const room = capacity * inputs;
  return [capacity + 1, room, room, inputs + 1, room, room];
}

/** Bytes of memory that a batch takes. */
export function sparseBatchBytes(shape: BatchShape): number {
  return sizes(shape).reduce((sum, size) => sum + allocatedBytes(size * 4), 0);
}

/** An empty batch in a memory with `sparseBatchBytes` left. */
export function createSparseBatch(simd: Simd, shape: BatchShape): SparseBatch {
  const { inputs } = shape;
  const lengths = sizes(shape);
  const at = lengths.map((size) => simd.allocate(size * 4));
  const [rowStart, index, , columnStart, example] = at.map((pointer, i) => simd.int32(pointer, lengths[i]));
  const [value, turned] = [2, 5].map((i) => simd.float32(at[i], lengths[i]));
  const vector = createSparseVector(inputs);
  const cursor = new Int32Array(inputs);
  let count = 0;
  return {
    count: () => count,
    byExample: { start: at[0], index: at[1], value: at[2] },
    byInput: { start: at[3], index: at[4], value: at[5] },
    load: (source, examples) => {
      count = examples.length;
      let filled = 0;
      for (let b = 0; b < count; b++) {
        source.load(examples[b], vector);
        for (let j = 0; j < vector.length; j++) {
          index[filled] = vector.index[j];
          value[filled++] = vector.value[j];
        }
        rowStart[b + 1] = filled;
      }
    },
    transpose: () => {
      const filled = rowStart[count];
      cursor.fill(0);
      for (let j = 0; j < filled; j++) cursor[index[j]]++;
      for (let i = 0, from = 0; i < inputs; i++) {
        columnStart[i] = from;
        from += cursor[i];
        cursor[i] = columnStart[i];
        columnStart[i + 1] = from;
      }
      for (let b = 0; b < count; b++) {
        for (let j = rowStart[b]; j < rowStart[b + 1]; j++) {
          const place = cursor[index[j]]++;
          example[place] = b;
          turned[place] = value[j];
        }
      }
    },
  };
}
