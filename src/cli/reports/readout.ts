/** The report of a readout, made again from its metrics. */
import path from 'node:path';
import { svgFile } from '../../report/svg-file.ts';
import { readoutFigures, renderReadoutReport } from '../../report/readout-report.ts';
import type { ReadoutReport } from '../../report/readout-report.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { commandLine } from '../command-line.ts';
import { FACTS_FILE } from '../readout/learn.ts';
import type { ReadoutFacts } from '../readout/learn.ts';
import type { ReadoutConfig } from '../readout/setup.ts';
import { readJson, readJsonLines } from './finished-run.ts';
import type { RunRecord, RunReport } from './finished-run.ts';

/**
 * Opens it.
 * @throws DataFormatError when a file of the run cannot be read
 */
export function openReadoutRun({ folder, options }: RunRecord): RunReport {
  const config = options as ReadoutConfig;
  const report: ReadoutReport = {
    ...(readJson(path.join(folder, FACTS_FILE)) as ReadoutFacts),
    validation: config.validation,
    metrics: readJsonLines(path.join(folder, RUN_FILES.metrics)) as ReadoutReport['metrics'],
    command: commandLine('readout', config),
    config: { ...config },
  };
  return {
    html: () => renderReadoutReport(report),
    drawings: () => new Map(readoutFigures(report).map((figure) => [figure.id, svgFile(figure)])),
  };
}
