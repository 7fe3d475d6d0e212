/** One run of the command line, from words to exit status. */
import { setImmediate } from 'node:timers/promises';
import type { Command, ExitStatus, Terminal } from './command.ts';
import { candidates } from './completion/candidates.ts';
import { COMPLETE } from './completion/scripts.ts';
import { readConfigFile } from './text/config-file.ts';
import { describeFailure } from './failure.ts';
import { Interrupted, isFailure } from './runs/interruption.ts';
import { flagSource } from './options/resolve.ts';
import type { Source } from './options/resolve.ts';
import { toJson } from './text/json-output.ts';
import { linesOn, progressOn } from './progress.ts';
import type { TerminalStream } from './progress.ts';

/** The streams and the interruption of the process, handed in so that tests need no process. */
export interface Surroundings {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: TerminalStream;
  readonly signal: AbortSignal;
  /** See `Signals`; without, work is just done. */
  readonly exposed?: Terminal['exposed'];
}

async function sourcesOf(flags: ReadonlyMap<string, unknown>): Promise<Source[]> {
  const config = flags.get('config');
  const source = flagSource(flags);
  return typeof config === 'string' ? [source, await readConfigFile(config)] : [source];
}

function createTerminal(surroundings: Surroundings, json: boolean): Terminal {
  const { stdout, stderr, signal } = surroundings;
  const exposed: Terminal['exposed'] = surroundings.exposed ?? ((work) => work());
  return {
    result: async (document, human) => {
      stdout.write(json ? toJson(document) : `${(await human()).trimEnd()}\n`);
    },
    note: (line) => void stderr.write(`${line}\n`),
    createProgress: progressOn(stderr),
    createLines: linesOn(stderr),
    signal,
    exposed,
    breathe: async () => {
      await setImmediate();
      signal.throwIfAborted();
    },
  };
}

function isTrue(sources: readonly Source[], name: string): boolean {
  const source = sources.find(({ values }) => values.has(name));
  return String(source?.values.get(name)) === 'true';
}

/**
 * Runs the command that `words` ask for. Errors end here: one line on stderr, the stack with `--debug`.
 * @returns the exit status
 */
export async function run(
  words: readonly string[],
  commands: readonly Command[],
  surroundings: Surroundings,
): Promise<ExitStatus | 130> {
  const { stdout, stderr, signal } = surroundings;
  let debug = words.includes('--debug');
  try {
    if (words[0] === COMPLETE) {
      for (const { word, about } of candidates(words.slice(1), commands)) stdout.write(`${word}\t${about}\n`);
      return 0;
    }
    // Only here: at every press of Tab, the parser would take most of the time.
    const { parseArguments } = await import('./parse.ts');
    const invocation = await parseArguments(words, commands);
    if ('text' in invocation) {
      stdout.write(invocation.text);
      return 0;
    }
    const sources = await sourcesOf(invocation.flags);
    debug ||= isTrue(sources, 'debug');
    return await invocation.command.run(sources, createTerminal(surroundings, isTrue(sources, 'json')));
  } catch (error) {
    // Unless something went wrong as well, for example when the state was to be stored.
    if (signal.aborted && !isFailure(error)) {
      stderr.write(`${error instanceof Interrupted ? error.message : 'interrupted'}\n`);
      return 130;
    }
    const { status, line } = describeFailure(error);
    stderr.write(`${line}\n`);
    if (debug && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
    return status;
  }
}
