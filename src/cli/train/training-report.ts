/** `report.html` of one run, or of two that are compared. */
import path from 'node:path';
import { isReadBy } from '../../experiments/training-rule.ts';
import type { Comparison } from '../../experiments/types.ts';
import { renderTrainingReport } from '../../report/training-report.ts';
import type { ReportedRun, TrainingReport } from '../../report/types.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { commandLine } from '../text/command-line.ts';
import type { FinishedRun } from './run-one.ts';
import type { TrainConfig, TrainSetup } from './setup.ts';
import { viewRun } from './view-run.ts';

/** Runs with what they were made from. */
export interface ReportedTraining {
  readonly config: TrainConfig;
  readonly setup: Pick<TrainSetup, 'train' | 'source' | 'units'>;
  /** One, or two that are compared. */
  readonly runs: readonly FinishedRun[];
  readonly comparison: Comparison | null;
}

/** What the report shows. */
export function trainingReport({ config, setup, runs, comparison }: ReportedTraining): TrainingReport {
  const { train } = setup;
  const read = optionsRead(config);
  return {
    title: runs.length === 2 ? `Exact and ranking on ${train.name}` : `Training on ${train.name}`,
    command: commandLine('train', read),
    config: read,
    data: { name: train.name, shape: train.shape, examples: train.shape === null ? null : train },
    runs: runs.map((run) => reported(run, config, setup)),
    comparison,
    examples: viewRun(runs, config, setup),
    warnings: runs.flatMap(({ warnings }) => warnings),
  };
}

/** Without those that nothing reads; given in so many words, they would be refused. */
function optionsRead(config: TrainConfig): Readonly<Record<string, unknown>> {
  const { rule, coupling } = config;
  return Object.fromEntries(
    Object.entries(config).filter(
      ([name, value]) =>
        value !== undefined && isReadBy(rule, name) && (name !== 'timescale' || coupling === 'full'),
    ),
  );
}

/** Writes the report into `folder`; returns its path. */
export function writeTrainingReport(folder: string, training: ReportedTraining): string {
  const file = path.join(folder, RUN_FILES.report);
  writeFileAtomic(file, renderTrainingReport(trainingReport(training)));
  return file;
}

function reported(run: FinishedRun, config: TrainConfig, setup: ReportedTraining['setup']): ReportedRun {
  const { algorithm, weights, metrics, summary } = run;
  return {
    algorithm,
    weights,
    hidden: setup.units,
    inputs: setup.source.inputs,
    p: config.p,
    radius: config.radius,
    threshold: algorithm === 'exact' && config.activation === 'step' ? config.threshold : null,
    metrics,
    summary,
  };
}
