/** `config.json`, the first file of a run: everything resolved, with version, command and seed. */
import path from 'node:path';
import { DataFormatError } from '../../errors.ts';
import { printable } from '../../kernels/quoted.ts';
import { writeFileAtomic } from '../../runs/atomic-file.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { readJson } from '../../runs/json-file.ts';
import { commonTable } from '../options/common.ts';
import { asText } from '../options/table.ts';
import type { AnyOptionTable } from '../options/table.ts';
import { packageVersion } from '../version.ts';

/** What it says, as far as it is the same for every command. */
export interface RunConfig {
  readonly file: string;
  /** Of the program that made the run. */
  readonly version: string;
  readonly command: string;
  /** Without the seed; each may be anything until `checkedOptions` has looked at it. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly seed: number;
}

/** Writes it into the folder of a run. */
export function writeRunConfig(
  folder: string,
  command: string,
  { seed, ...options }: { readonly seed: number },
): void {
  const document = { version: packageVersion(), command, seed, options };
  writeFileAtomic(path.join(folder, RUN_FILES.config), `${JSON.stringify(document, null, 2)}\n`);
}

/** Reads that of a run. @throws DataFormatError, which ends with `mend`, when it is damaged */
export function readRunConfig(folder: string, mend: string): RunConfig {
  const file = path.join(folder, RUN_FILES.config);
  const found = Object(readJson(file, mend)) as Record<Exclude<keyof RunConfig, 'file'>, unknown>;
  const { version, command, seed, options } = found;
  if (
    typeof version !== 'string' ||
    typeof command !== 'string' ||
    typeof seed !== 'number' ||
    typeof options !== 'object' ||
    options === null
  ) {
    throw new DataFormatError(
      `${file}: must hold version, command, seed and options of a run (got something else); ${mend}`,
    );
  }
  return { file, version, command, seed, options: options as RunConfig['options'] };
}

/** Options of a run, with the seed. */
type CheckedOptions = Readonly<Record<string, unknown>> & { readonly seed: number };

/** The same with the version of the program that made it. */
export interface HeldOptions {
  readonly version: string;
  readonly options: CheckedOptions;
}

/** Runs that are wanted. */
export interface WantedRun {
  /** Options by the commands that will do. */
  readonly tables: ReadonlyMap<string, AnyOptionTable>;
  /** Names such a run. */
  readonly what: string;
  /** What to do about a file that is damaged. */
  readonly mend: string;
}

/**
 * Options of a run of certain commands.
 * @throws DataFormatError when the file is damaged, or of another command, and as `checkedOptions`
 */
export function readRunOptions(folder: string, { tables, what, mend }: WantedRun): HeldOptions {
  const config = readRunConfig(folder, mend);
  const table = tables.get(config.command);
  if (table === undefined) {
    throw new DataFormatError(`${config.file}: is not the configuration of ${what}; give the folder of one`);
  }
  return { version: config.version, options: checkedOptions(config, table, mend) };
}

/** What to do about a damaged configuration of a run that is to go on. */
export const RESUME_MEND = 'restore it, or start the run anew in another folder';

/** Options that a run may be without: they have no default, and nothing fills them in. */
const DISPENSABLE: readonly string[] = [
  ...['limit', 'labels', 'testData', 'testLabels'],
  ...['threads', 'checkpointSeconds', 'resume'],
];

/**
 * The options of a run, each of which is there and allowed, with the seed.
 * @param table options of its command
 * @throws DataFormatError naming the first that is not, and the versions where they differ
 */
export function checkedOptions(
  { file, version, command, seed, options }: RunConfig,
  table: AnyOptionTable,
  mend: string,
): CheckedOptions {
  const refuse = (key: string, fault: string): never => {
    const own = packageVersion();
    const versions =
      version === own ? '' : `the run was made by version ${printable(version, 40)}, this is ${own}; `;
    throw new DataFormatError(`${file}: ${printable(key, 40)}: ${fault}; ${versions}${mend}`);
  };
  const all = { ...options, seed };
  const known = new Map(Object.entries({ ...table, seed: commonTable.seed }));
  for (const [key, value] of Object.entries(all)) {
    const option = known.get(key);
    if (option === undefined) return refuse(key, `no such option of ${command}`);
    const isRead = option.kind.read(asText(value) ?? '') === value;
    if (!isRead) {
      refuse(key, `must be ${option.kind.accepts} (got ${printable(JSON.stringify(value), 60)})`);
    }
  }
  for (const [key, { kind }] of known) {
    if (!Object.hasOwn(all, key) && !DISPENSABLE.includes(key)) {
      refuse(key, `must be ${kind.accepts} (got nothing)`);
    }
  }
  return all;
}
