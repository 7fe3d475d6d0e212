/** Config files: YAML, TOML or JSON with option names as keys. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ArgumentError, DataFormatError } from '../errors.ts';
import { fileSource } from './options/resolve.ts';
import type { Source } from './options/resolve.ts';

type Parse = (text: string) => Promise<unknown>;

const parsers: Readonly<Record<string, Parse>> = {
  '.yaml': parseYaml,
  '.yml': parseYaml,
  '.toml': parseToml,
  '.json': (text) => Promise.resolve(JSON.parse(text)),
};

async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import('yaml');
  return parse(text);
}

async function parseToml(text: string): Promise<unknown> {
  const { parse } = await import('smol-toml');
  return parse(text);
}

/** The parser's message without its drawing of the place; all three parsers name line and column. */
function parserMessage(error: unknown): string {
  const { message, line, column } = error as Error & { line?: number; column?: number };
  const first = message.split('\n')[0].replace(/:$/, '');
  return line === undefined ? first : `${first} at line ${line}, column ${column ?? 1}`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    // Node does not say which file was a folder.
    throw Object.assign(error as NodeJS.ErrnoException, { path: file });
  }
}

/**
 * The keys of a YAML, TOML or JSON file, by its ending.
 * @param what names such a file, and `holds` what its keys are
 * @throws ArgumentError for another ending, DataFormatError where the text is not of the format or not a list of keys
 */
export async function readKeys(
  file: string,
  { what, holds }: { what: string; holds: string },
): Promise<ReadonlyMap<string, unknown>> {
  const ending = path.extname(file).toLowerCase();
  if (!Object.hasOwn(parsers, ending)) {
    throw new ArgumentError(
      `${file}: ${what} must end in .yaml, .toml or .json (got ${ending || 'no ending'})`,
    );
  }
  const text = readText(file);
  let content: unknown;
  try {
    content = await parsers[ending](text);
  } catch (error) {
    throw new DataFormatError(
      `${file}: not valid ${ending.slice(1)}: ${parserMessage(error)}; correct it there`,
    );
  }
  // A file of nothing but comments is null in YAML.
  const entries = content ?? {};
  if (typeof entries !== 'object' || Array.isArray(entries)) {
    throw new DataFormatError(`${file}: must hold ${holds}`);
  }
  return new Map<string, unknown>(Object.entries(entries));
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
