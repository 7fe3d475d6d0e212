/** Whether a run folder holds the run that is asked for. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError, DataFormatError } from '../../errors.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import { asText, optionName } from '../options/table.ts';
import type { AnyOptionTable } from '../options/table.ts';
import type { Step } from './plan.ts';

/** `config.json` of a run. */
export interface HeldConfig {
  readonly version: string;
  readonly command: string;
  readonly seed: number;
  readonly options: Readonly<Record<string, unknown>>;
}

/** They do not decide the result, or follow from others: the epochs of a schedule. Weights are known by their checksum. */
const NOT_COMPARED: readonly string[] = [
  ...['json', 'config', 'out', 'debug', 'resume'],
  ...['dataDir', 'threads', 'memory', 'weights'],
];

/** @throws DataFormatError when the file is no configuration of a run */
export function readHeldConfig(folder: string): HeldConfig {
  const file = path.join(folder, RUN_FILES.config);
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFormatError(`${file}: is not JSON (${reason}); move that folder away`);
  }
  const { version, command, seed, options } = Object(document) as Record<keyof HeldConfig, unknown>;
  if (
    typeof version !== 'string' ||
    typeof command !== 'string' ||
    typeof seed !== 'number' ||
    typeof options !== 'object' ||
    options === null
  ) {
    throw new DataFormatError(`${file}: is not the configuration of a run; move that folder away`);
  }
  return { version, command, seed, options: options as HeldConfig['options'] };
}

/**
 * @param folder of a run
 * @param table options of the command of `step`
 * @throws ArgumentError naming the first option that differs
 */
export function checkSameOptions(folder: string, step: Step, table: AnyOptionTable): void {
  const { command, seed, options } = readHeldConfig(folder);
  if (command !== step.command) refuse(folder, { held: command, asked: step.command });
  const held: Readonly<Record<string, unknown>> = { ...options, seed };
  const readsWeights = step.weightsOf !== null;
  for (const [key, option] of Object.entries(table)) {
    if (readsWeights && key === 'init') continue;
    const asked = step.settings[key] ?? option.default;
    if (NOT_COMPARED.includes(key) || isDerived(key, asked)) continue;
    const [own, wanted] = [asText(held[key]), asText(asked)];
    if (own === wanted) continue;
    const words = (text: string | undefined): string =>
      text === undefined ? `no --${optionName(key)}` : `--${optionName(key)} ${text}`;
    refuse(folder, { held: words(own), asked: words(wanted) });
  }
}

/** A run stores what these came to: epochs as the sum of a schedule, a scale measured on the features. */
function isDerived(key: string, asked: unknown): boolean {
  return (key === 'epochs' && asked === undefined) || (key === 'activityScale' && typeof asked !== 'number');
}

function refuse(folder: string, { held, asked }: { held: string; asked: string }): never {
  throw new ArgumentError(
    `${folder}: holds a run with ${held} where ${asked} is asked for; give another --out, or move that folder away`,
  );
}
