/** A process that trains once and prints what it took, as one JSON document: seconds, examples, peak memory. */
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { readArray } from '../../src/data/read-array.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { createTraining } from '../../src/experiments/training.ts';
import type { LearningOptions } from '../../src/experiments/training.ts';
import { initialWeights } from '../../src/learning/initial-weights.ts';
import { createPanelPool } from '../../src/workers/panel-pool.ts';
import { peakBytes } from './process-memory.ts';
import { takeExamples } from './take-examples.ts';

/** What to train; the rest are the defaults of `train`. */
export interface TrainingTask {
  /** .npy of bytes `[examples, inputs]`. */
  readonly data: string;
  readonly units: number;
  readonly threads: number;
  /** Examples before the clock starts, so that the code is compiled. */
  readonly warmUp: number;
  readonly examples: number;
  readonly learning: Partial<LearningOptions>;
}

/** What it took. */
export interface TrainingCost {
  readonly seconds: number;
  readonly examples: number;
  readonly peakBytes: number;
}

function train({ data, units, threads, warmUp, examples, learning }: TrainingTask): TrainingCost {
  const array = readArray(data);
  const [count, inputs] = array.shape;
  if (!(array.data instanceof Uint8Array)) throw new Error(`${data}: must hold bytes`);
  const table = { examples: count, inputs, values: array.data, divisor: 255 };
  const source = createExampleSource(table, TRAINING_DEFAULTS.normalize);
  const { p, radius, precision, init } = TRAINING_DEFAULTS;
  const pool = threads > 1 ? createPanelPool(threads) : null;
  const training = createTraining({
    ...(pool !== null && { threads: pool.engineOf }),
    start: { weights: initialWeights(init, source, { units, p, radius, seed: 0 }) },
    shape: { units, p, radius, precision },
    source,
    epochs: 100,
    seed: 0,
    learning: { ...TRAINING_DEFAULTS, ...learning },
  });
  takeExamples(training, warmUp, count);
  const start = performance.now();
  takeExamples(training, examples, count);
  const seconds = (performance.now() - start) / 1000;
  pool?.close();
  return { seconds, examples, peakBytes: peakBytes() };
}

const [task] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(train(JSON.parse(task) as TrainingTask))}\n`);
