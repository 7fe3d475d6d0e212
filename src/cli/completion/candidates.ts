/** What may come next on a command line that is being typed: commands, options and their words, from the option tables. */
import type { Command } from '../command.ts';
import { optionName } from '../options/table.ts';
import type { Option } from '../options/table.ts';

/** A word that may stand where the cursor is. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

type Options = ReadonlyMap<string, Option<unknown>>;

const OF_ALL: readonly Candidate[] = [
  { word: '--help', about: 'print the help text' },
  { word: '--version', about: 'print the version' },
];

/** Where bash splits words, `=` is one of its own: `--data = mnist` is `--data=mnist` again, and nothing after `=` is typed yet. */
function withoutEquals(words: readonly string[]): string[] {
  const joined = words.filter((word) => word !== '=');
  return words.at(-1) === '=' ? [...joined, ''] : joined;
}

/** The command of which `words` begin with the most. */
function commandOf(words: readonly string[], commands: readonly Command[]): Command | undefined {
  const found = commands.filter(({ name }) => name.split(' ').every((part, i) => part === words[i]));
  return found.toSorted((a, b) => b.name.length - a.name.length).at(0);
}

/** Words that go on from `words` to the name of a command. */
function nextNames(words: readonly string[], commands: readonly Command[]): Candidate[] {
  const found = new Map<string, string>();
  for (const { name, summary } of commands) {
    const parts = name.split(' ');
    if (parts.length <= words.length || !words.every((word, i) => word === parts[i])) continue;
    const word = parts[words.length];
    if (parts.length === words.length + 1) found.set(word, summary);
    else if (!found.has(word)) found.set(word, `${word} …`);
  }
  return [...found].map(([word, about]) => ({ word, about }));
}

function wordsOf({ kind, about }: Option<unknown>, before = ''): Candidate[] {
  return (kind.words ?? []).map((word) => ({ word: `${before}${word}`, about }));
}

function flagsOf(options: Options, given: ReadonlySet<string>): Candidate[] {
  const rest = [...options].filter(([flag, { positional }]) => !positional && !given.has(flag));
  const own = rest.map(([flag, { kind, default: fallback, about }]) => ({
    word: kind.isFlag && fallback === true ? flag.replace('--', '--no-') : flag,
    about,
  }));
  return [...own, ...OF_ALL];
}

/** Places that are filled: words that neither begin with a dash nor are the value of an option. */
function placesFilled(words: readonly string[], options: Options): number {
  const isValue = (i: number): boolean => {
    const option = i > 0 ? options.get(words[i - 1]) : undefined;
    return option !== undefined && !option.kind.isFlag;
  };
  return words.filter((word, i) => !word.startsWith('-') && !isValue(i)).length;
}

function ofCommand(
  command: Command,
  { words, current, commands }: { words: readonly string[]; current: string; commands: readonly Command[] },
): Candidate[] {
  const options: Options = new Map(
    Object.entries(command.options).map(([key, option]) => [`--${optionName(key)}`, option]),
  );
  const path = command.name.split(' ');
  const own = words.slice(path.length);

  const equals = current.indexOf('=');
  const assigned = options.get(current.slice(0, Math.max(0, equals)));
  if (assigned !== undefined) return wordsOf(assigned, current.slice(0, equals + 1));
  const before = options.get(own.at(-1) ?? '');
  if (before !== undefined && !before.kind.isFlag) return wordsOf(before);
  const given = new Set(own.map((word) => word.split('=', 1)[0].replace(/^--no-/, '--')));
  if (current.startsWith('-')) return flagsOf(options, given);

  const names = own.length === 0 ? nextNames(path, commands) : [];
  const places = [...options.values()].filter(({ positional }) => positional);
  const place = places.at(placesFilled(own, options));
  if (place !== undefined) return [...names, ...wordsOf(place)];
  return names.length > 0 ? names : flagsOf(options, given);
}

/**
 * What may come next.
 * @param words those after the program's name up to the cursor; the last one is being typed, and may be empty
 * @returns words that begin with the last one; none where a file or a free value is wanted
 */
export function candidates(words: readonly string[], commands: readonly Command[]): Candidate[] {
  const typed = withoutEquals(words);
  const current = typed.pop() ?? '';
  const command = commandOf(typed, commands);
  const found =
    command !== undefined
      ? ofCommand(command, { words: typed, current, commands })
      : current.startsWith('-')
        ? [...OF_ALL]
        : nextNames(typed, commands);
  return found.filter(({ word }) => word.startsWith(current));
}
