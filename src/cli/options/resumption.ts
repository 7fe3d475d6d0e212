/** Options of commands whose runs are stored on the way and can be gone on with. */
import { CHECKPOINT_SECONDS } from '../runs/checkpoint-clock.ts';
import { number, path } from './kinds.ts';
import type { OptionTable } from './table.ts';

export interface ResumptionOptions {
  readonly checkpointSeconds: number | undefined;
  readonly resume: string | undefined;
}

const group = 'Run:';

export const resumptionTable: OptionTable<ResumptionOptions> = {
  checkpointSeconds: {
    kind: number({ above: 0 }),
    default: undefined,
    about: 'seconds between two checkpoints; the result does not depend on it',
    shownDefault: String(CHECKPOINT_SECONDS),
    example: String(CHECKPOINT_SECONDS),
    group,
  },
  resume: {
    kind: path('a run folder'),
    default: undefined,
    about: 'go on with an interrupted run; needs no other option',
    group,
  },
};
