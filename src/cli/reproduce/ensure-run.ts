/** One run of an experiment: reused where it is finished, gone on with where it was begun, else made. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { Command, Terminal } from '../command.ts';
import { command } from '../command.ts';
import { commandLine, shellWord } from '../text/command-line.ts';
import { readoutCommand } from '../commands/readout.ts';
import { trainSgdCommand } from '../commands/train-sgd.ts';
import { trainCommand } from '../commands/train.ts';
import { retelling } from '../runs/interruption.ts';
import { readoutTable } from '../options/readout.ts';
import { flagSource } from '../options/resolve.ts';
import { asText, optionName } from '../options/table.ts';
import { trainSgdTable } from '../options/train-sgd.ts';
import { trainTable } from '../options/train.ts';
import type { Shape } from '../../runs/json-shape.ts';
import { isFinished, readSummary } from '../runs/summary.ts';
import { supervisedSummaryShape } from '../supervised/summary.ts';
import { trainSummaryShape } from '../train/shapes.ts';
import type { Step } from './plan.ts';
import { checkSameOptions, readHeldConfig } from './same-options.ts';
import { checkWeightsRead } from './weights-read.ts';

/** A finished run. */
export interface FinishedRun {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** The command that makes it again. */
  readonly command: string;
  /** The same, to be typed in the folder of the experiment. */
  readonly commandThere: string;
  /** Version of the program that made it. */
  readonly version: string;
  /** As `summary.json` has it. */
  readonly summary: unknown;
  /** The run whose weights it began with or read. */
  readonly before: FinishedRun | null;
}

const inner = { summary: '', examples: [] };

const COMMANDS: Readonly<Record<Step['command'], Command>> = {
  train: command({ ...inner, name: 'train', options: trainTable, load: () => Promise.resolve(trainCommand) }),
  readout: command({
    ...inner,
    name: 'readout',
    options: readoutTable,
    load: () => Promise.resolve(readoutCommand),
  }),
  'train-sgd': command({
    ...inner,
    name: 'train-sgd',
    options: trainSgdTable,
    load: () => Promise.resolve(trainSgdCommand),
  }),
};

const SUMMARIES: Readonly<Record<Step['command'], Shape<unknown>>> = {
  train: trainSummaryShape,
  readout: supervisedSummaryShape,
  'train-sgd': supervisedSummaryShape,
};

/** The option that takes the weights of another run. */
const WEIGHTS_OPTION: Readonly<Record<Step['command'], string>> = {
  train: 'init',
  readout: 'weights',
  'train-sgd': 'init',
};

/**
 * The run of `step` under `root`, finished, after the one whose weights it takes.
 * @throws ArgumentError when its folder holds a run with other options, or a readout of other weights
 */
export async function ensureRun(step: Step, root: string, terminal: Terminal): Promise<FinishedRun> {
  const { name, command: kind, weightsOf } = step;
  const folder = path.join(root, name);
  const before = weightsOf === null ? null : await ensureRun(weightsOf, root, terminal);
  const weights = before === null ? undefined : path.join(before.folder, RUN_FILES.weights);
  const settings = { ...step.settings, ...(weights !== undefined && { [WEIGHTS_OPTION[kind]]: weights }) };
  const begun = existsSync(path.join(folder, RUN_FILES.config));
  if (begun) checkSameOptions(folder, step, COMMANDS[kind].options);
  if (weights !== undefined) checkWeightsRead(root, { name, weights, begun });
  if (!isFinished(folder)) {
    terminal.note(`${name}: ${begun ? 'going on' : 'starting'}`);
    const given = begun ? { resume: folder } : { ...settings, out: folder };
    const quiet = { ...terminal, result: () => Promise.resolve() };
    const call = (): Promise<unknown> => COMMANDS[kind].run([flagSource(flagsOf(given))], quiet);
    await retelling(call, terminal, 'the same command goes on');
  }
  return {
    name,
    folder,
    command: `${commandLine(kind, settings)} --out ${shellWord(folder)}`,
    commandThere: `${commandLine(kind, relativeTo(root, settings))} --out ${shellWord(name)}`,
    version: readHeldConfig(folder).version,
    summary: readSummary<unknown>(folder, SUMMARIES[kind]),
    before,
  };
}

/** Settings with their paths, all of which are absolute, seen from `root`. */
function relativeTo(root: string, settings: Step['settings']): Step['settings'] {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => {
      const isPath = typeof value === 'string' && path.isAbsolute(value);
      return [key, isPath ? path.relative(root, value) || '.' : value];
    }),
  );
}

function flagsOf(settings: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(
    Object.entries(settings).flatMap(([key, value]): [string, string][] => {
      const text = asText(value);
      return text === undefined ? [] : [[optionName(key), text]];
    }),
  );
}
