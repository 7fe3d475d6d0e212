/** A readout learned into a run folder: checkpoints, metrics, weights, summary, report. */
import path from 'node:path';
import { encodeNpy } from '../../data/npy-write.ts';
import { unreadWarnings } from '../../experiments/output-cost.ts';
import { createReadout } from '../../experiments/readout.ts';
import type { Readout, ReadoutState } from '../../experiments/readout.ts';
import { renderReadoutReport } from '../../report/readout-report.ts';
import type { ReadoutReport } from '../../report/readout-report.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { breather } from '../breather.ts';
import type { Terminal } from '../command.ts';
import { commandLine } from '../text/command-line.ts';
import { list, number, record, text } from '../../runs/json-shape.ts';
import type { Shape } from '../../runs/json-shape.ts';
import { learnEpochs } from '../supervised/learn-epochs.ts';
import type { LearnJob } from '../supervised/learn-epochs.ts';
import { writeSummary } from '../runs/summary.ts';
import { summarize } from '../supervised/summary.ts';
import type { SupervisedSummary } from '../supervised/summary.ts';
import type { ReadoutConfig, ReadoutSetup } from './setup.ts';
import { readoutSources } from './setup.ts';
import { saveReadout } from './state.ts';

/** What the report says of a readout besides its options and metrics. */
export type ReadoutFacts = Pick<ReadoutReport, 'data' | 'units' | 'classes' | 'activityScale' | 'warnings'>;

export const readoutFactsShape: Shape<ReadoutFacts> = record({
  data: text(),
  units: number,
  classes: number,
  activityScale: number,
  warnings: list(text()),
});

/** Where they are kept. */
export const FACTS_FILE = 'report.json';

/** What a readout runs with. */
export interface ReadoutJob {
  readonly config: ReadoutConfig;
  readonly setup: ReadoutSetup;
  readonly terminal: Terminal;
}

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

/**
 * Learns to the end, and writes all results.
 * @param before where an earlier process left off
 */
export async function learnReadout(
  folder: string,
  job: ReadoutJob & { readonly readout: Readout; readonly before: LearnJob<ReadoutState>['before'] },
): Promise<SupervisedSummary> {
  const { config, setup, terminal, readout, before } = job;
  const checkpoints = path.join(folder, RUN_FILES.checkpoint);
  const sources = readoutSources(config, setup);
  const { state, metrics } = await learnEpochs(folder, {
    learner: readout,
    terminal,
    label: 'readout ',
    before,
    checkpointSeconds: config.checkpointSeconds,
    save: (learned) => saveReadout(checkpoints, { ...learned, sources }),
  });
  const { classes, units } = setup.experiment;
  writeFileAtomic(path.join(folder, RUN_FILES.readout), encodeNpy(state.weights, [classes, units]));
  const warnings = unreadWarnings(readout.unread());
  for (const line of warnings) terminal.note(`warning: ${line}`);
  const summary = { ...summarize(config, metrics), run: folder };
  const facts: ReadoutFacts = {
    data: setup.split.train.name,
    units,
    classes,
    activityScale: readout.activityScale,
    warnings: [...setup.split.warnings, ...warnings],
  };
  writeFileAtomic(path.join(folder, FACTS_FILE), `${JSON.stringify(facts)}\n`);
  const html = renderReadoutReport({
    ...facts,
    validation: config.validation,
    metrics,
    command: commandLine('readout', config),
    config: { ...config },
  });
  writeFileAtomic(path.join(folder, RUN_FILES.report), html);
  writeSummary(folder, summary);
  return summary;
}
