/** Options of `sweep ask`, `sweep tell` and `sweep serve`: points one by one, for programs that choose them. */
import { integer, number, path } from './kinds.ts';
import { required } from './table.ts';
import type { Option, OptionTable } from './table.ts';

interface Shared {
  readonly sweep: string;
  readonly out: string | undefined;
}

const shared: OptionTable<Shared> = {
  sweep: {
    kind: path('a sweep file or the folder of a sweep'),
    default: required,
    about: 'a sweep file, or the folder of a sweep',
    example: 'sweep.yaml',
    positional: true,
  },
  out: {
    kind: path('a folder'),
    default: undefined,
    about: 'folder of the sweep',
    shownDefault: 'runs/NAME for NAME.yaml',
    example: 'runs/sweep',
    group: 'Common:',
  },
};

export interface SweepAskOptions extends Shared {
  readonly points: number;
}

export const sweepAskTable: OptionTable<SweepAskOptions> = {
  ...shared,
  points: {
    kind: integer({ min: 1, max: 1_000_000 }),
    default: 1,
    about: 'how many points at most',
    group: 'Points:',
  },
};

export type SweepTellOptions = Shared;

export const sweepTellTable: OptionTable<SweepTellOptions> = shared;

export interface SweepServeOptions extends Shared {
  readonly pointSeconds: number | undefined;
}

const pointSeconds: Option<number | undefined> = {
  kind: number({ above: 0 }),
  default: undefined,
  about: 'a point that takes longer is stopped',
  shownDefault: 'none',
  example: '600',
  group: 'Points:',
};

export const sweepServeTable: OptionTable<SweepServeOptions> = { ...shared, pointSeconds };
