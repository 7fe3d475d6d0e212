/** `sweep report`: the results of a sweep as one page, or its figures as files. */
import path from 'node:path';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { ArgumentError } from '../../errors.ts';
import { renderSweepReport, sweepFigures } from '../../report/sweep-report.ts';
import { svgFile } from '../../report/svg-file.ts';
import type { SweepReport } from '../../report/sweep/types.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { resultColumns } from '../../sweeps/results-columns.ts';
import { compileWhere } from '../../sweeps/where.ts';
import type { Command, Execute } from '../command.ts';
import type { SweepReportOptions } from '../options/sweep-results.ts';
import { loadRasterizer } from '../reports/rasterize.ts';
import { countPoints, locateSweep, rowsOf } from '../sweep/locate.ts';
import { reportOf } from '../sweep/report.ts';

/** Of the folder of the sweep, where figures go without `--out`. */
const FIGURES = 'figures';

function drawings(report: SweepReport): ReadonlyMap<string, string> {
  const { measures, parallel } = sweepFigures(report);
  const figures = measures.flatMap(({ measure, maps, curves }) =>
    [...maps, ...curves].map((figure) => {
      const [kind, , number] = figure.id.split('-');
      return [`${measure.path.replaceAll(/[^\w.]+/g, '-')}-${kind}-${number}`, figure] as const;
    }),
  );
  const all = parallel === null ? figures : [...figures, [parallel.id, parallel] as const];
  return new Map(all.map(([name, figure]) => [name, svgFile(figure)]));
}

/** `sweep report` for sweeps of some of `commands`. */
export function sweepReport(commands: readonly Command[]): Execute<SweepReportOptions> {
  return async (options, terminal) => {
    const { sweep: place, format, out, where } = options;
    // Refused before the work.
    const draw = format === 'png' ? await loadRasterizer() : null;
    const sweep = await locateSweep(place, commands);
    const all = await rowsOf(sweep);
    const rows = where === undefined ? all : all.filter(compileWhere(where, resultColumns(all), '--where'));
    if (rows.length === 0) {
      throw new ArgumentError(
        `--where: must leave a point to show (got none of ${all.length}); change the condition`,
      );
    }
    // Of a part of the points, nobody knows how many there will be.
    const planned = where === undefined ? countPoints(sweep) : null;
    const report = reportOf({ ...sweep, file: sweep.origin }, { rows, planned }, options);
    const files = new Map<string, string | Uint8Array>();
    if (format === 'html') {
      files.set(out ?? path.join(sweep.folder, SWEEP_FILES.report), renderSweepReport(report));
    } else {
      const folder = out ?? path.join(sweep.folder, FIGURES);
      for (const [name, svg] of drawings(report)) {
        files.set(path.join(folder, `${name}.${format}`), draw === null ? svg : draw(svg));
        await terminal.breathe();
      }
    }
    for (const [file, content] of files) writeFileAtomic(file, content);
    const paths = [...files.keys()];
    await terminal.result({ sweep: sweep.folder, format, files: paths }, () => paths.join('\n'));
    return 0;
  };
}
