/** How a command ends that computes: the result goes to stdout and, with `--out`, into a folder. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomic } from '../runs/atomic-file.ts';
import { createRunFolder, RUN_FILES } from '../runs/run-folder.ts';
import type { Terminal } from './command.ts';
import type { CommonOptions } from './options/common.ts';
import { toJson } from './text/json-output.ts';
import { packageVersion } from './version.ts';

/** Content of a file by its name. */
export type FileContents = ReadonlyMap<string, string | Uint8Array>;

/** What a command has to say. */
export interface Publication {
  /** The document of `--json`, also `summary.json`. */
  readonly json: unknown;
  /** The same for people. */
  readonly human: () => string;
  /** Files besides `config.json` and `summary.json`. */
  readonly files?: () => FileContents;
}

/** Who publishes, and where. */
export interface Publisher {
  readonly command: string;
  readonly options: CommonOptions;
  readonly terminal: Terminal;
  /** Made for this result; null writes nothing. */
  readonly folder: string | null;
}

/**
 * The folder that `--out` asks for, made at once so that a used one is refused before the work; null without `--out`.
 * @throws ArgumentError as `createRunFolder`
 */
export function outFolder({ out }: CommonOptions, command: string): string | null {
  return out === undefined ? null : createRunFolder(out, command.replaceAll(' ', '-'), new Date());
}

/** Does the work, and removes the folder made for it if it fails. */
export async function withFolder<T>(folder: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Writes the result, with the options that led to it, then prints it. */
export async function publish(publisher: Publisher, { json, human, files }: Publication): Promise<void> {
  const { command, options, terminal, folder } = publisher;
  if (folder !== null) {
    const { seed, ...rest } = options;
    const config = { version: packageVersion(), command, seed, options: rest };
    const contents = new Map<string, string | Uint8Array>([
      [RUN_FILES.config, toJson(config)],
      ...(files?.() ?? []),
      [RUN_FILES.summary, toJson(json)],
    ]);
    for (const [name, content] of contents) writeFileAtomic(path.join(folder, name), content);
    terminal.note(`written to ${folder}`);
  }
  await terminal.result(json, human);
}
