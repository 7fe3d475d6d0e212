/** A network learned end to end into a run folder: checkpoints, metrics, weights of both layers, summary, report. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { encodeNpy } from '../../data/npy-write.ts';
import { unreadWarnings } from '../../experiments/output-cost.ts';
import type { Sgd, SgdState } from '../../experiments/sgd.ts';
import { renderSgdReport } from '../../report/sgd-report.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { Terminal } from '../command.ts';
import { commandLine } from '../text/command-line.ts';
import { learnEpochs } from '../supervised/learn-epochs.ts';
import type { LearnJob } from '../supervised/learn-epochs.ts';
import { writeSummary } from '../runs/summary.ts';
import { summarize } from '../supervised/summary.ts';
import type { SupervisedSummary } from '../supervised/summary.ts';
import type { SgdConfig, SgdSetup } from './setup.ts';
import { sgdSources } from './setup.ts';
import { saveSgd } from './state.ts';

/** The JSON of `train-sgd`; names fixed. */
export interface SgdSummary extends SupervisedSummary {
  readonly algorithm: 'sgd';
  /** Of the hidden units. */
  readonly weights: {
    readonly path: string;
    readonly sha256: string;
    readonly min: number;
    readonly max: number;
  };
}

/** What a run needs. */
export interface SgdJob {
  readonly config: SgdConfig;
  readonly setup: SgdSetup;
  readonly terminal: Terminal;
  /** At its start, or where an earlier process left off. */
  readonly network: Sgd;
  /** Where an earlier process left off. */
  readonly before: LearnJob<SgdState>['before'];
}

/** Learns to the end, and writes all results. */
export async function learnSgd(
  folder: string,
  { config, setup, terminal, network, before }: SgdJob,
): Promise<SgdSummary> {
  const checkpoints = path.join(folder, RUN_FILES.checkpoint);
  const sources = sgdSources(config, setup);
  const { state, metrics } = await learnEpochs(folder, {
    learner: network,
    terminal,
    label: 'sgd    ',
    before,
    checkpointSeconds: config.checkpointSeconds,
    save: (learned) => saveSgd(checkpoints, { ...learned, sources }),
  });
  const { hidden, outputs } = state;
  const { units, classes, train } = setup.experiment;
  const { inputs } = train.source;
  const file = encodeNpy(hidden.weights, [units, inputs]);
  writeFileAtomic(path.join(folder, RUN_FILES.weights), file);
  writeFileAtomic(path.join(folder, RUN_FILES.readout), encodeNpy(outputs.weights, [classes, units]));
  const warnings = unreadWarnings(network.unread(), 'the rates');
  for (const line of warnings) terminal.note(`warning: ${line}`);
  const summary: SgdSummary = {
    algorithm: 'sgd',
    ...summarize(config, metrics),
    weights: {
      path: path.join(folder, RUN_FILES.weights),
      sha256: createHash('sha256').update(file).digest('hex'),
      min: hidden.weights.reduce((least, w) => Math.min(least, w), Infinity),
      max: hidden.weights.reduce((most, w) => Math.max(most, w), -Infinity),
    },
    run: folder,
  };
  const html = renderSgdReport({
    data: { name: setup.train.name, shape: setup.train.shape },
    layer: { weights: hidden.weights, hidden: units, inputs },
    classes,
    validation: config.validation,
    metrics,
    command: commandLine('train-sgd', config),
    config: { ...config },
    warnings: [...setup.warnings, ...warnings],
  });
  writeFileAtomic(path.join(folder, RUN_FILES.report), html);
  writeSummary(folder, summary);
  return summary;
}
