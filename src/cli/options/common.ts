/** Options of every command. */
import { flag, integer, path } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface CommonOptions {
  readonly json: boolean;
  readonly config: string | undefined;
  readonly seed: number;
  readonly out: string | undefined;
  readonly debug: boolean;
}

const group = 'Common:';

export const commonTable: OptionTable<CommonOptions> = {
  json: {
    kind: flag(),
    default: false,
    about: 'print one JSON document on stdout and nothing else there',
    group,
  },
  config: {
    kind: path(),
    default: undefined,
    about: 'options from a .yaml, .toml or .json file; a flag beats the file',
    group,
  },
  seed: {
    kind: integer({ min: 0 }),
    default: 0,
    about: 'decides everything random',
    group,
  },
  out: {
    kind: path('a folder'),
    default: undefined,
    about: 'folder for results; one that holds a run is refused',
    group,
  },
  debug: {
    kind: flag(),
    default: false,
    about: 'print the stack of an error',
    group,
  },
};
