/** Options of single engines of `sweep`. */
import { flag, integer, text } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface SlurmEngineOptions {
  readonly partition: string | undefined;
  readonly time: string | undefined;
  readonly cpusPerTask: number | undefined;
  readonly sbatchArgs: string | undefined;
  readonly pointsPerTask: number;
  readonly tasks: number | undefined;
  readonly detach: boolean;
}

export interface PostgresEngineOptions {
  readonly connect: string | undefined;
}

/** The largest batch: its file is written anew after each of its points. */
const MOST_POINTS_PER_TASK = 1000;

const slurm = 'Slurm (--engine slurm):';

export const slurmEngineTable: OptionTable<SlurmEngineOptions> = {
  partition: {
    kind: text('the name of a partition'),
    default: undefined,
    about: 'where tasks run',
    shownDefault: "the cluster's",
    group: slurm,
  },
  time: {
    kind: text('a time as sbatch reads it'),
    default: undefined,
    about: 'bound of each task: minutes, or [days-]hours:minutes:seconds',
    example: '2:00:00',
    group: slurm,
  },
  cpusPerTask: {
    kind: integer({ min: 1 }),
    default: undefined,
    about: 'cores of each task, and threads of its points unless the sweep file gives threads',
    group: slurm,
  },
  pointsPerTask: {
    kind: integer({ min: 1, max: MOST_POINTS_PER_TASK }),
    default: 1,
    about: 'points that one task runs, one after another; more of them where they are short',
    group: slurm,
  },
  tasks: {
    kind: integer({ min: 1 }),
    default: undefined,
    about: 'tasks that may run at the same time',
    shownDefault: 'as many as Slurm lets',
    group: slurm,
  },
  sbatchArgs: {
    kind: text('arguments of sbatch, separated by spaces'),
    default: undefined,
    about: 'anything else, written with =: --sbatch-args="--account=lab --mem=4G"',
    group: slurm,
  },
  detach: {
    kind: flag(),
    default: false,
    about:
      'Ctrl-C leaves tasks in the queue, and the same command collects them later; else they are cancelled',
    group: slurm,
  },
};

export const postgresEngineTable: OptionTable<PostgresEngineOptions> = {
  connect: {
    kind: text('postgres://USER@HOST/DATABASE, or pglite:FOLDER'),
    default: undefined,
    about: 'the queue; on a server, points wait there for competing-units worker',
    shownDefault: "PGlite in the sweep's folder, on this machine alone",
    group: 'PostgreSQL (--engine postgres):',
  },
};
