/** A sweep file, read and checked, with its points as jobs and as rows. */
import type { Job, Outcome } from '../../sweeps/job.ts';
import { eachPoint } from '../../sweeps/points.ts';
import type { Point } from '../../sweeps/points.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import { readSweep } from '../../sweeps/sweep-file.ts';
import type { Sweep } from '../../sweeps/sweep-file.ts';
import type { Command } from '../command.ts';
import { commandLine } from '../text/command-line.ts';
import { readKeys } from '../text/config-file.ts';
import { sweptCommand } from './swept-command.ts';

/** A sweep that can be run. */
export interface OpenedSweep {
  readonly file: string;
  readonly sweep: Sweep;
  /** All points, made anew each time. */
  readonly points: () => Generator<Point, void, undefined>;
}

/**
 * Reads a sweep file.
 * @throws ArgumentError, DataFormatError for what it gets wrong; what is wrong in a point is told as it is made
 */
export async function openSweep(file: string, commands: readonly Command[]): Promise<OpenedSweep> {
  const keys = await readKeys(file, {
    what: 'a sweep file',
    holds: 'keys such as command and axes, see docs/sweep.schema.json',
  });
  const sweep = readSweep(file, Object.fromEntries(keys));
  const command = sweptCommand(file, sweep.command, commands);
  return { file, sweep, points: () => eachPoint(file, sweep, command) };
}

/** The command that runs a point alone. Defaults are left out: some options are refused beside others even with the value that they have anyway. */
export function pointLine({ command }: Sweep, { given, seed }: Point): string {
  return commandLine(command, { ...given, seed });
}

/** The point as engines run it. */
export function jobOf({ command, measure }: Sweep, { name, given, seed }: Point): Job {
  return { name, command, options: { ...given, seed }, measure };
}

/** The point with its outcome. */
export function rowOf(sweep: Sweep, point: Point, outcome: Outcome): SweepRow {
  const { seed, axes } = point;
  return { ...outcome, command: sweep.command, seed, axes, commandLine: pointLine(sweep, point) };
}
