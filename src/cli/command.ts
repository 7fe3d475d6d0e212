/** What a command is: its options as a table, and code that is loaded only when it runs. */
import { commonTable } from './options/common.ts';
import type { CommonOptions } from './options/common.ts';
import { resolve } from './options/resolve.ts';
import type { Source } from './options/resolve.ts';
import type { AnyOptionTable, OptionTable } from './options/table.ts';
import type { CreateProgress, ProgressLines } from './progress.ts';

/** Exit status: done, a solve that failed, the user's mistake. Interruption (130) is for the entry to say. */
export type ExitStatus = 0 | 1 | 2;

/** What a command may use of the world. */
export interface Terminal {
  /** Prints the one result on stdout: a JSON document with `--json`, else the text of `human`. */
  readonly result: (json: unknown, human: () => string | Promise<string>) => Promise<void>;
  /** A line for people, on stderr. */
  readonly note: (line: string) => void;
  readonly createProgress: CreateProgress;
  /** Lines below all others that are drawn anew; null where stderr is not a terminal. */
  readonly createLines: () => ProgressLines | null;
  /** Aborted by Ctrl-C: clean up and throw `signal.reason`. */
  readonly signal: AbortSignal;
  /** Does work that takes long, cannot breathe, and leaves nothing half-done: Ctrl-C ends the process meanwhile. */
  readonly exposed: <T>(work: () => T) => T;
  /** Lets a pending Ctrl-C arrive, and throws if it did; for loops that compute without waiting. */
  readonly breathe: () => Promise<void>;
}

/** The code of a command. `given` holds the keys that a flag or the config file set. */
export type Execute<V> = (
  options: Readonly<V & CommonOptions>,
  terminal: Terminal,
  given: ReadonlySet<keyof (V & CommonOptions)>,
) => Promise<ExitStatus>;

/** A command as its file declares it. */
export interface CommandDefinition<V> {
  /** Words that call it, e.g. `data fetch`. */
  readonly name: string;
  readonly summary: string;
  /** Options beyond the common ones. */
  readonly options: OptionTable<V>;
  /** Arguments of an example call that works, without the command's name. */
  readonly examples: readonly string[];
  readonly load: () => Promise<Execute<V>>;
}

/** A command without the types of its options, as the parser and the help need it. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly options: AnyOptionTable;
  readonly examples: readonly string[];
  /** Resolves the options, then loads the code and runs it. */
  readonly run: (sources: readonly Source[], terminal: Terminal) => Promise<ExitStatus>;
}

/** Adds the common options to a definition and hides the types of its values. */
export function command<V extends object>(definition: CommandDefinition<V>): Command {
  const { name, summary, examples } = definition;
  // Its own options once more: a command may tell anew what a common one is to it, at that one's place in the help.
  const table = { ...definition.options, ...commonTable, ...definition.options } as OptionTable<
    V & CommonOptions
  >;
  return {
    name,
    summary,
    examples,
    options: table,
    run: async (sources, terminal) => {
      const { values, given } = resolve(table, sources);
      const execute = await definition.load();
      return await execute(values, terminal, given);
    },
  };
}
