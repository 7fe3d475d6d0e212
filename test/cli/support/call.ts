/** Runs the command line in this process, with streams that are read afterwards. */
import { PassThrough } from 'node:stream';
import type { Command } from '../../../src/cli/command.ts';
import { commands as realCommands } from '../../../src/cli/commands.ts';
import { run } from '../../../src/cli/run.ts';

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly commands?: readonly Command[];
  readonly interruption?: AbortController;
}

/** Exit status and output of `words`, with the real commands unless others are given. */
export async function call(
  words: readonly string[],
  { commands = realCommands, interruption = new AbortController() }: CallOptions = {},
): Promise<Outcome> {
  const [stdout, stderr] = [1, 2].map(() => new PassThrough({ encoding: 'utf8' }));
  const status = await run(words, commands, { stdout, stderr, signal: interruption.signal });
  const textOf = (stream: PassThrough): string => (stream.read() as string | null) ?? '';
  return { status, stdout: textOf(stdout), stderr: textOf(stderr) };
}
