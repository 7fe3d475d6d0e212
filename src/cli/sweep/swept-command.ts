/** What a sweep may do with a command: the options it may set, and their resolution by the command's own table. */
import { ArgumentError } from '../../errors.ts';
import { nearest } from '../../kernels/nearest-name.ts';
import type { OptionValue } from '../../sweeps/sweep-file.ts';
import type { SweptCommand } from '../../sweeps/points.ts';
import type { Command } from '../command.ts';
import { resolve } from '../options/resolve.ts';
import { optionKey } from '../options/table.ts';

/** They say where a result goes, or which earlier run goes on: not what a point is. */
const NOT_OF_A_POINT: readonly string[] = ['json', 'config', 'out', 'debug', 'resume'];

/** It runs the points of others. */
const WORKER = 'worker';

function isSweepable({ name, options }: Command): boolean {
  return (
    name !== WORKER && !name.includes(' ') && Object.values(options).every(({ positional }) => !positional)
  );
}

/**
 * The command named `name`.
 * @param file begins every refusal
 * @throws ArgumentError when there is none that a sweep can run
 */
export function sweptCommand(file: string, name: string, commands: readonly Command[]): SweptCommand {
  const sweepable = commands.filter(isSweepable);
  const found = sweepable.find((command) => command.name === name);
  if (found === undefined) {
    const known = sweepable.map((command) => command.name);
    throw new ArgumentError(
      `${file}: command: must be one of ${known.join(', ')} (got ${name}); did you mean ${nearest(name, known) ?? 'train'}?`,
    );
  }
  const keys = Object.keys(found.options).filter((key) => !NOT_OF_A_POINT.includes(key));
  const table = Object.fromEntries(keys.map((key) => [key, found.options[key]]));
  return {
    keys,
    keyOf: optionKey,
    resolve: (given, axes) => {
      const written = (option: string): string =>
        `${axes.has(optionKey(option)) ? 'axes' : 'options'}.${option}`;
      const source = { where: `${file}: `, written, values: new Map<string, unknown>(given) };
      const { seed, ...options } = resolve(table, [source]).values;
      const set = Object.entries(options).filter(([, value]) => value !== undefined);
      return Object.fromEntries(set) as Record<string, OptionValue>;
    },
  };
}
