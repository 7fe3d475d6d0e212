/** A readout learned into a run folder: checkpoints, metrics, weights, summary, report. */
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { encodeNpy } from '../../data/npy-write.ts';
import { unreadWarnings } from '../../experiments/output-cost.ts';
import { createReadout } from '../../experiments/readout.ts';
import type { Readout, ReadoutEpoch, ReadoutState } from '../../experiments/readout.ts';
import { renderReadoutReport } from '../../report/readout-report.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { breather } from '../breather.ts';
import type { Terminal } from '../command.ts';
import { commandLine } from '../command-line.ts';
import type { Progress } from '../progress.ts';
import { packageVersion } from '../version.ts';
import type { ReadoutConfig, ReadoutSetup } from './setup.ts';
import { saveReadout } from './state.ts';
import type { ReadoutMetrics } from './state.ts';

/** The JSON of `readout`; names fixed. */
export interface ReadoutSummary {
  /** Fractions, at the end. */
  readonly trainError: number;
  /** Of the test set, or of the examples held out; null without. */
  readonly testError: number | null;
  /** Number of examples held out that `testError` is of; only where there are any. */
  readonly validation?: number;
  readonly epochs: number;
  readonly seconds: number;
  readonly curve: readonly ReadoutEpoch[];
  /** Absolute path of the run folder. */
  readonly run: string;
}

/** What a readout runs with. */
export interface ReadoutJob {
  readonly config: ReadoutConfig;
  readonly setup: ReadoutSetup;
  readonly terminal: Terminal;
}

/** Time between two checkpoints, in milliseconds: an epoch may be shorter than writing one. */
const BETWEEN_CHECKPOINTS = 2000;

/** The readout with its features computed. */
export async function openReadout(
  { config, setup, terminal }: ReadoutJob,
  state: ReadoutState | null,
): Promise<Readout> {
  const progress = terminal.createProgress({ label: 'features', total: 1 });
  try {
    const options = { ...setup.experiment, activityScale: config.activityScale };
    return await createReadout(
      state === null ? options : { ...options, state },
      breather(terminal, progress.update),
    );
  } finally {
    progress.stop();
  }
}

/** Writes `config.json`, the first file of a run. */
export function writeReadoutConfig(folder: string, config: ReadoutConfig): void {
  const { seed, ...options } = config;
  const document = { version: packageVersion(), command: 'readout', seed, options };
  writeFileAtomic(path.join(folder, RUN_FILES.config), `${JSON.stringify(document, null, 2)}\n`);
}

/**
 * Learns to the end, and writes all results.
 * @param before metrics of the epochs that are done
 */
export async function learnReadout(
  folder: string,
  job: ReadoutJob & { readonly readout: Readout; readonly before: readonly ReadoutMetrics[] },
): Promise<ReadoutSummary> {
  const { config, setup, terminal, readout, before } = job;
  const checkpoints = path.join(folder, RUN_FILES.checkpoint);
  const metrics = [...before];
  let state = readout.state();
  const save = (): void => {
    saveReadout(checkpoints, { state, metrics });
    const lines = metrics.map((line) => `${JSON.stringify(line)}\n`);
    writeFileAtomic(path.join(folder, RUN_FILES.metrics), lines.join(''));
  };
  if (before.length === 0) save();
  const progress = terminal.createProgress({ label: 'readout ', total: readout.epochs });
  let saved = performance.now();
  try {
    while (readout.epochsDone() < readout.epochs) {
      metrics.push(await learnEpoch(readout, { terminal, progress }));
      state = readout.state();
      if (performance.now() - saved < BETWEEN_CHECKPOINTS) continue;
      save();
      saved = performance.now();
    }
  } finally {
    progress.stop();
    // An interruption loses no more than the epoch under way.
    save();
  }
  const { classes, units } = setup.experiment;
  writeFileAtomic(path.join(folder, RUN_FILES.readout), encodeNpy(state.weights, [classes, units]));
  const warnings = unreadWarnings(readout.unread());
  for (const line of warnings) terminal.note(`warning: ${line}`);
  const summary = summarize(folder, config, metrics);
  const html = renderReadoutReport({
    data: setup.name,
    units,
    classes,
    validation: config.validation,
    metrics,
    activityScale: readout.activityScale,
    command: commandLine('readout', config),
    config: { ...config },
    warnings: [...setup.warnings, ...warnings],
  });
  writeFileAtomic(path.join(folder, RUN_FILES.report), html);
  // The last file of a run: it says that the run is finished.
  writeFileAtomic(path.join(folder, RUN_FILES.summary), `${JSON.stringify(summary, null, 2)}\n`);
  return summary;
}

async function learnEpoch(
  readout: Readout,
  { terminal, progress }: { terminal: Terminal; progress: Progress },
): Promise<ReadoutMetrics> {
  const done = readout.epochsDone();
  const start = performance.now();
  const breathe = breather(terminal, (share) =>
    progress.update(done + share, { text: `epoch ${done + 1} of ${readout.epochs}` }),
  );
  const epoch = await readout.learnEpoch(breathe);
  const seconds = (performance.now() - start) / 1000;
  // Epochs may be shorter than a slice.
  await terminal.breathe();
  return { ...epoch, seconds };
}

function summarize(
  folder: string,
  { validation, epochs }: ReadoutConfig,
  metrics: readonly ReadoutMetrics[],
): ReadoutSummary {
  const { trainError, testError } = metrics[metrics.length - 1];
  return {
    trainError,
    testError,
    ...(validation > 0 && { validation }),
    epochs,
    seconds: metrics.reduce((sum, { seconds }) => sum + seconds, 0),
    curve: metrics.map(({ seconds, ...epoch }) => epoch),
    run: folder,
  };
}
