/** One algorithm, trained into one run folder: configuration, checkpoints, metrics, weights, summary. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { encodeNpy } from '../../data/npy-write.ts';
import { SolveError } from '../../errors.ts';
import { sampleDecisions } from '../../experiments/decisions.ts';
import { createTraining } from '../../experiments/training.ts';
import type { Training } from '../../experiments/training.ts';
import { epochWarnings } from '../../experiments/training-warnings.ts';
import type { Algorithm, EpochMetrics, TrainSummary } from '../../experiments/types.ts';
import type { FloatArray } from '../../kernels/sparse.ts';
import { layerWeights } from '../../learning/hidden-layer.ts';
import type { Divergence } from '../../learning/learner.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { lockRun } from '../../runs/lock.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { PanelPool } from '../../workers/panel-pool.ts';
import { createPanelPool } from '../../workers/panel-pool.ts';
import { availableThreads } from '../../workers/thread-count.ts';
import type { Terminal } from '../command.ts';
import type { Progress } from '../progress.ts';
import { appendDecisions, cutDecisions } from './decision-log.ts';
import type { TrainConfig, TrainSetup } from './setup.ts';
import { loadState, saveState } from './state.ts';

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

/** Computing time between two looks at the clock and at Ctrl-C, in milliseconds. */
const SLICE = 40;

/** What is trained, and how. */
interface TrainTask {
  readonly config: TrainConfig;
  readonly setup: TrainSetup;
  readonly terminal: Terminal;
  /** Writes what is decided on a sample after every epoch, for a comparison (false). */
  readonly keepDecisions?: boolean;
}

/**
 * Trains into `folder`, or goes on with what its last checkpoint holds.
 * @throws SolveError with `strict`, when a unit diverges
 */
export async function trainInto(folder: string, task: TrainTask): Promise<TrainedRun> {
  const release = lockRun(folder);
  try {
    return await trainLocked(folder, task);
  } finally {
    release();
  }
}

async function trainLocked(
  folder: string,
  { config, setup, terminal, keepDecisions = false }: TrainTask,
): Promise<TrainedRun> {
  const { algorithm, epochs, seed } = config;
  const checkpoints = path.join(folder, RUN_FILES.checkpoint);
  const stored = loadState(checkpoints, terminal.note);
  const { p, radius, precision } = config;
  const pool = createPool(config, setup);
  const training = createTraining({
    ...(pool !== null && { threads: pool.engineOf }),
    start: stored === null ? { weights: setup.initial } : { stored: stored.layer },
    shape: { units: setup.units, p, radius, precision },
    source: setup.source,
    epochs,
    seed,
    learning: config,
    epochsDone: stored?.metrics.length ?? 0,
  });
  const metrics = [...(stored?.metrics ?? [])];
  const divergences = [...(stored?.divergences ?? [])];
  const decisions = path.join(folder, RUN_FILES.decisions);
  if (keepDecisions) cutDecisions(decisions, metrics.length);
  if (stored === null) saveState(checkpoints, { layer: training.layer, metrics, divergences });
  const progress = terminal.createProgress({ label: algorithm.padEnd(7), total: epochs });
  try {
    while (training.epochsDone() < epochs) {
      const known = training.divergences.length;
      metrics.push(
        await trainEpoch(training, { config, setup, progress, terminal, diverged: divergences.length }),
      );
      const fresh = training.divergences.slice(known);
      divergences.push(...fresh);
      if (keepDecisions) {
        const sample = await sampleDecisions(training, setup.source, terminal.breathe);
        appendDecisions(decisions, { epoch: metrics.length, ...sample });
      }
      saveState(checkpoints, { layer: training.layer, metrics, divergences });
      writeFileAtomic(
        path.join(folder, RUN_FILES.metrics),
        metrics.map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
      // Epochs may be shorter than a slice.
      await terminal.breathe();
    }
  } finally {
    progress.stop();
    pool?.close();
  }
  const weights = layerWeights(training.layer);
  const summary = writeWeights(folder, { config, setup, weights, metrics, divergences });
  const warnings = runWarnings({ config, units: setup.units, metrics, divergences });
  return { algorithm, training, weights, metrics, summary, warnings };
}

/** What the user should know about a run, in the order in which it happened. */
export function runWarnings(run: {
  readonly config: TrainConfig;
  readonly units: number;
  readonly metrics: readonly EpochMetrics[];
  readonly divergences: readonly Divergence[];
}): string[] {
  const { config, units, metrics, divergences } = run;
  const { algorithm, activation, threshold } = config;
  const context = {
    algorithm,
    units,
    threshold: algorithm === 'exact' && activation === 'step' ? threshold : null,
  };
  const warnings = metrics.flatMap((epoch) => epochWarnings(epoch, context));
  return divergences.length === 0 ? warnings : [...warnings, divergenceLine(algorithm, divergences)];
}

/** Below this many weights the currents cost less than sharing them. */
const SHARED_WEIGHTS = 200_000;

/** Threads asked for, or all where they pay; null for this one alone. */
function createPool({ threads }: TrainConfig, { units, source }: TrainSetup): PanelPool | null {
  const pays = units * source.inputs >= SHARED_WEIGHTS;
  const count = threads ?? (pays ? availableThreads() : 1);
  return count > 1 ? createPanelPool(count) : null;
}

async function trainEpoch(
  training: Training,
  context: {
    config: TrainConfig;
    setup: TrainSetup;
    progress: Progress;
    terminal: Terminal;
    diverged: number;
  },
): Promise<EpochMetrics> {
  const { config, setup, progress, terminal, diverged } = context;
  const before = training.divergences.length;
  const start = performance.now();
  let slice = 20;
  for (;;) {
    const from = performance.now();
    const activity = training.advance(slice);
    const now = performance.now();
    if (config.strict && training.divergences.length > before) {
      throw new SolveError(divergenceLine(config.algorithm, [training.divergences[before]]));
    }
    if (activity !== null) {
      return {
        epoch: training.epochsDone(),
        seconds: (now - start) / 1000,
        ...activity,
        diverged: diverged + training.divergences.length - before,
      };
    }
    slice = Math.max(1, Math.round((slice * SLICE) / Math.max(now - from, 1)));
    progress.update(training.epochsDone() + training.examplesDone() / setup.source.count, {
      text: `epoch ${training.epochsDone() + 1} of ${training.epochs}`,
    });
    await terminal.breathe();
  }
}

function divergenceLine(algorithm: Algorithm, divergences: readonly Divergence[]): string {
  const [{ unit, example, presentation }] = divergences;
  const mend = algorithm === 'exact' ? 'lower --presentation or --delta' : 'lower --rate or --delta';
  const where = `unit ${unit} at example ${example} (presentation ${presentation})`;
  return divergences.length === 1
    ? `${algorithm}: ${where} diverged; ${mend}`
    : `${algorithm}: ${divergences.length} units diverged and took no further part, the first was ${where}; ${mend}`;
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

/** Writes `summary.json`, the last file of a run: it says that the run is finished. */
export function writeSummary(folder: string, document: unknown): void {
  writeFileAtomic(path.join(folder, RUN_FILES.summary), `${JSON.stringify(document, null, 2)}\n`);
}
