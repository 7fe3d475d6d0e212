/** Rows of a sweep that nobody ran. */
import type { SweepRow } from '../../../src/sweeps/row.ts';

/** The name of the point with this number, spread over all names like a hash. */
export function sampleName(number: number): string {
  return BigInt.asUintN(64, BigInt(number + 1) * 0x9e3779b97f4a7c15n)
    .toString(16)
    .padStart(16, '0');
}

/** A row that is done; `changes` beat what it has by default. */
export function sampleRow(number: number, changes: Partial<SweepRow> = {}): SweepRow {
  return {
    name: sampleName(number),
    command: 'relax',
    seed: number,
    axes: { inhibition: number / 7, method: number % 2 === 0 ? 'dopri5' : 'bs3' },
    status: 'done',
    reason: null,
    measures: { 'results.0.energy': 1 - number / 3, success: true },
    seconds: 0.01 * number,
    commandLine: `competing-units relax --seed ${number}`,
    ...changes,
  };
}
