/** Options of `report`: the report of a run, or its figures as files. */
import { choice, path } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

type ReportFormat = 'html' | 'svg' | 'png';

export interface ReportOptions {
  readonly run: string;
  readonly format: ReportFormat;
  readonly out: string | undefined;
}

export const reportTable: OptionTable<ReportOptions> = {
  run: {
    kind: path('a run folder'),
    default: required,
    about: 'the folder of a finished run',
    example: 'runs/RUN',
    positional: true,
  },
  format: {
    kind: choice(['html', 'svg', 'png']),
    default: 'html',
    about: 'html: the page; svg, png: every figure as a file of its own',
    group: 'Report:',
  },
  out: {
    kind: path('a folder'),
    default: undefined,
    about: 'a new or empty folder for what is made',
    shownDefault: 'RUN/report.html, or RUN/figures',
    group: 'Common:',
  },
};
