/** Options of `reproduce`: which of the paper's experiments, on which data, how often. */
import { choice, flag, integer, path } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';
import { dataSetTable } from './data-set.ts';

/** What can be reproduced. */
export type ReproduceTarget = 'table' | 'fig2' | 'fig3' | 'fig4' | 'fig5';

export interface ReproduceOptions {
  readonly target: ReproduceTarget;
  readonly quick: boolean;
  readonly data: 'paper' | 'digits';
  readonly dataDir: string;
  readonly seeds: number | undefined;
  readonly threads: number | undefined;
  readonly out: string | undefined;
}

const group = 'Experiment:';

export const reproduceTable: OptionTable<ReproduceOptions> = {
  target: {
    kind: choice(['table', 'fig2', 'fig3', 'fig4', 'fig5']),
    default: required,
    about: 'the table of errors, or a figure of the paper',
    example: 'table',
    positional: true,
  },
  quick: {
    kind: flag(),
    default: false,
    about:
      'small networks, few epochs, 10,000 examples: to see what an experiment does; its errors are no results',
    group,
  },
  data: {
    kind: choice(['paper', 'digits']),
    default: 'paper',
    about:
      'MNIST, and CIFAR-10 for fig5, as in the paper; or, with --quick, generated digits, which need no files',
    group,
  },
  dataDir: { ...dataSetTable.dataDir, group },
  seeds: {
    kind: integer({ min: 1, max: 1000 }),
    default: undefined,
    about: 'runs of each network, with seeds from --seed on',
    shownDefault: '3 for the table, 1 for figures and with --quick',
    example: '3',
    group,
  },
  threads: {
    kind: integer({ min: 1, max: 256 }),
    default: undefined,
    about: 'threads of the unsupervised phase; the result does not depend on it',
    shownDefault: 'all',
    group,
  },
  out: {
    kind: path('a folder'),
    default: undefined,
    about: 'folder of all runs and figures: what is finished there is used, what was begun is gone on with',
    shownDefault: 'runs/reproduce, with --quick runs/reproduce-quick',
    group,
  },
};
