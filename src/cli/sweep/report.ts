/** The report of a sweep from its rows. */
import path from 'node:path';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { ArgumentError } from '../../errors.ts';
import { renderSweepReport } from '../../report/sweep-report.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { MOST_MEASURES } from '../../report/sweep/types.ts';
import type { SweepReport } from '../../report/sweep/types.ts';
import { columnNamed } from '../../sweeps/results-columns.ts';
import type { ResultColumn } from '../../sweeps/results-columns.ts';
import type { Measured } from '../../sweeps/job.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import type { Sweep } from '../../sweeps/sweep-file.ts';
import { optionKey } from '../options/table.ts';
import { allRows, axisKeys } from './locate.ts';

/** Which sweep it is. */
export interface ReportedSweep {
  readonly file: string;
  readonly sweep: Sweep;
  readonly folder: string;
}

/** What the page is to show. */
export interface ReportChoice {
  /** Names separated by commas; undefined: the first ones that are numbers and differ. */
  readonly measure?: string | undefined;
  readonly minimize?: string | undefined;
  readonly maximize?: string | undefined;
}

/** Paths of the measures, in the order of the sweep where it lists them, by their names where it does not. */
function measurePaths(rows: readonly SweepRow[], listed: readonly string[]): string[] {
  const found = new Set<string>();
  for (const { measures } of rows) for (const key of Object.keys(measures)) found.add(key);
  return [
    ...listed.filter((key) => found.has(key)),
    ...[...found].filter((key) => !listed.includes(key)).sort(),
  ];
}

/** What the points have of it, each value once. */
function valuesOf(path: string, rows: readonly SweepRow[]): ReadonlySet<Measured> {
  return new Set(rows.flatMap(({ measures }) => measures[path] ?? []));
}

/** Whether all that the points have of it are numbers or flags. */
function isNumeric(path: string, rows: readonly SweepRow[]): boolean {
  const values = [...valuesOf(path, rows)];
  return (
    values.length > 0 && values.every((value) => typeof value === 'number' || typeof value === 'boolean')
  );
}

/** The measures that a list of names means. */
function named(list: string | undefined, measures: readonly ResultColumn[], option: string): string[] {
  return (list?.split(',') ?? []).map((name) => columnNamed(measures, name.trim(), option).name);
}

function chooseMeasures(
  rows: readonly SweepRow[],
  listed: readonly string[],
  { measure, minimize, maximize }: ReportChoice,
): Pick<SweepReport, 'measures' | 'omitted' | 'constant'> {
  const paths = measurePaths(rows, listed);
  const numeric = paths.filter((path) => isNumeric(path, rows));
  const columns = numeric.map((name): ResultColumn => ({
    name,
    kind: 'number',
    of: ({ measures }) => measures[name] ?? null,
  }));
  const down = new Set(named(minimize, columns, '--minimize'));
  const up = new Set(named(maximize, columns, '--maximize'));
  const both = [...down].find((path) => up.has(path));
  if (both !== undefined) {
    throw new ArgumentError(`--maximize: must not name what --minimize names (got ${both}); leave one out`);
  }
  const asked = named(measure, columns, '--measure');
  const telling = numeric.filter((path) => valuesOf(path, rows).size > 1);
  // What has a goal is what was asked about.
  const wanted =
    asked.length > 0
      ? asked
      : [...new Set([...telling.filter((path) => down.has(path) || up.has(path)), ...telling])];
  const shown = wanted.slice(0, MOST_MEASURES);
  return {
    measures: shown.map((path) => ({
      path,
      goal: down.has(path) ? 'minimize' : up.has(path) ? 'maximize' : null,
    })),
    omitted: telling.filter((path) => !shown.includes(path)),
    constant: numeric
      .filter((path) => listed.includes(path) || down.has(path) || up.has(path))
      .filter((path) => !telling.includes(path) && !shown.includes(path))
      .map((path) => ({ path, value: Number([...valuesOf(path, rows)][0]) })),
  };
}

/**
 * What the report shows.
 * @param planned points of the whole sweep
 * @throws ArgumentError for a measure that there is not
 */
export function reportOf(
  { sweep, file, folder }: ReportedSweep,
  { rows, planned }: { readonly rows: readonly SweepRow[]; readonly planned: number | null },
  choice: ReportChoice = {},
): SweepReport {
  const isLog = new Map(
    Object.entries(sweep.axes).map(([name, axis]) => [
      optionKey(name),
      !Array.isArray(axis) && 'logspace' in axis,
    ]),
  );
  const given = Object.fromEntries(Object.entries(sweep).filter(([, value]) => !isEmpty(value)));
  return {
    title: `Sweep ${path.basename(folder)}`,
    command: sweep.command,
    axes: axisKeys(sweep).map((key) => ({ key, isLog: isLog.get(key) ?? false })),
    ...chooseMeasures(rows, sweep.measure, choice),
    points: rows,
    planned,
    made: { command: `competing-units sweep ${path.basename(file)}`, config: given },
  };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/**
 * Writes `report.html` into the folder of a sweep, from the rows that are there.
 * @param planned points of the whole sweep
 * @returns its path; null where there is no row
 */
export async function writeSweepReport(reported: ReportedSweep, planned: number): Promise<string | null> {
  const rows = await allRows(reported.folder);
  if (rows.length === 0) return null;
  const file = path.join(reported.folder, SWEEP_FILES.report);
  writeFileAtomic(file, renderSweepReport(reportOf(reported, { rows, planned })));
  return file;
}
