/** `report.html` of one run, or of two that are compared. */
import path from 'node:path';
import type { Comparison } from '../../experiments/types.ts';
import { renderTrainingReport } from '../../report/training-report.ts';
import type { ReportedRun } from '../../report/types.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { asText, optionName } from '../options/table.ts';
import type { TrainedRun } from './run-one.ts';
import type { TrainConfig, TrainSetup } from './setup.ts';

/** Writes the report into `folder`; returns its path. */
export function writeTrainingReport(
  folder: string,
  content: {
    config: TrainConfig;
    setup: TrainSetup;
    runs: readonly TrainedRun[];
    comparison: Comparison | null;
    warnings: readonly string[];
  },
): string {
  const { config, setup, runs, comparison, warnings } = content;
  const { train } = setup;
  const html = renderTrainingReport({
    title: runs.length === 2 ? `Exact and ranking on ${train.name}` : `Training on ${train.name}`,
    command: commandLine(config),
    config: Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined)),
    data: { name: train.name, shape: train.shape, examples: train.shape === null ? null : train },
    runs: runs.map((run) => reported(run, config, setup)),
    comparison,
    warnings,
  });
  const file = path.join(folder, RUN_FILES.report);
  writeFileAtomic(file, html);
  return file;
}

function reported(run: TrainedRun, config: TrainConfig, setup: TrainSetup): ReportedRun {
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

/** The command that makes the run again, with every option written out. */
function commandLine(config: TrainConfig): string {
  const words = Object.entries(config).flatMap(([key, value]) => {
    const name = `--${optionName(key)}`;
    if (value === true) return [name];
    if (value === undefined || value === false) return [];
    const text = asText(value) ?? '';
    return [name, /^[\w./:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`];
  });
  return ['competing-units', 'train', ...words].join(' ');
}
