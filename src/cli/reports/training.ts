/** The report of a training run or of two compared ones, made again from weights, metrics and data. */
import path from 'node:path';
import type { Comparison, TrainSummary } from '../../experiments/types.ts';
import { svgFile } from '../../report/svg-file.ts';
import { renderTrainingReport, trainingFigures } from '../../report/training-report.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { readShapedLines } from '../../runs/json-file.ts';
import { trainTable } from '../options/train.ts';
import { checkSources, optionsDigest } from '../runs/sources.ts';
import { readSummary } from '../runs/summary.ts';
import { runWarnings } from '../train/run-one.ts';
import type { FinishedRun } from '../train/run-one.ts';
import { loadTrainingData } from '../train/setup.ts';
import type { TrainConfig } from '../train/setup.ts';
import { comparedSummaryShape, epochMetricsShape, trainSummaryShape } from '../train/shapes.ts';
import { loadState } from '../train/state.ts';
import { trainingReport } from '../train/training-report.ts';
import { optionsOf } from './finished-run.ts';
import type { RunRecord, RunReport } from './finished-run.ts';
import { readLayer } from './layer-weights.ts';

/**
 * Opens it.
 * @param note told of a damaged checkpoint
 * @throws DataFormatError, ArgumentError when the data or a file of the run cannot be read
 */
export function openTraining(record: RunRecord, note: (line: string) => void): RunReport {
  const { folder } = record;
  const config = optionsOf(record, trainTable) as TrainConfig;
  const data = loadTrainingData(config);
  const read = (place: string, own: TrainConfig, document: TrainSummary): FinishedRun =>
    readRun(place, { config: own, summary: document, inputs: data.source.inputs, note });
  let runs: FinishedRun[];
  let comparison: Comparison | null = null;
  if (config.compare) {
    const both = readSummary(folder, comparedSummaryShape);
    comparison = both.comparison;
    runs = (['exact', 'ranking'] as const).map((algorithm) =>
      read(path.join(folder, algorithm), { ...config, algorithm, compare: false }, both[algorithm]),
    );
  } else {
    runs = [read(folder, config, readSummary(folder, trainSummaryShape))];
  }
  const setup = { ...data, units: runs[0].summary.hidden };
  const report = trainingReport({ config, setup, runs, comparison });
  return {
    html: () => renderTrainingReport(report),
    drawings: () => {
      const { inputs, weights, examples, course } = trainingFigures(report);
      const figures = [
        ...(inputs === null ? [] : [inputs]),
        ...weights,
        ...examples.flatMap((example) => example.figures),
        ...course,
      ];
      return new Map(figures.map((figure) => [figure.id, svgFile(figure)]));
    },
  };
}

function readRun(
  folder: string,
  run: { config: TrainConfig; summary: TrainSummary; inputs: number; note: (line: string) => void },
): FinishedRun {
  const { config, summary, inputs, note } = run;
  const { algorithm, hidden: units } = summary;
  const { weights } = readLayer(folder, { units, inputs });
  const metrics = readShapedLines(path.join(folder, RUN_FILES.metrics), epochMetricsShape);
  const state = loadState(path.join(folder, RUN_FILES.checkpoint), note);
  if (state !== null) {
    const stored = { options: state.sources['options'] };
    checkSources(folder, { stored, now: { options: optionsDigest(config) }, options: config });
  }
  const divergences = state?.divergences ?? [];
  const warnings = runWarnings({ config, units, metrics, divergences });
  return { algorithm, weights, metrics, summary, warnings };
}
