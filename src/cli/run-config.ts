/** `config.json`, the first file of a run: everything resolved, with version, command and seed. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DataFormatError } from '../errors.ts';
import { writeFileAtomic } from '../runs/atomic-file.ts';
import { RUN_FILES } from '../runs/run-folder.ts';
import { packageVersion } from './version.ts';

/** Writes it into the folder of a run. */
export function writeRunConfig(
  folder: string,
  command: string,
  { seed, ...options }: { readonly seed: number },
): void {
  const document = { version: packageVersion(), command, seed, options };
  writeFileAtomic(path.join(folder, RUN_FILES.config), `${JSON.stringify(document, null, 2)}\n`);
}

/**
 * Reads that of a run of `command`; its options are those that were written.
 * @param what names such a run
 * @throws DataFormatError when it is damaged, or of another command
 */
export function readRunConfig(
  folder: string,
  { command, what }: { command: string; what: string },
): object & { readonly seed: number } {
  const file = path.join(folder, RUN_FILES.config);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFormatError(`${file}: is not JSON (${reason}); start the run anew`);
  }
  const found = Object(document) as Record<'command' | 'seed' | 'options', unknown>;
  if (found.command !== command || typeof found.seed !== 'number' || typeof found.options !== 'object') {
    throw new DataFormatError(`${file}: is not the configuration of ${what}; give the folder of one`);
  }
  return { ...found.options, seed: found.seed };
}
