/** A small, complete input of the report, with numbers that differ from one another so that each can be looked for. */
import type { EpochMetrics, TrainSummary } from '../../src/experiments/types.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { ReportedRun, TrainingReport } from '../../src/report/types.ts';
import { sampleComparison } from './sample-comparison.ts';

const noDeviation = { median: 0, p95: 0, max: 0 };

function epochs(algorithm: ReportedRun['algorithm'], count: number): EpochMetrics[] {
  const base = algorithm === 'exact' ? 1 : 2;
  return Array.from({ length: count }, (_, e) => ({
    epoch: e + 1,
    seconds: base,
    meanActive: base + 1 / (e + 1),
    meanHebbian: base / 2,
    meanAntiHebbian: base / 3,
    deadUnits: Math.max(0, 4 - e),
    normDeviation: { median: 0.1 ** (e + 1), p95: 0.5 ** (e + 1), max: 1 },
    meanLargestCurrent: 3 / (e + 1),
    unsolved: 0,
    nonFinite: 0,
    diverged: 0,
  }));
}

/** A run whose weights are uniform on [−1, 1]. */
export function sampleRun(
  algorithm: ReportedRun['algorithm'],
  { hidden = 6, inputs = 12, epochCount = 3 }: { hidden?: number; inputs?: number; epochCount?: number } = {},
): ReportedRun {
  const stream = randomStream(1, `sample/${algorithm}`);
  const exact = algorithm === 'exact';
  const summary: TrainSummary = {
    algorithm,
    data: { name: 'sample', examples: 1234, inputs },
    hidden,
    epochs: epochCount,
    seed: 77,
    seconds: { total: 30, perEpoch: exact ? 11.5 : 2.25 },
    weights: {
      path: '/sample/weights.npy',
      sha256: '00',
      min: exact ? -0.31 : -0.42,
      max: exact ? 0.53 : 0.64,
      normDeviation: { ...noDeviation, median: exact ? 0.0012 : 0.0034, p95: exact ? 0.056 : 0.078 },
    },
    activity: {
      meanActive: exact ? 3.14 : 2.01,
      meanHebbian: exact ? 1.23 : 1.02,
      meanAntiHebbian: exact ? 1.91 : 0.99,
      deadUnits: exact ? 1 : 2,
    },
    diverged: exact ? [] : [3, 5],
    run: '/sample',
  };
  return {
    algorithm,
    weights: Float32Array.from({ length: hidden * inputs }, () => 2 * stream.uniform() - 1),
    hidden,
    inputs,
    radius: 1,
    p: 4,
    threshold: exact ? 0.15 : null,
    metrics: epochs(algorithm, epochCount),
    summary,
  };
}

/** Two runs of six units on 3 × 4 grey inputs with two classes, compared. */
export function sampleReport(changes: Partial<TrainingReport> = {}): TrainingReport {
  return {
    title: 'A sample',
    command: 'competing-units train --compare',
    config: { hidden: 6, inhibition: 0.95 },
    data: {
      name: 'sample',
      shape: { height: 3, width: 4, channels: 1 },
      examples: {
        values: Uint8Array.from({ length: 8 * 12 }, (_, i) => (i * 37) % 256),
        inputs: 12,
        divisor: 255,
        labels: [0, 1, 0, 1, 0, 1, 0, 1],
      },
    },
    runs: [sampleRun('exact'), sampleRun('ranking')],
    comparison: sampleComparison,
    examples: null,
    warnings: [],
    ...changes,
  };
}
