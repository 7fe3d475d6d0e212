/** The folder of a sweep: which one it is, and that it belongs to this sweep. */
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { SWEEP_FILES } from '../../engines/sweep-folder.ts';
import { ArgumentError } from '../../errors.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { canonicalJson } from '../../sweeps/point-name.ts';
import type { Sweep } from '../../sweeps/sweep-file.ts';
import { readShaped } from '../../runs/json-file.ts';
import { list, record, text } from '../../runs/json-shape.ts';
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
    // A lock may be all that a sweep left that was killed at its very beginning.
    const others = isFolder ? readdirSync(folder).filter((name) => !BEFORE_THE_FILE.includes(name)) : [];
    if (!isFolder || (!holdsSweep && others.length > 0)) {
      throw new ArgumentError(`${folder}: must be the folder of a sweep, or empty; name another by --out`);
    }
  }
  mkdirSync(folder, { recursive: true });
}

const BEFORE_THE_FILE: readonly string[] = [SWEEP_FILES.lock, SWEEP_FILES.results];

/**
 * Writes what the sweep is into its folder, which is locked.
 * @param rows that the folder has
 * @throws ArgumentError when they are of another list of measures: their points are known by what they compute, not by that;
 * DataFormatError when what the folder says of itself is damaged
 */
export function claimSweepFolder(folder: string, { file, sweep }: OpenedSweep, rows: number): void {
  const place = path.join(folder, SWEEP_FILES.sweep);
  if (rows > 0 && existsSync(place)) {
    const { measure } = readShaped(place, sweepShape, 'restore it, or give another --out').sweep;
    if (canonicalJson(measure) !== canonicalJson(sweep.measure)) {
      throw new ArgumentError(
        `${file}: measure: must be ${shown(measure)}, as in the results in ${folder} (got ${shown(sweep.measure)}); change it back, or give another --out`,
      );
    }
  }
  writeFileAtomic(
    place,
    `${JSON.stringify({ version: packageVersion(), file: path.resolve(file), sweep }, null, 2)}\n`,
  );
}

const sweepShape = record<{ readonly sweep: Pick<Sweep, 'measure'> }>({
  sweep: record<Pick<Sweep, 'measure'>>({ measure: list(text()) }),
});

/** Without a list, everything is measured. */
function shown(measure: readonly string[]): string {
  return measure.length === 0 ? 'no list' : JSON.stringify(measure);
}
