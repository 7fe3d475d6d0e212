/** The reference of the command line, from the tables that flags, help and refusals come from. */
import type { Command } from '../../src/cli/command.ts';
import { commonTable } from '../../src/cli/options/common.ts';
import { asText, optionName, required } from '../../src/cli/options/table.ts';
import type { AnyOptionTable, Option } from '../../src/cli/options/table.ts';

/** A place after the command has no heading of its own in `--help`. */
const PLACES = 'Arguments:';
const OTHERS = 'Options:';

/** Text inside a cell of a table: without what Markdown, HTML or TypeDoc would take for their own. */
function cell(text: string): string {
  return text.replace(/[|\\*<{}@]/g, (character) => `\\${character}`);
}

function shownDefault({ default: value, kind, shownDefault }: Option<unknown>): string {
  if (shownDefault !== undefined) return shownDefault;
  if (value === required) return '**required**';
  if (kind.isFlag) return 'off';
  const text = typeof value === 'number' && value > 0 && value < 1e-3 ? value.toExponential() : asText(value);
  return text === undefined ? '' : `\`${text}\``;
}

function optionRow([key, option]: readonly [string, Option<unknown>]): string {
  const name = option.positional ? `\`${key.toUpperCase()}\`` : `\`--${optionName(key)}\``;
  const accepts = option.kind.isFlag ? '' : cell(option.kind.accepts);
  return `| ${name} | ${cell(option.about)} | ${accepts} | ${shownDefault(option)} |`;
}

function optionTable(entries: readonly (readonly [string, Option<unknown>])[]): string[] {
  return [
    '| option | what it is | value | default |',
    '| --- | --- | --- | --- |',
    ...entries.map(optionRow),
    '',
  ];
}

/** Whether a command's option is the common one as it is; those it tells anew are its own. */
function isCommon(key: string, option: Option<unknown>): boolean {
  return (commonTable as AnyOptionTable)[key] === option;
}

function commandSection({ name, summary, options, examples }: Command): string[] {
  const groups = new Map<string, (readonly [string, Option<unknown>])[]>();
  for (const [key, option] of Object.entries(options)) {
    if (isCommon(key, option)) continue;
    const heading = option.positional ? PLACES : (option.group ?? OTHERS);
    groups.set(heading, [...(groups.get(heading) ?? []), [key, option]]);
  }
  const tables = [...groups].flatMap(([heading, entries]) => [
    `${heading.replace(/:$/, '')}:`,
    '',
    ...optionTable(entries),
  ]);
  const calls = examples.map((example) => `competing-units ${name} ${example}`.trimEnd());
  return [`## ${name}`, '', `${cell(summary)}.`, '', '```sh', ...calls, '```', '', ...tables];
}

/** The page, as Markdown that the formatter has not seen. */
export function cliReference(commands: readonly Command[]): string {
  return [
    '# Command line',
    '',
    '<!-- Written by npm run docs from src/cli/options; a test checks that it is what they give. -->',
    '',
    'From a checkout, `npm run -s cli --` stands for `competing-units`. Every command takes the options below; a `--config` file',
    'holds them by their names without `--`, and a flag beats the file. The JSON of each command is in',
    '[json.md](json.md), files and exit status in [files.md](files.md).',
    '',
    ...optionTable(Object.entries(commonTable)),
    ...commands.flatMap(commandSection),
  ].join('\n');
}
