/** Options of `worker`. */
import { commonTable } from './common.ts';
import { integer, number, path, text } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface WorkerOptions {
  readonly connect: string | undefined;
  readonly batch: string | undefined;
  readonly concurrency: number;
  readonly pointSeconds: number | undefined;
  readonly pointMemory: number | undefined;
  readonly out: string | undefined;
}

export const workerTable: OptionTable<WorkerOptions> = {
  connect: {
    kind: text('postgres://USER@HOST/DATABASE'),
    default: undefined,
    about: 'the queue of sweep --engine postgres',
    example: 'postgres://me@server/sweeps',
  },
  batch: {
    kind: path('a file that sweep --engine slurm wrote'),
    default: undefined,
    about: 'runs the points in it instead, as a task of Slurm does',
  },
  concurrency: {
    kind: integer({ min: 1 }),
    default: 1,
    about: 'points that run at the same time, each in a process of its own',
  },
  pointSeconds: {
    kind: number({ above: 0 }),
    default: undefined,
    about: 'bound of the time of a point (s); that of the sweep holds, too',
  },
  pointMemory: {
    kind: number({ above: 0 }),
    default: undefined,
    about: 'bound of the memory of a point (MB); that of the sweep holds, too',
  },
  out: {
    ...commonTable.out,
    about:
      'folder for the run folders of points, on a file system that outlasts the worker; else they are deleted',
  },
};
