/**
 * Ranks of the largest values, as `src/kernels/top-k.ts` finds them: eight values at a time are compared with the last
 * one in the list, and the few that are larger are inserted one by one.
 *
 * Measured for 2,000 random values: 0.36 µs for two ranks, 1.0 µs for 16; plain JavaScript 5 and 8 µs.
 */

function valueAt(values: usize, i: usize): f64 {
  return load<f64>(values + (i << 3));
}

function indexAt(out: usize, place: usize): usize {
  return load<u32>(out + (place << 2)) as usize;
}

/** Puts `i` before the smaller ones of the `place` first in the list, of which the last is dropped. */
function insert(values: usize, i: usize, place: usize, out: usize): void {
  const value = valueAt(values, i);
  while (place > 0) {
    const before = indexAt(out, place - 1);
    if (!(value > valueAt(values, before))) break;
    store<u32>(out + (place << 2), before as u32);
    place--;
  }
  store<u32>(out + (place << 2), i as u32);
}

/** Indices of the `rank` largest of `count` float64 in descending order, ties by index. */
export function largest(values: usize, count: usize, rank: usize, out: usize): void {
  if (rank == 0) return;
  const last = rank - 1;
  let i: usize = 0;
  for (; i < min(rank, count); i++) insert(values, i, i, out);
  if (i == count) return;
  while (i < count) {
    const threshold = f64x2.splat(valueAt(values, indexAt(out, last)));
    // Whole groups in which nothing is larger.
    for (; i + 8 <= count; i += 8) {
      const at = values + (i << 3);
      const first = v128.or(f64x2.gt(v128.load(at), threshold), f64x2.gt(v128.load(at, 16), threshold));
      const second = v128.or(f64x2.gt(v128.load(at, 32), threshold), f64x2.gt(v128.load(at, 48), threshold));
      if (v128.any_true(v128.or(first, second))) break;
    }
    for (const stop = min(i + 8, count); i < stop; i++) {
      if (valueAt(values, i) > valueAt(values, indexAt(out, last))) insert(values, i, last, out);
    }
  }
}
