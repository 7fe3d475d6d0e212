/** A data set in memory: examples in rows, bytes kept as bytes. */
import { DataFormatError } from '../errors.ts';
import { shapeText } from './array.ts';
import type { FileArray, NumericData } from './array.ts';

/** Extent of an image; inputs run over rows, then columns, then channels. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 red–green–blue. */
  readonly channels: number;
}

/** Examples, and labels if there are any. */
export interface Dataset {
  readonly name: string;
  readonly examples: number;
  /** Inputs per example, N. */
  readonly inputs: number;
  /** null: the inputs are no image. */
  readonly shape: ImageShape | null;
  /** [examples × inputs], row-major, unscaled; inputs to the network are `values / divisor`. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /**
   * Puts values ≥ 0 into [0, 1] (negative ones into [−1, 0)): 255 for bytes, 1 if max |x| ≤ 1, else max |x|. Test data
   * take the divisor of their training data.
   */
  readonly divisor: number;
  /** [examples], 0 … classes − 1; null: there are none. */
  readonly labels: Uint8Array | Int32Array | null;
  /** Number of classes; 0 without labels. */
  readonly classes: number;
}

/** Training data, and test data if there are any. */
export interface Split {
  readonly train: Dataset;
  readonly test: Dataset | null;
  /** What is unusual about the data, one line each; nothing here stops a run. */
  readonly warnings: readonly string[];
}

/** More than that are not classes but measurements. */
const MAX_CLASSES = 65536;

/** The smallest of the three types that holds every number exactly: tables and int64 arrays often hold bytes. */
function toValues(data: NumericData): Dataset['values'] {
  if (data instanceof Uint8Array) return data;
  if (data.every((x) => Number.isInteger(x) && x >= 0 && x <= 255)) return Uint8Array.from(data);
  if (data instanceof Float32Array || data instanceof Float64Array) return data;
  return data.every((x) => Math.fround(x) === x) ? Float32Array.from(data) : Float64Array.from(data);
}

function largestMagnitude(values: NumericData): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** See `Dataset.divisor`. Bytes that are all 0 or 1 are no images of 255 levels. */
function divisorOf(data: NumericData): number {
  const largest = largestMagnitude(data);
  if (largest <= 1) return 1;
  return data instanceof Uint8Array ? 255 : largest;
}

function imageShape(shape: readonly number[]): ImageShape | null {
  const [, height, width, channels = 1] = shape;
  return shape.length > 2 && (channels === 1 || channels === 3) ? { height, width, channels } : null;
}

/**
 * Labels from an array of integers [examples] or [examples, 1].
 * @param array as read
 * @param path named in errors
 * @param bounds how many labels there must be, and how many classes there can be
 * @throws DataFormatError if their number differs from the images', or one is not an integer from 0
 */
export function toLabels(
  array: FileArray,
  path: string,
  bounds: { readonly examples: number; readonly classes?: number },
): Uint8Array | Int32Array {
  const { examples, classes = MAX_CLASSES } = bounds;
  const { shape, data } = array;
  if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1)) {
    throw new DataFormatError(
      `${path}: labels must have shape [${examples}] (got ${shapeText(shape)}); give one number per example`,
    );
  }
  if (data.length !== examples) {
    throw new DataFormatError(
      `${path}: must hold as many labels as there are examples, ${examples} (got ${data.length}); give the labels of these data`,
    );
  }
  const wrong = data.findIndex((x: number) => !Number.isInteger(x) || x < 0 || x >= classes);
  if (wrong >= 0) {
    throw new DataFormatError(
      `${path}: labels must be integers from 0 to ${classes - 1} (got ${data[wrong]} at [${wrong}]); number the classes from 0`,
    );
  }
  return data instanceof Uint8Array ? data : Int32Array.from(data);
}

/** Number of classes, from the largest label. */
export function classCount(...labels: readonly (Uint8Array | Int32Array | null)[]): number {
  return labels.reduce(
    (count, some) => (some === null ? count : Math.max(count, 1 + largestMagnitude(some))),
    0,
  );
}

/**
 * Data set from an array [examples, inputs] or [examples, height, width(, channels)].
 * @param array as read
 * @param path named in errors
 * @param parts name, labels with the number of classes, and the divisor of the training data for test data
 * @throws DataFormatError if the array has another number of dimensions
 */
export function toDataset(
  array: FileArray,
  path: string,
  parts: {
    readonly name: string;
    readonly labels: Dataset['labels'];
    readonly classes: number;
    readonly divisor?: number;
  },
): Dataset {
  const { shape } = array;
  if (shape.length < 2 || shape.length > 4) {
    throw new DataFormatError(
      `${path}: data must have shape [examples, inputs] or [examples, height, width, channels] (got ${shapeText(shape)}); reshape the array`,
    );
  }
  const values = toValues(array.data);
  return {
    name: parts.name,
    examples: shape[0],
    inputs: values.length / shape[0],
    shape: imageShape(shape),
    values,
    divisor: parts.divisor ?? divisorOf(array.data),
    labels: parts.labels,
    classes: parts.classes,
  };
}

/** The first `count` examples, or all if there are fewer. Values and labels are views. */
export function firstExamples(dataset: Dataset, count: number): Dataset {
  const examples = Math.min(count, dataset.examples);
  return {
    ...dataset,
    examples,
    values: dataset.values.subarray(0, examples * dataset.inputs),
    labels: dataset.labels && dataset.labels.subarray(0, examples),
  };
}
