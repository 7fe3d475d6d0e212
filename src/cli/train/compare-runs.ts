/** `--compare`: both algorithms from the same weights and the same order of examples, and how they came out. */
import path from 'node:path';
import { compareLayers, completeComparison } from '../../experiments/comparison.ts';
import { linearReadoutError } from '../../experiments/linear-readout.ts';
import type { Comparison } from '../../experiments/types.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { Terminal } from '../command.ts';
import { epochAgreement } from './decision-log.ts';
import type { TrainedRun } from './run-one.ts';
import type { TrainConfig, TrainSetup } from './setup.ts';

/** Compares two finished runs; labels serve the readout alone. */
export async function compareRuns(
  { exact, ranking }: { exact: TrainedRun; ranking: TrainedRun },
  { config, setup, terminal }: { config: TrainConfig; setup: TrainSetup; terminal: Terminal },
): Promise<Comparison> {
  const progress = terminal.createProgress({ label: 'compare', total: 1 });
  const report = (from: number, to: number, text: string) => async (share: number) => {
    progress.update(from + (to - from) * share, { text });
    await terminal.breathe();
  };
  try {
    const layers = await compareLayers({
      exact: exact.training,
      ranking: ranking.training,
      inhibition: config.inhibition,
      source: setup.source,
      onProgress: report(0, 0.3, 'agreement'),
    });
    const readout = (run: TrainedRun, from: number, to: number): Promise<number | null> => {
      const onProgress = report(from, to, `readout of ${run.algorithm}`);
      return readoutError(run, { setup, seed: config.seed, onProgress });
    };
    const exactError = await readout(exact, 0.3, 0.65);
    const rankingError = await readout(ranking, 0.65, 1);
    return completeComparison(layers, {
      epochs: await epochAgreement(decisionsOf(exact), decisionsOf(ranking)),
      readoutError:
        exactError === null || rankingError === null ? null : { exact: exactError, ranking: rankingError },
      testExamples: setup.testSource?.count ?? null,
      perEpoch: { exact: exact.summary.seconds.perEpoch, ranking: ranking.summary.seconds.perEpoch },
      normDeviation: {
        exact: exact.summary.weights.normDeviation.median,
        ranking: ranking.summary.weights.normDeviation.median,
      },
    });
  } finally {
    progress.stop();
  }
}

function decisionsOf({ summary }: TrainedRun): string {
  return path.join(summary.run, RUN_FILES.decisions);
}

async function readoutError(
  { weights }: TrainedRun,
  context: { setup: TrainSetup; seed: number; onProgress: (share: number) => Promise<void> },
): Promise<number | null> {
  const { train, test, source, testSource, units } = context.setup;
  if (train.labels === null || test === null || test.labels === null || testSource === null) return null;
  return linearReadoutError({
    weights,
    units,
    classes: train.classes,
    train: { source, labels: train.labels },
    test: { source: testSource, labels: test.labels },
    seed: context.seed,
    onProgress: context.onProgress,
  });
}
