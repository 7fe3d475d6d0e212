/** Options of `sweep results` and `sweep report`. */
import { choice, flag, path, text } from './kinds.ts';
import { required } from './table.ts';
import type { Option, OptionTable } from './table.ts';

/** A sweep whose results are there. */
const sweep: Option<string> = {
  kind: path('a sweep file or the folder of a sweep'),
  default: required,
  about: 'a sweep file, whose results are in runs/NAME, or the folder of a sweep',
  example: 'sweep.yaml',
  positional: true,
};

export interface SweepResultsOptions {
  readonly sweep: string;
  readonly format: 'table' | 'csv' | 'json' | 'parquet';
  readonly where: string | undefined;
  readonly columns: string | undefined;
  readonly sort: string | undefined;
  readonly descending: boolean;
  readonly timings: boolean;
  readonly out: string | undefined;
}

const rows = 'Rows and columns:';
const output = 'Output:';

const where: Option<string | undefined> = {
  kind: text('a condition on the columns'),
  default: undefined,
  about: 'only points where it holds, such as "inhibition > 0.9 and deadUnits < 10" or "not done"',
  shownDefault: 'all',
  example: '"inhibition > 0.9"',
  group: 'Rows and columns:',
};

export const sweepResultsTable: OptionTable<SweepResultsOptions> = {
  sweep,
  format: {
    kind: choice(['table', 'csv', 'json', 'parquet']),
    default: 'table',
    about: 'a table to read, or every row as CSV, JSON or Parquet',
    group: output,
  },
  where,
  columns: {
    kind: text('names of columns, separated by commas'),
    default: undefined,
    about: 'only these, in this order; a measure may be named by its last words',
    shownDefault: 'all',
    example: 'inhibition,deadUnits',
    group: rows,
  },
  sort: {
    kind: text('the name of a column'),
    default: undefined,
    about: 'order of the rows; rows without a value come last',
    shownDefault: 'axes, then seed',
    example: 'deadUnits',
    group: rows,
  },
  descending: {
    kind: flag(),
    default: false,
    about: 'the largest first',
    group: rows,
  },
  timings: {
    kind: flag(),
    default: false,
    about: 'also the seconds that each point took, which differ between runs',
    group: rows,
  },
  out: {
    kind: path('a file'),
    default: undefined,
    about: 'write to this file instead of stdout; Parquet needs one',
    example: 'results.parquet',
    group: 'Common:',
  },
};

export interface SweepReportOptions {
  readonly sweep: string;
  readonly where: string | undefined;
  readonly measure: string | undefined;
  readonly minimize: string | undefined;
  readonly maximize: string | undefined;
  readonly format: 'html' | 'svg' | 'png';
  readonly out: string | undefined;
}

const names = text('names of measures, separated by commas');

export const sweepReportTable: OptionTable<SweepReportOptions> = {
  sweep,
  where: { ...where, group: 'Report:' },
  measure: {
    kind: names,
    default: undefined,
    about: 'what is shown, in this order; a measure may be named by its last words',
    shownDefault: 'the first nine that are numbers and differ',
    example: 'deadUnits',
    group: 'Report:',
  },
  minimize: {
    kind: names,
    default: undefined,
    about: 'measures whose best values are the smallest',
    example: 'deadUnits',
    group: 'Report:',
  },
  maximize: {
    kind: names,
    default: undefined,
    about: 'measures whose best values are the largest',
    example: 'winnerAgreement',
    group: 'Report:',
  },
  format: {
    kind: choice(['html', 'svg', 'png']),
    default: 'html',
    about: 'html: the page; svg, png: every figure as a file of its own',
    group: 'Report:',
  },
  out: {
    kind: path('a file, or a folder for figures'),
    default: undefined,
    about: 'where it goes',
    shownDefault: 'report.html, or figures, in the folder of the sweep',
    group: 'Common:',
  },
};
