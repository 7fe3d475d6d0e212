/** Whether a run folder holds the run that is asked for. */
import { ArgumentError } from '../../errors.ts';
import { asText, optionName } from '../options/table.ts';
import type { AnyOptionTable } from '../options/table.ts';
import { readRunConfig } from '../runs/config.ts';
import type { RunConfig } from '../runs/config.ts';
import type { Step } from './plan.ts';

/** They do not decide the result, or follow from others: the epochs of a schedule. Weights are known by their checksum. */
const NOT_COMPARED: readonly string[] = [
  ...['json', 'config', 'out', 'debug', 'resume'],
  ...['dataDir', 'threads', 'memory', 'weights'],
];

/** @throws DataFormatError when the file is no configuration of a run */
export function readHeldConfig(folder: string): RunConfig {
  return readRunConfig(folder, 'move that folder away');
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
