/** The folder of a sweep: which one it is, and that it belongs to this sweep. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { ArgumentError } from '../../errors.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { canonicalJson } from '../../sweeps/point-name.ts';
import type { Sweep } from '../../sweeps/sweep-file.ts';
import { readShaped } from '../../runs/json-file.ts';
import { list, record, text } from '../../runs/json-shape.ts';
import { makeFolder } from '../../runs/run-folder.ts';
import type { JobStatus } from '../../sweeps/job.ts';
import type { OpenedSweep } from './open.ts';
import { packageVersion } from '../version.ts';

/** `runs/STEM` for the sweep file `STEM.yaml`, unless `out` names another; absolute. */
export function sweepFolder(file: string, out: string | undefined): string {
  return path.resolve(out ?? path.join('runs', path.basename(file, path.extname(file))));
}

/**
 * Makes the folder.
 * @throws ArgumentError when it holds something else than a sweep
 */
export function makeSweepFolder(folder: string): void {
  if (existsSync(folder)) {
    const holdsSweep = existsSync(path.join(folder, SWEEP_FILES.sweep));
    const isFolder = statSync(folder).isDirectory();
    // What a sweep leaves that was killed at its very beginning, or whose folder was deleted while it ran.
    const others = isFolder ? readdirSync(folder).filter((name) => !OF_A_SWEEP.includes(name)) : [];
    if (!isFolder || (!holdsSweep && others.length > 0)) {
      throw new ArgumentError(`${folder}: must be the folder of a sweep, or empty; name another by --out`);
    }
  }
  makeFolder(folder, folder);
}

const OF_A_SWEEP: readonly string[] = Object.values(SWEEP_FILES);

/**
 * Writes what the sweep is into its folder, which is locked.
 * @param counts of the rows that the folder has, by how they ended
 * @throws ArgumentError when they are of another command, or have other measures: their points are known by what they compute,
 * not by that; DataFormatError when what the folder says of itself is damaged
 */
export function claimSweepFolder(
  folder: string,
  { file, sweep }: OpenedSweep,
  counts: Readonly<Record<JobStatus, number>>,
): void {
  const place = path.join(folder, SWEEP_FILES.sweep);
  const refuse = (key: string, before: string, now: string): never => {
    throw new ArgumentError(
      `${file}: ${key}: must be ${before}, as in the results in ${folder} (got ${now}); change it back, or give another --out`,
    );
  };
  // Points that failed have measured nothing, perhaps because the list was wrong.
  if (counts.done + counts.diverged > 0 && existsSync(place)) {
    const { command, measure } = readShaped(place, sweepShape, 'restore it, or give another --out').sweep;
    if (command !== sweep.command) refuse('command', command, sweep.command);
    if (canonicalJson(measure) !== canonicalJson(sweep.measure)) {
      refuse('measure', shown(measure), shown(sweep.measure));
    }
  }
  writeFileAtomic(
    place,
    `${JSON.stringify({ version: packageVersion(), file: path.resolve(file), sweep }, null, 2)}\n`,
  );
}

type Claimed = Pick<Sweep, 'command' | 'measure'>;

const sweepShape = record<{ readonly sweep: Claimed }>({
  sweep: record<Claimed>({ command: text(), measure: list(text()) }),
});

/** Without a list, everything is measured. */
function shown(measure: readonly string[]): string {
  return measure.length === 0 ? 'no list' : JSON.stringify(measure);
}
