/** A sweep that was run: from its file, or from the folder that holds its results. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readRows } from '../../engines/store/read-rows.ts';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { ArgumentError } from '../../errors.ts';
import { eachPoint } from '../../sweeps/points.ts';
import type { SweptCommand } from '../../sweeps/points.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import { readSweep } from '../../sweeps/sweep-file.ts';
import type { Sweep } from '../../sweeps/sweep-file.ts';
import type { Command } from '../command.ts';
import { readJson } from '../../runs/json-file.ts';
import { optionKey } from '../options/table.ts';
import { sweptCommand } from './swept-command.ts';
import { sweepFolder } from './folder.ts';
import { openSweep } from './open.ts';
import type { OpenedSweep } from './open.ts';

/** A sweep, its command, and its folder. */
export interface LocatedSweep extends OpenedSweep {
  readonly command: SweptCommand;
  /** Absolute; it need not be there. */
  readonly folder: string;
  /** The file that the sweep was written in; the folder remembers it. */
  readonly origin: string;
  /** Found by its folder, which says what the sweep is. */
  readonly isFromFolder: boolean;
}

function isFolder(place: string): boolean {
  return existsSync(place) && statSync(place).isDirectory();
}

/**
 * The sweep of a file, or the one that a folder is of.
 * @param out the folder, where it is another than that of the file
 * @throws ArgumentError for a folder without a sweep, and as `openSweep`
 */
export async function locateSweep(
  place: string,
  commands: readonly Command[],
  out?: string,
): Promise<LocatedSweep> {
  if (!isFolder(place)) {
    const opened = await openSweep(place, commands);
    const command = sweptCommand(place, opened.sweep.command, commands);
    return { ...opened, command, folder: sweepFolder(place, out), origin: place, isFromFolder: false };
  }
  const file = path.join(place, SWEEP_FILES.sweep);
  if (!existsSync(file)) {
    throw new ArgumentError(
      `${place}: must be the folder of a sweep (no ${SWEEP_FILES.sweep}); name another`,
    );
  }
  const { sweep: content, file: written } = Object(readJson(file)) as {
    readonly sweep?: unknown;
    readonly file?: unknown;
  };
  const origin = typeof written === 'string' ? written : file;
  const sweep = readSweep(file, content);
  const command = sweptCommand(file, sweep.command, commands);
  return {
    file,
    sweep,
    command,
    points: () => eachPoint(file, sweep, command),
    folder: path.resolve(place),
    origin,
    isFromFolder: true,
  };
}

/** Points of the whole sweep. */
export function countPoints({ points }: OpenedSweep): number {
  let count = 0;
  const each = points();
  while (each.next().done !== true) count++;
  return count;
}

/** All rows of a folder, in the order of names. */
export async function allRows(folder: string): Promise<readonly SweepRow[]> {
  const rows: SweepRow[] = [];
  for await (const row of readRows(folder)) rows.push(row);
  return rows;
}

/**
 * All rows, in the order of names.
 * @throws ArgumentError where no point has ended yet
 */
export async function rowsOf({ file, folder }: LocatedSweep): Promise<readonly SweepRow[]> {
  const rows = await allRows(folder);
  if (rows.length === 0) {
    throw new ArgumentError(
      `${file}: must have results (got none in ${folder}); run competing-units sweep first, or name the folder`,
    );
  }
  return rows;
}

/** Keys of the axes in the order of the sweep. */
export function axisKeys({ axes }: Sweep): readonly string[] {
  return Object.keys(axes)
    .map(optionKey)
    .filter((key) => key !== 'seed');
}
