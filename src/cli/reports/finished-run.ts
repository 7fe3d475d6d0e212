/** The files of a finished run, as a report is made from them. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError, DataFormatError } from '../../errors.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';

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
  /** Resolved, the seed with them. */
  readonly options: object;
}

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
  const file = path.join(folder, RUN_FILES.config);
  const { command, seed, options } = Object(readJson(file)) as Record<
    'command' | 'seed' | 'options',
    unknown
  >;
  if (typeof command !== 'string' || typeof seed !== 'number' || typeof options !== 'object') {
    throw new DataFormatError(`${file}: is not the configuration of a run; give the folder of one`);
  }
  return { folder, command, options: { ...options, seed } };
}

/** @throws DataFormatError when the file is not JSON */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFormatError(`${file}: is not JSON (${reason}); make the run anew`);
  }
}

/** A document of JSON in each line. @throws DataFormatError when one is none */
export function readJsonLines(file: string): unknown[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line !== '')
    .map((line, i) => {
      try {
        return JSON.parse(line) as unknown;
      } catch {
        throw new DataFormatError(`${file}: line ${i + 1} is not JSON; make the run anew`);
      }
    });
}
