/** Rows of a sweep with given axes and measures; the name is made from them. */
import type { JobStatus, Measured } from '../../../src/sweeps/job.ts';
import { pointName } from '../../../src/sweeps/point-name.ts';
import type { Options } from '../../../src/sweeps/point-name.ts';
import type { SweepRow } from '../../../src/sweeps/row.ts';

export function sampleRow(
  axes: Options,
  measures: Readonly<Record<string, Measured>>,
  {
    seed = 1,
    status = 'done',
    reason = null,
  }: { seed?: number; status?: JobStatus; reason?: string | null } = {},
): SweepRow {
  return {
    name: pointName({ command: 'train', options: axes }, seed),
    command: 'train',
    seed,
    axes,
    measures,
    status,
    reason,
    seconds: 0.25,
    commandLine: `competing-units train --seed ${seed}`,
  };
}
