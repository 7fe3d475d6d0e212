/**
 * Units by descending current, as far as they are asked for: a binary max-heap of unit indices (Williams 1964, built
 * bottom-up after Floyd 1964). Equal currents come by ascending index, so the order is the same on every machine.
 */

function precedes(keys: Float64Array, first: number, second: number): boolean {
  return keys[first] > keys[second] || (keys[first] === keys[second] && first < second);
}

function sink(heap: Int32Array, count: number, from: number, keys: Float64Array): void {
  const unit = heap[from];
  let hole = from;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= count) break;
    if (child + 1 < count && precedes(keys, heap[child + 1], heap[child])) child++;
    if (!precedes(keys, heap[child], unit)) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = unit;
}

/**
 * Order `heap[0 … count)` as a max-heap: `heap[0]` then is the unit with the largest key.
 * @param heap `[≥ count]` unit indices, reordered
 * @param keys `[K]` the value of each unit
 * @remarks O(count), no allocation.
 */
export function buildHeap(heap: Int32Array, count: number, keys: Float64Array): void {
  for (let i = (count >> 1) - 1; i >= 0; i--) sink(heap, count, i, keys);
}

/**
 * Take the first unit off a heap of `count` units made by `buildHeap`; `count − 1` remain.
 * @returns the unit with the largest key
 * @remarks O(log count), no allocation.
 */
export function popHeap(heap: Int32Array, count: number, keys: Float64Array): number {
  const first = heap[0];
  heap[0] = heap[count - 1];
  sink(heap, count - 1, 0, keys);
  return first;
}

/**
 * Sort `units[0 … count)` by descending key, equal keys by ascending index, in place.
 * @param units `[≥ count]` unit indices, reordered
 * @param keys `[K]` the value of each unit
 * @remarks O(count log count) (heapsort), no allocation.
 */
export function sortDescending(units: Int32Array, count: number, keys: Float64Array): void {
  buildHeap(units, count, keys);
  // Popped units fill the array from its end: ascending, then turned round.
  for (let left = count; left > 1; left--) units[left - 1] = popHeap(units, left, keys);
  for (let low = 0, high = count - 1; low < high; low++, high--) {
    const moved = units[low];
    units[low] = units[high];
    units[high] = moved;
  }
}
