/** `sweep results`: what the points of a sweep gave, as a table or a file. */
import { ArgumentError } from '../../errors.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { columnNamed, resultColumns } from '../../sweeps/results-columns.ts';
import type { ResultColumn } from '../../sweeps/results-columns.ts';
import { sortRows } from '../../sweeps/results-order.ts';
import { resultsCsv, resultsJson } from '../../sweeps/results-text.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import { compileWhere } from '../../sweeps/where.ts';
import type { Command, Execute } from '../command.ts';
import type { SweepResultsOptions } from '../options/sweep-results.ts';
import { toJson } from '../text/json-output.ts';
import { axisKeys, locateSweep, rowsOf } from '../sweep/locate.ts';
import { brief, textTable } from '../text/table.ts';

/** A table to read has this many rows at most. */
const SHOWN = 100;

/** Rows and columns that were asked for. */
interface Chosen {
  readonly rows: readonly SweepRow[];
  readonly columns: readonly ResultColumn[];
  /** Rows before the condition. */
  readonly all: number;
}

function cellText(column: ResultColumn, row: SweepRow): string {
  const value = column.of(row);
  if (typeof value === 'number' && column.name !== 'seed') return brief(value);
  return value === null ? '' : String(value).replaceAll(/\s+/g, ' ');
}

function table({ rows, columns, all }: Chosen): string {
  const shown = rows.slice(0, SHOWN).map((row) => columns.map((column) => cellText(column, row)));
  const counted = rows.length === all ? `${all} points` : `${rows.length} of ${all} points`;
  const left = rows.length - shown.length;
  return [
    textTable(
      columns.map(({ name }) => name),
      shown,
    ),
    left > 0 ? `${counted}, ${left} of them not shown; give --format csv` : counted,
  ].join('\n');
}

function choose(
  rows: readonly SweepRow[],
  axes: readonly string[],
  { where, columns: asked, sort, descending, timings }: SweepResultsOptions,
): Chosen {
  const columns = resultColumns(rows, { axes, timings });
  const holds = where === undefined ? () => true : compileWhere(where, columns, '--where');
  const order =
    sort === undefined
      ? [...axes.flatMap((key) => columns.find(({ name }) => name === key) ?? []), columns[1]]
      : [columnNamed(columns, sort, '--sort')];
  const named = asked?.split(',').map((name) => columnNamed(columns, name.trim(), '--columns'));
  return {
    rows: sortRows(rows.filter(holds), order, { descending }),
    columns: named ?? columns,
    all: rows.length,
  };
}

/** `sweep results` for sweeps of some of `commands`. */
export function sweepResults(commands: readonly Command[]): Execute<SweepResultsOptions> {
  return async (options, terminal) => {
    const { sweep: place, format, out } = options;
    if (format === 'parquet' && out === undefined) {
      throw new ArgumentError(
        '--out: must be given with --format parquet (got nothing); give --out results.parquet',
      );
    }
    const sweep = await locateSweep(place, commands);
    const chosen = choose(await rowsOf(sweep), axisKeys(sweep.sweep), options);
    const { rows, columns } = chosen;
    const json = resultsJson(rows, columns);
    const texts = {
      table: () => table(chosen),
      csv: () => resultsCsv(rows, columns),
      json: () => toJson(json),
    };
    if (out === undefined) {
      await terminal.result(json, texts[format as Exclude<typeof format, 'parquet'>]);
      return 0;
    }
    if (format === 'parquet') {
      const { resultsParquet } = await import('../../sweeps/results-parquet.ts');
      writeFileAtomic(out, resultsParquet(rows, columns));
    } else writeFileAtomic(out, `${texts[format]().trimEnd()}\n`);
    await terminal.result({ file: out, rows: rows.length }, () => out);
    return 0;
  };
}
