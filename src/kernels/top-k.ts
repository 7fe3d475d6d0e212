/** Ranks of the largest values, by selection: for the few first ranks cheaper than a sort. */

/**
 * Indices of the `count` largest values in descending order, ties by index.
 * @param values `[K]`
 * @param count ≤ K
 * @param out `[≥ count]`, overwritten
 * @remarks O(K) while few values enter the list; no allocation.
 */
export function largestIndices(values: Float64Array, count: number, out: Int32Array): void {
  let filled = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (filled === count && !(value > values[out[count - 1]])) continue;
    let place = filled < count ? filled++ : count - 1;
    while (place > 0 && value > values[out[place - 1]]) {
      out[place] = out[place - 1];
      place--;
    }
    out[place] = i;
  }
}
