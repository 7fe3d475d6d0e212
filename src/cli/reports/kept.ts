/** The report of a command that keeps its page and its drawings: they are taken as they are. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { RunRecord, RunReport } from './finished-run.ts';

/**
 * Opens it.
 * @throws ArgumentError when the command keeps none
 */
export function openKept({ folder, command }: RunRecord): RunReport {
  const page = path.join(folder, RUN_FILES.report);
  if (!existsSync(page)) {
    throw new ArgumentError(`${folder}: is a run of ${command}, which has no report; give one of train`);
  }
  return {
    html: () => readFileSync(page, 'utf8'),
    drawings: () =>
      new Map(
        readdirSync(folder)
          .filter((name) => name.endsWith('.svg'))
          .sort()
          .map((name) => [path.basename(name, '.svg'), readFileSync(path.join(folder, name), 'utf8')]),
      ),
  };
}
