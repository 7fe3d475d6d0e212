/** What `lyapunov` verifies on: weights and inputs from files, runs and data sets, or random ones. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { loadDataset } from '../../data/load-dataset.ts';
import { ArgumentError, ShapeError } from '../../errors.ts';
import { createExampleSource } from '../../experiments/example-source.ts';
import { lyapunovProblem } from '../../experiments/lyapunov-problem.ts';
import type { LyapunovProblem } from '../../experiments/lyapunov-problem.ts';
import type { ExampleSource } from '../../kernels/sparse.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { CommonOptions } from '../options/common.ts';
import type { LyapunovOptions } from '../options/lyapunov.ts';
import { readRows } from './arrays.ts';
import type { Rows } from './arrays.ts';

/**
 * @throws ArgumentError for options that exclude each other; ShapeError for weights and inputs that do not fit
 */
export function readLyapunovProblem(options: LyapunovOptions & CommonOptions): LyapunovProblem {
  const { weights, hidden, inputs, radius, seed } = options;
  const source = readSource(options);
  const given = weights === undefined ? null : readRows(weightsFile(weights));
  if (given !== null && source !== null && given.length !== source.inputs) {
    throw new ShapeError(`--weights ${given.source}: must be [K, ${source.inputs}] to fit the inputs`);
  }
  const ownInputs = typeof inputs === 'number' ? inputs : 1;
  return lyapunovProblem({
    units: given?.rows.length ?? hidden,
    inputs: source?.inputs ?? given?.length ?? ownInputs,
    radius,
    seed,
    weights: given === null ? null : flatten(given),
    source,
  });
}

function weightsFile(given: string): string {
  const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? path.join(given, RUN_FILES.weights) : given;
}

function flatten({ rows, length }: Rows): Float64Array {
  const values = new Float64Array(rows.length * length);
  rows.forEach((row, i) => values.set(row, i * length));
  return values;
}

function readSource({
  inputs,
  data,
  dataDir,
  normalize,
  seed,
}: LyapunovOptions & CommonOptions): ExampleSource | null {
  if (data !== undefined) {
    if (typeof inputs === 'string') {
      throw new ArgumentError(`--inputs: must be given without --data (got ${inputs}); give one of them`);
    }
    return createExampleSource(loadDataset({ data, dataDir, seed }).train, normalize);
  }
  if (typeof inputs === 'number') return null;
  const rows = readRows(inputs);
  const table = { examples: rows.rows.length, inputs: rows.length, values: flatten(rows), divisor: 1 };
  return createExampleSource(table, normalize);
}
