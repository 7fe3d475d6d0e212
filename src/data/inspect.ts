/** What a file holds, for a person: `data inspect`. */
import { readArray } from './read-array.ts';

/** Summary of an array. */
export interface Inspection {
  readonly path: string;
  readonly shape: readonly number[];
  /** Element type in the file, see `FileArray.dtype`. */
  readonly dtype: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Share of the numbers that are not 0. */
  readonly nonZero: number;
  /** If these can be labels, a vector of integers from 0 to below 1000: how many there are of each; else null. */
  readonly histogram: readonly number[] | null;
}

const MAX_CLASSES = 1000;

/**
 * Reads an array and summarises it.
 * @param path as for `readArray`
 * @throws DataFormatError as `readArray`
 */
export function inspect(path: string): Inspection {
  const { shape, data, dtype } = readArray(path);
  let [min, max, sum, nonZero, integers] = [Infinity, -Infinity, 0, 0, true];
  for (const value of data) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    if (value !== 0) nonZero++;
    integers &&= Number.isInteger(value);
  }
  const isVector = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  const areLabels = isVector && integers && min >= 0 && max < MAX_CLASSES;
  const histogram = areLabels ? Array<number>(max + 1).fill(0) : null;
  if (histogram !== null) for (const value of data) histogram[value]++;
  return { path, shape, dtype, min, max, mean: sum / data.length, nonZero: nonZero / data.length, histogram };
}
