/** One algorithm, trained into one run folder: configuration, checkpoints, metrics, weights, summary. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { encodeNpy } from '../../data/npy-write.ts';
import { TRAINING_DEFAULTS } from '../../experiments/training-defaults.ts';
import { createTraining } from '../../experiments/training.ts';
import type { Training } from '../../experiments/training.ts';
import { trainingWarnings } from '../../experiments/training-warnings.ts';
import type { Algorithm, EpochMetrics, TrainSummary } from '../../experiments/types.ts';
import type { FloatArray } from '../../kernels/sparse.ts';
import { layerWeights } from '../../learning/hidden-layer.ts';
import type { Divergence } from '../../learning/learner.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { PanelPool } from '../../workers/panel-pool.ts';
import { createPanelPool } from '../../workers/panel-pool.ts';
import { availableThreads } from '../../workers/thread-count.ts';
import type { Terminal } from '../command.ts';
import { checkSources } from '../runs/sources.ts';
import { divergenceLine } from './divergence-line.ts';
import type { TrainConfig, TrainSetup } from './setup.ts';
import { trainSources } from './setup.ts';
import { takeUpState } from './state.ts';
import { trainEpochs } from './train-epochs.ts';

/** A finished run, as its folder holds it. */
export interface FinishedRun {
  readonly algorithm: Algorithm;
  readonly weights: FloatArray;
  readonly metrics: readonly EpochMetrics[];
  readonly summary: TrainSummary;
  readonly warnings: readonly string[];
}

/** A finished run, still in memory. */
export interface TrainedRun extends FinishedRun {
  readonly training: Training;
}

/** What is trained, and how. */
interface TrainTask {
  readonly config: TrainConfig;
  readonly setup: TrainSetup;
  readonly terminal: Terminal;
  /** Writes what is decided on a sample after every epoch, for a comparison (false). */
  readonly keepDecisions?: boolean;
}

/**
 * Trains into `folder`, which the caller has locked, or goes on with what its last checkpoint holds.
 * @throws Interrupted when the state is stored; SolveError with `strict`, when a unit diverges, and when a thread fails;
 * ArgumentError when what the run is made from has changed
 */
export async function trainInto(folder: string, task: TrainTask): Promise<TrainedRun> {
  const { config, setup, terminal, keepDecisions = false } = task;
  const { p, radius, precision, algorithm, epochs, seed } = config;
  const sources = trainSources(config, setup);
  const stored = takeUpState(path.join(folder, RUN_FILES.checkpoint), terminal.note);
  if (stored !== null) checkSources(folder, { stored: stored.sources, now: sources, options: config });
  const pool = createPool(config, setup);
  try {
    const training = createTraining({
      ...(pool !== null && { threads: pool.engineOf }),
      start: stored === null ? { weights: setup.initial } : { stored: stored.training },
      shape: { units: setup.units, p, radius, precision },
      source: setup.source,
      epochs,
      seed,
      learning: config,
    });
    const { metrics, divergences } = await trainEpochs(folder, {
      ...{ training, config, source: setup.source, terminal, sources, keepDecisions, stored },
      warningsOf: (epoch) => runWarnings({ config, units: setup.units, metrics: [epoch], divergences: [] }),
    });
    const weights = layerWeights(training.layer);
    const { memory } = training.store();
    if (memory.length > 0) {
      writeFileAtomic(path.join(folder, RUN_FILES.thresholds), encodeNpy(memory, [setup.units]));
    }
    const summary = writeWeights(folder, { config, setup, weights, metrics, divergences });
    const warnings = runWarnings({ config, units: setup.units, metrics, divergences });
    return { algorithm, training, weights, metrics, summary, warnings };
  } finally {
    pool?.close();
  }
}

/** What the user should know about a run: a line for each kind of trouble, which names the algorithm. */
export function runWarnings(run: {
  readonly config: TrainConfig;
  readonly units: number;
  readonly metrics: readonly EpochMetrics[];
  readonly divergences: readonly Divergence[];
}): string[] {
  const { config, units, metrics, divergences } = run;
  const warnings = trainingWarnings(metrics, { ...config, units });
  if (divergences.length > 0) warnings.push(divergenceLine(config, divergences));
  return warnings.map((line) => `${config.algorithm}: ${line}`);
}

/** Below this many weights the currents cost less than sharing them. */
const SHARED_WEIGHTS = 200_000;

/** Threads asked for, or all where they pay; null for this one alone. */
function createPool({ threads }: TrainConfig, { units, source }: TrainSetup): PanelPool | null {
  const pays = units * source.inputs >= SHARED_WEIGHTS;
  const count = threads ?? (pays ? availableThreads() : 1);
  return count > 1 ? createPanelPool(count) : null;
}

function range(weights: FloatArray): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const weight of weights) {
    if (weight < min) min = weight;
    if (weight > max) max = weight;
  }
  return { min, max };
}

function writeWeights(
  folder: string,
  results: {
    config: TrainConfig;
    setup: TrainSetup;
    weights: FloatArray;
    metrics: readonly EpochMetrics[];
    divergences: readonly Divergence[];
  },
): TrainSummary {
  const { config, setup, weights, metrics, divergences } = results;
  const file = encodeNpy(weights, [setup.units, setup.source.inputs]);
  const weightsPath = path.join(folder, RUN_FILES.weights);
  writeFileAtomic(weightsPath, file);
  const last = metrics[metrics.length - 1];
  const total = metrics.reduce((sum, { seconds }) => sum + seconds, 0);
  const { meanActive, meanHebbian, meanAntiHebbian, deadUnits, normDeviation } = last;
  const summary: TrainSummary = {
    algorithm: config.algorithm,
    ...(config.rule !== TRAINING_DEFAULTS.rule && { rule: config.rule }),
    data: { name: setup.train.name, examples: setup.source.count, inputs: setup.source.inputs },
    hidden: setup.units,
    epochs: config.epochs,
    seed: config.seed,
    seconds: { total, perEpoch: total / metrics.length },
    weights: {
      path: weightsPath,
      sha256: createHash('sha256').update(file).digest('hex'),
      ...range(weights),
      normDeviation,
    },
    activity: { meanActive, meanHebbian, meanAntiHebbian, deadUnits },
    diverged: divergences.map(({ unit }) => unit),
    run: folder,
  };
  return summary;
}
