/** Options of `sweep plan`. */
import { choice, path } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

export interface SweepPlanOptions {
  readonly file: string;
  readonly format: 'table' | 'csv' | 'json';
}

export const sweepPlanTable: OptionTable<SweepPlanOptions> = {
  file: {
    kind: path(),
    default: required,
    about: 'a sweep file: .yaml, .toml or .json, as docs/sweep.schema.json says',
    example: 'sweep.yaml',
    positional: true,
  },
  format: {
    kind: choice(['table', 'csv', 'json']),
    default: 'table',
    about: 'a table of the first and last points, or every point as CSV or JSON',
    group: 'Output:',
  },
};
