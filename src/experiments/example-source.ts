/** Examples as the network sees them: scaled to [0, 1], and made unit vectors where that is asked for. */
import type { ExampleSource, SparseVector } from '../kernels/sparse.ts';

/** `none`: inputs in [0, 1]; `unit`: each example divided by its Euclidean length (the paper's CIFAR inputs). */
export type Normalization = 'none' | 'unit';

/** Examples in memory, as a data set holds them. */
export interface ExampleTable {
  readonly examples: number;
  readonly inputs: number;
  /** `[examples × inputs]`. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /** Inputs are values / divisor. */
  readonly divisor: number;
}

/** Reads the non-zero inputs of an example into `out`. */
type Load = ExampleSource['load'];

/**
 * Reads examples from a table one at a time; nothing is copied or expanded beforehand.
 * @remarks O(N) per example: 1.6 µs for 784 bytes of which 81% are 0, 2.1 µs for as many float32. An example that is all
 *   zero stays so under `unit`.
 */
export function createExampleSource(table: ExampleTable, normalization: Normalization): ExampleSource {
  const { examples: count, inputs } = table;
  const read = readBytes(table) ?? readNumbers(table);
  if (normalization === 'none') return { count, inputs, load: read };
  const load: Load = (example, out) => {
    read(example, out);
    normalize(out);
  };
  return { count, inputs, load };
}

function readNumbers({ inputs, values, divisor }: ExampleTable): Load {
  return (example, out) => {
    const row = example * inputs;
    let length = 0;
    for (let i = 0; i < inputs; i++) {
      const stored = values[row + i];
      if (stored === 0) continue;
      out.index[length] = i;
      out.value[length] = stored / divisor;
      length++;
    }
    out.length = length;
  };
}

/** Bytes are read four at a time, where rows begin at whole words: most of an image is black. */
function readBytes({ inputs, values, divisor }: ExampleTable): Load | null {
  if (!(values instanceof Uint8Array) || inputs % 4 !== 0 || values.byteOffset % 4 !== 0) return null;
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length / 4);
  const scaled = Float64Array.from({ length: 256 }, (_, byte) => byte / divisor);
  const wordsPerRow = inputs / 4;
  return (example, out) => {
    const { index, value } = out;
    const row = example * inputs;
    const firstWord = example * wordsPerRow;
    let length = 0;
    for (let word = 0; word < wordsPerRow; word++) {
      if (words[firstWord + word] === 0) continue;
      for (let i = 4 * word; i < 4 * word + 4; i++) {
        const byte = values[row + i];
        if (byte === 0) continue;
        index[length] = i;
        value[length] = scaled[byte];
        length++;
      }
    }
    out.length = length;
  };
}

/** Squares between these are neither rounded away nor too large, whatever the number of inputs. */
const LEAST_SQUARE = 1e-280;
const LARGEST_SQUARE = 1e300;

function normalize(out: SparseVector): void {
  if (out.length === 0) return;
  let square = squareOf(out);
  if (!(square > LEAST_SQUARE && square < LARGEST_SQUARE)) {
    divide(out, largestOf(out));
    square = squareOf(out);
  }
  const { value, length } = out;
  const scale = 1 / Math.sqrt(square);
  for (let j = 0; j < length; j++) value[j] *= scale;
}

function squareOf({ value, length }: SparseVector): number {
  let square = 0;
  for (let j = 0; j < length; j++) square += value[j] * value[j];
  return square;
}

function largestOf({ value, length }: SparseVector): number {
  let largest = 0;
  for (let j = 0; j < length; j++) largest = Math.max(largest, Math.abs(value[j]));
  return largest;
}

function divide({ value, length }: SparseVector, divisor: number): void {
  for (let j = 0; j < length; j++) value[j] /= divisor;
}
