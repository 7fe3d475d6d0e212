/** Config files: YAML, TOML or JSON with option names as keys. */
import path from 'node:path';
import { printable, quoted } from '../../kernels/quoted.ts';
import { readRegularFile } from '../../data/regular-file.ts';
import { ArgumentError, DataFormatError } from '../../errors.ts';
import { fileSource } from '../options/resolve.ts';
import type { Source } from '../options/resolve.ts';

type Parse = (text: string, deepest: number) => Promise<unknown>;

const parsers: Readonly<Record<string, Parse>> = {
  '.yaml': parseYaml,
  '.yml': parseYaml,
  '.toml': parseToml,
  '.json': parseJson,
};

/** A longer file than this is not one of options. */
const LARGEST = 2 ** 17;
/** Levels of lists and tables: more than any option has. */
const DEEPEST = 16;
/** Numbers, words, lists and tables in all: lists that aliases repeat count each time. */
const MOST_VALUES = 2 ** 18;
const LONGEST_KEY = 100;
/** Characters of what a parser says. */
const LONGEST_FAULT = 300;

async function parseYaml(text: string, deepest: number): Promise<unknown> {
  const { parseYamlText } = await import('./yaml-text.ts');
  return parseYamlText(text, deepest);
}

async function parseToml(text: string): Promise<unknown> {
  const { parse } = await import('smol-toml');
  return parse(text);
}

async function parseJson(text: string, deepest: number): Promise<unknown> {
  const { parseJsonText } = await import('./json-text.ts');
  return parseJsonText(text, deepest);
}

/** The parser's message without its drawing of the place, and where. */
function faultText(error: unknown, text: string): string {
  const { message, line, column, offset } = error as Error & {
    line?: number;
    column?: number;
    offset?: number;
  };
  // Parsers quote what they read.
  const first = printable(message.split(/[\r\n]/u)[0].replace(/:$/, ''), LONGEST_FAULT);
  if (offset !== undefined) {
    const before = text.slice(0, offset);
    const lines = before.split('\n');
    return `${first} at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
  }
  return line === undefined ? first : `${first} at line ${line}, column ${column ?? 1}`;
}

/** Refuses what no option is, so that all that comes after can go through it without care. */
function checkTree(file: string, content: unknown): void {
  let left = MOST_VALUES;
  const check = (value: unknown, depth: number): void => {
    if (left-- === 0)
      throw new DataFormatError(`${file}: must hold at most ${MOST_VALUES} values; shorten it`);
    if (typeof value !== 'object' || value === null) return;
    if (depth === DEEPEST) {
      throw new DataFormatError(`${file}: must be nested at most ${DEEPEST} deep; flatten it`);
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
      const kind = value instanceof Date ? 'a date' : `a ${value.constructor.name}`;
      throw new DataFormatError(
        `${file}: must hold numbers, words, lists and tables (got ${kind}); write it in quotes`,
      );
    }
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value) && !/^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(key)) {
        throw new DataFormatError(`${file}: keys must be printable (got ${quoted(key, 60)}); rename it`);
      }
      // What checks a table passes over this one in silence.
      if (key === '__proto__' && depth > 0) {
        throw new DataFormatError(`${file}: no key may be __proto__; leave it out`);
      }
      if (key.length > LONGEST_KEY) {
        throw new DataFormatError(
          `${file}: keys must have at most ${LONGEST_KEY} characters (got ${key.slice(0, 60)}…); shorten it`,
        );
      }
      check(inner, depth + 1);
    }
  };
  check(content, 0);
}

/**
 * The keys of a YAML, TOML or JSON text, by the ending of its file.
 * @param bytes UTF-8
 * @param what names such a file, and `holds` what its keys are
 * @throws ArgumentError for another ending, DataFormatError where the text is not of the format or not a list of keys
 */
export async function parseKeys(
  bytes: Uint8Array,
  file: string,
  { what, holds }: { what: string; holds: string },
): Promise<ReadonlyMap<string, unknown>> {
  const ending = endingOf(file, what);
  const refuse = (reason: string): DataFormatError =>
    new DataFormatError(`${file}: not valid ${ending.slice(1)}: ${reason}; correct it there`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DataFormatError(`${file}: must be text in UTF-8; save it as that`);
  }
  let content: unknown;
  try {
    content = await parsers[ending](text, DEEPEST);
  } catch (error) {
    throw refuse(faultText(error, text));
  }
  // A file of nothing but comments is null in YAML.
  const entries = content ?? {};
  checkTree(file, entries);
  if (typeof entries !== 'object' || Array.isArray(entries)) {
    throw new DataFormatError(`${file}: must hold ${holds}`);
  }
  return new Map<string, unknown>(Object.entries(entries));
}

function endingOf(file: string, what: string): string {
  const ending = path.extname(file).toLowerCase();
  if (Object.hasOwn(parsers, ending)) return ending;
  throw new ArgumentError(
    `${file}: ${what} must end in .yaml, .toml or .json (got ${ending || 'no ending'})`,
  );
}

/**
 * The keys of a YAML, TOML or JSON file.
 * @throws as `parseKeys`; the error of the file system, or DataFormatError for what is no file or too large
 */
export async function readKeys(
  file: string,
  words: { what: string; holds: string },
): Promise<ReadonlyMap<string, unknown>> {
  endingOf(file, words.what);
  return parseKeys(readRegularFile(file, LARGEST), file, words);
}

/**
 * Options of a config file.
 * @throws as `readKeys`, and ArgumentError where it names another config file
 */
export async function readConfigFile(file: string): Promise<Source> {
  const values = await readKeys(file, {
    what: 'a config file',
    holds: 'option names as keys, for example seed: 1',
  });
  if (values.has('config')) {
    throw new ArgumentError(`${file}: config: a config file must not name another; copy its keys here`);
  }
  return fileSource(file, values);
}
