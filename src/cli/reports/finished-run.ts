/** The files of a finished run, as a report is made from them. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError } from '../../errors.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { AnyOptionTable } from '../options/table.ts';
import { checkedOptions, readRunConfig } from '../runs/config.ts';
import type { RunConfig } from '../runs/config.ts';

/** A page, and drawings as SVG documents by the name of their figure; each made when it is asked for. */
export interface RunReport {
  readonly html: () => string;
  readonly drawings: () => ReadonlyMap<string, string>;
}

/** What a run was asked for. */
export interface RunRecord {
  /** Absolute. */
  readonly folder: string;
  readonly command: string;
  readonly config: RunConfig;
}

const MEND = 'restore it, or make the run anew';

/**
 * Reads what a run was asked for.
 * @throws ArgumentError when the folder holds no finished run; DataFormatError when its configuration is damaged
 */
export function readRunRecord(run: string): RunRecord {
  const folder = path.resolve(run);
  for (const name of [RUN_FILES.config, RUN_FILES.summary]) {
    if (existsSync(path.join(folder, name))) continue;
    throw new ArgumentError(`${run}: must be the folder of a finished run (no ${name}); name another`);
  }
  const config = readRunConfig(folder, MEND);
  return { folder, command: config.command, config };
}

/**
 * Its options, resolved, the seed with them.
 * @param table options of its command
 * @throws DataFormatError naming the first that is missing, not allowed or not known
 */
export function optionsOf({ config }: RunRecord, table: AnyOptionTable): object {
  return checkedOptions(config, table, MEND);
}
