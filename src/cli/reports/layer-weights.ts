/** The weights of a finished run, as a report draws them. */
import path from 'node:path';
import { readArray } from '../../data/read-array.ts';
import { DataFormatError } from '../../errors.ts';
import type { WeightMatrix } from '../../report/weight-scale.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';

/**
 * Reads them.
 * @throws DataFormatError when they cannot be read, or do not fit the data
 */
export function readLayer(
  folder: string,
  { units, inputs }: { readonly units: number; readonly inputs: number },
): WeightMatrix {
  const file = path.join(folder, RUN_FILES.weights);
  const { shape, data: weights } = readArray(file);
  if (!(weights instanceof Float32Array || weights instanceof Float64Array) || shape.length !== 2) {
    throw new DataFormatError(`${file}: must hold floating-point weights [K, N]; make the run anew`);
  }
  if (shape[0] !== units || shape[1] !== inputs) {
    throw new DataFormatError(
      `${file}: must be [${units}, ${inputs}] to fit the data of the run (got [${shape.join(', ')}]); restore the data`,
    );
  }
  return { weights, hidden: units, inputs };
}
