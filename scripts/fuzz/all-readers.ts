/** All that reads bytes from outside. */
import type { Reader } from './reader.ts';
import { arrayReaders } from './readers/arrays.ts';
import { packedReaders } from './readers/packed.ts';
import { runReaders } from './readers/runs.ts';
import { settingsReaders } from './readers/settings.ts';
import { textReaders } from './readers/texts.ts';

/** Those that read a folder get one that is removed when the process ends. */
export function allReaders(): readonly Reader[] {
  return [...arrayReaders, ...packedReaders, ...textReaders, ...settingsReaders, ...runReaders()];
}
