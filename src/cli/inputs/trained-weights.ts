/** Weights from a file or a training run, and the data set they are used on. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Split } from '../../data/dataset.ts';
import { readArray } from '../../data/read-array.ts';
import { ArgumentError, ShapeError } from '../../errors.ts';
import { TRAINING_DEFAULTS } from '../../experiments/training-defaults.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { absoluteDataPaths } from './data-paths.ts';
import { loadSplit } from './labelled-split.ts';
import type { AnyOptionTable } from '../options/table.ts';
import { trainTable } from '../options/train.ts';
import { trainSgdTable } from '../options/train-sgd.ts';
import type { TrainedWeightsOptions } from '../options/trained-weights.ts';
import { readRunOptions } from '../runs/config.ts';
import type { TrainConfig } from '../train/setup.ts';

/** Which weights on which data, resolved, with absolute paths. */
export interface TrainedWeightsConfig extends TrainedWeightsOptions {
  /** A file. */
  readonly weights: string;
  readonly data: string;
  readonly normalize: 'none' | 'unit';
  readonly seed: number;
}

/** Which options the user gave. */
type Given = Pick<ReadonlySet<keyof TrainedWeightsOptions | 'seed'>, 'has'>;

/** What describes the data of a run; the seed decides the generated ones. */
const DATA_KEYS = ['data', 'labels', 'testData', 'testLabels', 'dataDir', 'limit', 'seed'] as const;

/** A run of `train` or `train-sgd`, as far as its weights are used elsewhere. */
export interface WeightsRun {
  readonly folder: string;
  readonly config: Pick<
    TrainConfig,
    (typeof DATA_KEYS)[number] | 'normalize' | 'p' | 'inhibition' | 'compare'
  >;
}

/** The commands that leave weights. */
const TRAINING_TABLES: ReadonlyMap<string, AnyOptionTable> = new Map<string, AnyOptionTable>([
  ['train', trainTable],
  ['train-sgd', trainSgdTable],
]);

/**
 * The run in a folder; null where `weights` is a file.
 * @throws ArgumentError when the folder holds no finished training run, or two of them
 */
export function weightsRun(weights: string): WeightsRun | null {
  if (!existsSync(weights) || !statSync(weights).isDirectory()) return null;
  const folder = path.resolve(weights);
  const file = path.join(folder, RUN_FILES.config);
  if (!existsSync(file)) {
    throw new ArgumentError(
      `--weights ${weights}: holds no run (no ${RUN_FILES.config}); give weights [K, N] or the folder of a run`,
    );
  }
  const config = readTrainConfig(folder);
  if (config.compare) {
    throw new ArgumentError(
      `--weights ${weights}: holds two runs; give ${path.join(weights, 'exact')} or ${path.join(weights, 'ranking')}`,
    );
  }
  if (!existsSync(path.join(folder, RUN_FILES.weights))) {
    throw new ArgumentError(
      `--weights ${weights}: must be a finished run (no ${RUN_FILES.weights}); finish it by --resume ${weights}`,
    );
  }
  return { folder, config };
}

function readTrainConfig(folder: string): WeightsRun['config'] {
  const mend = `restore it, or give the weights as a file, ${path.join(folder, RUN_FILES.weights)}`;
  const { options } = readRunOptions(folder, { tables: TRAINING_TABLES, what: 'a training run', mend });
  // What a network learned end to end does not know: its current is W·v, that of p = 2.
  const unknown = { compare: false, p: 2, inhibition: TRAINING_DEFAULTS.inhibition };
  return { ...unknown, ...options } as TrainConfig;
}

/**
 * Fills in what was not given: from the run where weights come from one, else the defaults of training.
 * @throws ArgumentError when there are no weights; otherwise as `weightsRun`
 */
export function resolveTrainedWeights<O extends TrainedWeightsOptions & { readonly seed: number }>(
  options: O,
  given: Given,
  note: (line: string) => void,
): O & TrainedWeightsConfig {
  const { weights } = options;
  if (weights === undefined) {
    throw new ArgumentError('--weights: must be given (a file [K, N], or the folder of a training run)');
  }
  const run = weightsRun(weights);
  const taken: Record<string, unknown> = {};
  if (run !== null) {
    // Data of the user's own bring their own labels, test set and number.
    const keys = given.has('data') ? [] : DATA_KEYS;
    for (const key of keys) if (!given.has(key)) taken[key] = run.config[key];
    taken['normalize'] = options.normalize ?? run.config.normalize;
  }
  const merged = { ...options, ...taken } as O;
  const { data = 'digits', normalize = TRAINING_DEFAULTS.normalize } = merged;
  if (run !== null) note(`${run.folder}: data ${data}, inputs ${normalize}, seed ${merged.seed}`);
  return {
    ...merged,
    weights: path.resolve(run === null ? weights : path.join(run.folder, RUN_FILES.weights)),
    ...absoluteDataPaths({ ...merged, data }),
    normalize,
  };
}

/** Weights that fit their data. */
export interface TrainedWeights {
  /** `[K × N]`. */
  readonly weights: ArrayLike<number>;
  /** K. */
  readonly units: number;
  readonly split: Split;
}

/**
 * Reads both.
 * @throws ShapeError when they do not fit each other; DataFormatError, ArgumentError for bad files
 */
export function loadTrainedWeights(config: TrainedWeightsConfig): TrainedWeights {
  const { shape, data: weights } = readArray(config.weights);
  if (shape.length !== 2) {
    throw new ShapeError(`--weights ${config.weights}: must be [K, N] (got [${shape.join(', ')}])`);
  }
  const split = loadSplit(config);
  const { name, inputs } = split.train;
  if (shape[1] !== inputs) {
    throw new ShapeError(
      `--weights ${config.weights}: must be [K, ${inputs}] to fit ${name} (got [${shape.join(', ')}]); give the data they were trained on with --data`,
    );
  }
  return { weights, units: shape[0], split };
}
