/** Options of `sweep` and `sweep plan`. */
import { choice, flag, integer, number, path } from './kinds.ts';
import { postgresEngineTable, slurmEngineTable } from './sweep-engines.ts';
import type { PostgresEngineOptions, SlurmEngineOptions } from './sweep-engines.ts';
import { required } from './table.ts';
import type { Option, OptionTable } from './table.ts';

export interface SweepPlanOptions {
  readonly file: string;
  readonly format: 'table' | 'csv' | 'json';
}

/** The sweep file, the one argument of every command of sweeps. */
const file: Option<string> = {
  kind: path(),
  default: required,
  about: 'a sweep file: .yaml, .toml or .json, as docs/sweep.schema.json says',
  example: 'sweep.yaml',
  positional: true,
};

export const sweepPlanTable: OptionTable<SweepPlanOptions> = {
  file,
  format: {
    kind: choice(['table', 'csv', 'json']),
    default: 'table',
    about: 'a table of the first and last points, or every point as CSV or JSON',
    group: 'Output:',
  },
};

export interface SweepOptions extends SlurmEngineOptions, PostgresEngineOptions {
  readonly file: string;
  readonly engine: 'local' | 'slurm' | 'postgres';
  readonly workers: number | undefined;
  readonly dryRun: boolean;
  readonly retry: boolean;
  readonly pointSeconds: number | undefined;
  readonly pointMemory: number | undefined;
  readonly out: string | undefined;
}

const running = 'Running:';

export const sweepTable: OptionTable<SweepOptions> = {
  file,
  engine: {
    kind: choice(['local', 'slurm', 'postgres']),
    default: 'local',
    about:
      'what runs the points: processes of this machine, array jobs of Slurm, or workers of a queue in PostgreSQL',
    group: running,
  },
  workers: {
    kind: integer({ min: 1, max: 1024 }),
    default: undefined,
    about: 'points that run at once, each on one thread',
    shownDefault: 'the number of cores',
    example: '2',
    group: running,
  },
  dryRun: {
    kind: flag(),
    default: false,
    about: 'show the points and the time they may take, and run none of them',
    group: running,
  },
  retry: {
    kind: flag(),
    default: false,
    about: 'run points again that diverged, failed, crashed or met a bound',
    group: running,
  },
  pointSeconds: {
    kind: number({ above: 0 }),
    default: undefined,
    about: 'a point that takes longer is stopped',
    shownDefault: 'none',
    example: '600',
    group: running,
  },
  pointMemory: {
    kind: integer({ min: 64 }),
    default: undefined,
    about: 'a point whose process needs more MB is stopped',
    shownDefault: 'none',
    example: '2000',
    group: running,
  },
  out: {
    kind: path('a folder'),
    default: undefined,
    about: 'folder of the sweep; one that has points of it goes on',
    shownDefault: 'runs/NAME for NAME.yaml',
    example: 'runs/sweep',
    group: 'Common:',
  },
  ...slurmEngineTable,
  ...postgresEngineTable,
};
