/** What a training run starts from: its data, its first weights, and everything resolved, as `config.json` has it. */
import path from 'node:path';
import type { Dataset } from '../../data/dataset.ts';
import { readArray } from '../../data/read-array.ts';
import { ArgumentError, ShapeError } from '../../errors.ts';
import { createExampleSource } from '../../experiments/example-source.ts';
import type { ExampleSource } from '../../kernels/sparse.ts';
import { initialWeights, onSphere } from '../../learning/initial-weights.ts';
import type { InitialDistribution } from '../../learning/initial-weights.ts';
import { absoluteDataPaths } from '../inputs/data-paths.ts';
import { loadSplit } from '../inputs/labelled-split.ts';
import type { TrainOptions } from '../options/train.ts';
import type { RunSources } from '../runs/sources.ts';
import { datasetDigest, numbersDigest, optionsDigest } from '../runs/sources.ts';

/** Options of one training run, resolved; those that only say how to run it are left out. */
export type TrainConfig = Omit<TrainOptions, 'resume'> & { readonly seed: number };

/** What is trained on. */
export interface TrainingData {
  readonly train: Dataset;
  readonly test: Dataset | null;
  readonly source: ExampleSource;
  readonly testSource: ExampleSource | null;
  readonly warnings: readonly string[];
}

/** Data and weights that training starts from. */
export interface TrainSetup extends TrainingData {
  /** K. */
  readonly units: number;
  /** `[K × N]`. */
  readonly initial: ArrayLike<number>;
}

/** Makes paths absolute, so that a run can be resumed from another folder. */
export function absolutePaths(config: TrainConfig): TrainConfig {
  const { init } = config;
  return {
    ...config,
    ...absoluteDataPaths(config),
    init: isDistribution(init) ? init : path.resolve(init),
  };
}

function isDistribution(init: string): init is InitialDistribution {
  return init === 'normal' || init === 'sphere' || init === 'examples';
}

/**
 * Loads data and weights.
 * @param hiddenGiven whether the user chose K; if not, a weights file does
 * @throws ShapeError when weights, data and K do not fit each other
 * @throws ArgumentError, DataFormatError for bad options and files
 */
export function prepareTraining(config: TrainConfig, hiddenGiven: boolean): TrainSetup {
  const loaded = loadTrainingData(config);
  const { inputs } = loaded.source;
  const { seed, init, p, radius } = config;
  let units = config.hidden;
  let initial: ArrayLike<number>;
  if (isDistribution(init)) {
    initial = initialWeights(init, loaded.source, { units, p, radius, seed });
  } else {
    const file = readArray(init);
    if (!hiddenGiven && file.shape.length === 2) [units] = file.shape;
    if (file.shape.length !== 2 || file.shape[0] !== units || file.shape[1] !== inputs) {
      throw new ShapeError(
        `--init ${init}: must be [K, N] = [${units}, ${inputs}] (got [${file.shape.join(', ')}]); change --hidden, or give weights for data of ${inputs} inputs`,
      );
    }
    initial = file.data;
  }
  if (config.algorithm === 'ranking' || config.compare) checkRank(config.rank, units);
  if (config.initScale === 'sphere') initial = onSphere(initial, { inputs, p, radius });
  return { ...loaded, units, initial };
}

/** Checksums of what the weights of a run come from; labels and test data decide nothing of them. */
export function trainSources(config: TrainConfig, { train, initial }: TrainSetup): RunSources {
  return {
    options: optionsDigest(config),
    data: datasetDigest(train, { labels: false }),
    ...(!isDistribution(config.init) && { init: numbersDigest(initial) }),
  };
}

/**
 * Loads the data of a run.
 * @throws ArgumentError, DataFormatError for bad options and files
 */
export function loadTrainingData(config: TrainConfig): TrainingData {
  const { normalize } = config;
  const { train, test, warnings } = loadSplit(config);
  const source = createExampleSource(train, normalize);
  const testSource = test === null ? null : createExampleSource(test, normalize);
  return { train, test, source, testSource, warnings };
}

function checkRank(rank: number, units: number): void {
  if (rank > units) {
    throw new ArgumentError(`--rank: must be <= the number of hidden units, ${units} (got ${rank})`);
  }
}
