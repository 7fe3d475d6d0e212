/** The report of a network learned end to end: the page that it kept, and its figures from weights, metrics and data. */
import path from 'node:path';
import { sgdFigures } from '../../report/sgd-report.ts';
import { svgFile } from '../../report/svg-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { readShapedLines } from '../../runs/json-file.ts';
import { loadSplit } from '../inputs/labelled-split.ts';
import { trainSgdTable } from '../options/train-sgd.ts';
import type { SgdConfig } from '../sgd/setup.ts';
import { supervisedMetricsShape } from '../supervised/summary.ts';
import { optionsOf } from './finished-run.ts';
import type { RunRecord, RunReport } from './finished-run.ts';
import { openKept } from './kept.ts';
import { readLayer } from './layer-weights.ts';

/**
 * Opens it.
 * @throws DataFormatError, ArgumentError when the data or a file of the run cannot be read
 */
export function openSgd(record: RunRecord): RunReport {
  const { folder } = record;
  const config = optionsOf(record, trainSgdTable) as SgdConfig;
  return {
    html: openKept(record).html,
    drawings: () => {
      const { train } = loadSplit(config);
      const figures = sgdFigures({
        data: train,
        layer: readLayer(folder, { units: config.hidden, inputs: train.inputs }),
        validation: config.validation,
        metrics: readShapedLines(path.join(folder, RUN_FILES.metrics), supervisedMetricsShape),
        config,
      });
      return new Map(figures.map((figure) => [figure.id, svgFile(figure)]));
    },
  };
}
