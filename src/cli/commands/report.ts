/** `report`: the report of a run once more, or its figures as files. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { createRunFolder, RUN_FILES } from '../../runs/run-folder.ts';
import type { Execute, Terminal } from '../command.ts';
import type { ReportOptions } from '../options/report.ts';
import { readRunRecord } from '../reports/finished-run.ts';
import type { RunRecord, RunReport } from '../reports/finished-run.ts';
import { openKept } from '../reports/kept.ts';
import { loadRasterizer } from '../reports/rasterize.ts';
import { openReadoutRun } from '../reports/readout.ts';
import { openSgd } from '../reports/sgd.ts';
import { openTraining } from '../reports/training.ts';

/** Of the run folder, where the figures go without `--out`. */
const FIGURES = 'figures';

function openReport(record: RunRecord, { note }: Terminal): RunReport {
  switch (record.command) {
    case 'train':
      return openTraining(record, note);
    case 'readout':
      return openReadoutRun(record);
    case 'train-sgd':
      return openSgd(record);
    default:
      return openKept(record);
  }
}

/** Runs `report`. */
export const reportCommand: Execute<ReportOptions> = async ({ run, format, out }, terminal) => {
  const record = readRunRecord(run);
  // Refused before the work.
  const draw = format === 'png' ? await loadRasterizer() : null;
  const report = openReport(record, terminal);
  const files = new Map<string, string | Uint8Array>();
  if (format === 'html') files.set(RUN_FILES.report, report.html());
  else {
    const drawings = report.drawings();
    if (drawings.size === 0) {
      throw new ArgumentError(
        `${run}: is a run of ${record.command}, which has no figures; give --format html`,
      );
    }
    for (const [name, svg] of drawings) {
      files.set(`${name}.${format}`, draw === null ? svg : draw(svg));
      await terminal.breathe();
    }
  }
  const folder = placeOf(out, format === 'html' ? record.folder : path.join(record.folder, FIGURES));
  const paths = [...files].map(([name, content]) => {
    const file = path.join(folder, name);
    writeFileAtomic(file, content);
    return file;
  });
  await terminal.result({ run: record.folder, format, files: paths }, () => paths.join('\n'));
  return 0;
};

/** A new folder where one is asked for; the run's own otherwise. */
function placeOf(out: string | undefined, own: string): string {
  if (out !== undefined) return createRunFolder(out, 'report', new Date());
  mkdirSync(own, { recursive: true });
  return own;
}
