/** Arrays as users have them: the same numbers behind every kind of view that an ndarray can be. */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';

/** The elements of a view by its own `get`, in C order: the plain twin of the copier. */
export function elements(view: NdArray): number[] {
  if (view.dimension === 1) return Array.from({ length: view.shape[0] }, (_, i) => view.get(i));
  const [rows, columns] = view.shape;
  return Array.from({ length: rows * columns }, (_, at) => view.get(Math.floor(at / columns), at % columns));
}

/** `rows` behind other strides, offsets and orders: each reads as the same matrix. */
export function matrixViews(rows: readonly (readonly number[])[]): Readonly<Record<string, NdArray>> {
  const height = rows.length;
  const width = rows[0].length;
  const empty = (tall: number, wide: number): NdArray<Float64Array> =>
    ndarray(new Float64Array(tall * wide).fill(-77), [tall, wide]);
  const fill = (view: NdArray<Float64Array>): NdArray => {
    for (const [r, row] of rows.entries()) for (const [c, value] of row.entries()) view.set(r, c, value);
    return view;
  };
  return {
    'in C order': fill(empty(height, width)),
    'in Fortran order': fill(empty(width, height).transpose(1, 0)),
    'reversed in both directions': fill(empty(height, width).step(-1, -1)),
    'transposed and reversed': fill(empty(width, height).transpose(1, 0).step(1, -1)),
    'every second element of a part': fill(
      empty(2 * height + 2, 3 * width + 1)
        .lo(1, 1)
        .hi(2 * height, 3 * width)
        .step(2, 3),
    ),
  };
}

/** What `run` throws, as `class: message`. */
export function thrown(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return String(error);
  }
  return 'nothing';
}

/** What a promise is rejected with, as `class: message`. */
export async function rejection(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return String(error);
  }
  return 'nothing';
}
