/** The report of a readout, made again from its metrics. */
import path from 'node:path';
import { svgFile } from '../../report/svg-file.ts';
import { readoutFigures, renderReadoutReport } from '../../report/readout-report.ts';
import type { ReadoutReport } from '../../report/readout-report.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { commandLine } from '../text/command-line.ts';
import { readShaped, readShapedLines } from '../../runs/json-file.ts';
import { readoutTable } from '../options/readout.ts';
import { FACTS_FILE, readoutFactsShape } from '../readout/learn.ts';
import type { ReadoutConfig } from '../readout/setup.ts';
import { supervisedMetricsShape } from '../supervised/summary.ts';
import { optionsOf } from './finished-run.ts';
import type { RunRecord, RunReport } from './finished-run.ts';

/**
 * Opens it.
 * @throws DataFormatError when a file of the run cannot be read
 */
export function openReadoutRun(record: RunRecord): RunReport {
  const { folder } = record;
  const config = optionsOf(record, readoutTable) as ReadoutConfig;
  const report: ReadoutReport = {
    ...readShaped(path.join(folder, FACTS_FILE), readoutFactsShape),
    validation: config.validation,
    metrics: readShapedLines(path.join(folder, RUN_FILES.metrics), supervisedMetricsShape),
    command: commandLine('readout', config),
    config: { ...config },
  };
  return {
    html: () => renderReadoutReport(report),
    drawings: () => new Map(readoutFigures(report).map((figure) => [figure.id, svgFile(figure)])),
  };
}
