/** Examples as the network sees them: scaled to [0, 1], and made unit vectors where that is asked for. */
import type { ExampleSource } from '../kernels/sparse.ts';

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

/**
 * Reads examples from a table one at a time; nothing is copied or expanded beforehand.
 * @remarks O(N) per example. An example that is all zero stays so under `unit`.
 */
export function createExampleSource(table: ExampleTable, normalization: Normalization): ExampleSource {
  const { inputs, values, divisor } = table;
  return {
    count: table.examples,
    inputs,
    load: (example, out) => {
      const row = example * inputs;
      let length = 0;
      let square = 0;
      for (let i = 0; i < inputs; i++) {
        const stored = values[row + i];
        if (stored === 0) continue;
        const value = stored / divisor;
        out.index[length] = i;
        out.value[length] = value;
        square += value * value;
        length++;
      }
      out.length = length;
      if (normalization === 'none' || square === 0) return;
      const scale = 1 / Math.sqrt(square);
      for (let j = 0; j < length; j++) out.value[j] *= scale;
    },
  };
}
