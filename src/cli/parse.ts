/**
 * The command line: yargs splits the words and lays out the help; what a value must be is for the option tables.
 *
 * yargs is told to convert and to check nothing, because its messages are many lines long and do not name a range.
 */
import yargs from 'yargs';
import type { Argv } from 'yargs';
import { ArgumentError } from '../errors.ts';
import type { Command } from './command.ts';
import { commonTable } from './options/common.ts';
import { nearest } from '../kernels/nearest-name.ts';
import { asText, optionName, required } from './options/table.ts';
import type { AnyOptionTable, Option } from './options/table.ts';
import { versionLine } from './version.ts';

const program = 'competing-units';
const helpWidth = 110;

/** What the words ask for: a text (help, version), or a command with its flags by option name. */
export type Invocation =
  { readonly text: string } | { readonly command: Command; readonly flags: ReadonlyMap<string, unknown> };

function shownDefault(option: Option<unknown>): string | undefined {
  if (option.shownDefault !== undefined) return option.shownDefault;
  if (option.default === required || option.kind.isFlag) return undefined;
  const tiny = typeof option.default === 'number' && option.default > 0 && option.default < 1e-3;
  return tiny ? option.default.toExponential() : asText(option.default);
}

function description({ about, kind, default: fallback }: Option<unknown>): string {
  return `${about}${kind.isFlag ? '' : ` [${kind.accepts}]`}${fallback === required ? ' [required]' : ''}`;
}

/** @param hidden yargs lays out the help of a command that it runs, too, unread: 30 ms for `train` */
function declareOptions(parser: Argv, table: AnyOptionTable, hidden: boolean): Argv {
  for (const [key, option] of Object.entries(table)) {
    const shown = shownDefault(option);
    const details = {
      describe: description(option),
      hidden,
      ...(shown !== undefined && { defaultDescription: shown }),
    };
    const name = optionName(key);
    if (option.positional) parser.positional(name, details);
    else if (option.kind.isFlag) parser.option(name, { ...details, type: 'boolean', group: option.group });
    else parser.option(name, { ...details, nargs: 1, requiresArg: true, group: option.group });
  }
  return parser;
}

function commandUsage(command: Command): string {
  const places = Object.entries(command.options).filter(([, option]) => option.positional);
  const last = command.name.split(' ').at(-1) ?? command.name;
  return [last, ...places.map(([key]) => `[${optionName(key)}]`)].join(' ');
}

/** Declares `commands`; those of several words (`data fetch`) below a command of the first word, which may be one, too. */
function declareCommands(
  parser: Argv,
  commands: readonly Command[],
  { hidden, choose }: { readonly hidden: boolean; readonly choose: (command: Command) => void },
): void {
  const declare = (parent: Argv, command: Command, below: readonly Command[] = []): Argv =>
    parent.command(
      commandUsage(command),
      command.summary,
      (own) => {
        for (const member of below) declare(own, member);
        for (const example of command.examples) own.example(`${program} ${command.name} ${example}`, '');
        return declareOptions(own, command.options, hidden);
      },
      () => choose(command),
    );
  const families = new Set(commands.map(({ name }) => name.split(' ')[0]));
  for (const family of families) {
    const members = commands.filter(({ name }) => name.split(' ')[0] === family);
    const own = members.find(({ name }) => name === family);
    if (own !== undefined) {
      const below = members.filter((member) => member !== own);
      declare(parser, own, below);
    } else {
      const summary = members.map(({ name }) => name.slice(family.length + 1)).join(', ');
      parser.command(family, `${summary}: see ${family} --help`, (own) => {
        for (const member of members) declare(own, member);
        return own;
      });
    }
  }
}

/** yargs' own complaints (few remain) in the form of ours. */
function complain(message: string | undefined, error: Error | undefined): never {
  const missing = /^Not enough arguments following: (.+)$/.exec(message ?? '');
  if (missing) throw new ArgumentError(`--${missing[1]}: must be followed by a value; see --help`);
  throw error ?? new ArgumentError(`${message ?? 'unreadable command line'}; see --help`);
}

/** Neither a command nor, where the first word begins some (`data`), the beginning of one that goes on rightly. */
function refuseCommand(words: readonly string[], commands: readonly Command[]): never {
  const names = commands.map(({ name }) => name);
  const family = names.filter((name) => name.startsWith(`${words[0]} `));
  const [known, length] = family.length > 0 ? [family, 2] : [names, 1];
  const given = words.slice(0, length).join(' ');
  const meant = words.length < length ? undefined : nearest(given, known);
  const mend = meant === undefined ? 'see --help' : `did you mean ${meant}?`;
  throw new ArgumentError(`command: must be one of ${known.join(', ')} (got ${given || 'none'}); ${mend}`);
}

/** yargs looks options up in plain objects, where names such as constructor are there always. */
function refuseInherited(words: readonly string[]): void {
  for (const word of words) {
    const name = /^--?(?:no-)?([^=]+)/.exec(word)?.[1];
    if (name !== undefined && name in Object.prototype) {
      throw new ArgumentError(`--${name}: no such option; see --help`);
    }
  }
}

/**
 * Reads the command line.
 * @throws ArgumentError for an unknown command, a word too many or an option without its value
 */
export async function parseArguments(
  words: readonly string[],
  commands: readonly Command[],
): Promise<Invocation> {
  refuseInherited(words);
  let chosen: Command | undefined;
  const parser = yargs()
    .scriptName(program)
    .detectLocale(false)
    .exitProcess(false)
    .showHelpOnFail(false)
    .wrap(helpWidth)
    .parserConfiguration({
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    })
    .usage(
      `Usage: $0 COMMAND [options]\n\nUnsupervised learning by competing hidden units (Krotov & Hopfield).`,
    )
    .boolean(Object.keys(commonTable).filter((key) => (commonTable as AnyOptionTable)[key].kind.isFlag))
    .version('version', 'print the version, the build and the version of Node', versionLine())
    .help('help', 'print this text')
    .group(['help', 'version'], 'Common:')
    .fail(complain);
  const hidden = !words.some((word) => word.includes('help'));
  declareCommands(parser, commands, { hidden, choose: (command) => (chosen = command) });

  let text = '';
  const parsed = await parser.parseAsync(
    [...words],
    {},
    (_error: unknown, _argv: unknown, output: string) => {
      text = output;
    },
  );
  if (text !== '') return { text: `${text}\n` };
  const places = parsed._.map(String);
  if (chosen === undefined) refuseCommand(places, commands);
  const extra = places.at(chosen.name.split(' ').length);
  if (extra !== undefined) {
    throw new ArgumentError(
      `${extra}: no such argument of ${chosen.name}; options begin with --, see --help`,
    );
  }
  const flags = Object.entries(parsed).filter(
    ([name, value]) => name !== '_' && name !== '$0' && value !== undefined,
  );
  return { command: chosen, flags: new Map(flags) };
}
