/** Sparse examples for tests, from dense arrays or at random. */
import type { RandomStream } from '../../src/kernels/random.ts';
import type { ExampleSource, SparseVector } from '../../src/kernels/sparse.ts';
import { createSparseVector } from '../../src/kernels/sparse.ts';

/** Writes the non-zero values of `dense` into `out`. */
function loadSparse(dense: ArrayLike<number>, out: SparseVector): void {
  out.length = 0;
  for (let i = 0; i < dense.length; i++) {
    if (dense[i] === 0) continue;
    out.index[out.length] = i;
    out.value[out.length] = dense[i];
    out.length++;
  }
}

/** The non-zero values of `dense` as a sparse vector. */
export function sparseOf(dense: ArrayLike<number>): SparseVector {
  const vector = createSparseVector(dense.length);
  loadSparse(dense, vector);
  return vector;
}

/** A dense example in which each input is non-zero with probability `share`, then uniform on (0, 1]. */
export function randomExample(stream: RandomStream, inputs: number, share: number): Float64Array {
  return Float64Array.from({ length: inputs }, () => (stream.uniform() < share ? 1 - stream.uniform() : 0));
}

/** Dense examples as a source. */
export function sourceOf(examples: readonly ArrayLike<number>[]): ExampleSource {
  return {
    count: examples.length,
    inputs: examples[0].length,
    load: (i, out) => loadSparse(examples[i], out),
  };
}
