/** What is said of a run that was interrupted, and how to go on with it. */
import { CompetingUnitsError } from '../../errors.ts';
import type { Terminal } from '../command.ts';
import { commandLine } from '../text/command-line.ts';

/** Thrown, once its state is stored, by a run that was interrupted; the message is what to tell the user. */
export class Interrupted extends Error {
  /** How far the run came. */
  readonly where: string;

  constructor(where: string, mend?: string) {
    super(mend === undefined ? where : `${where}; ${mend}`);
    this.name = 'Interrupted';
    this.where = where;
  }
}

/** Whether something went wrong, beside which an interruption is not worth a word. */
export function isFailure(error: unknown): boolean {
  return error instanceof CompetingUnitsError || (error instanceof Error && 'syscall' in error);
}

/**
 * Does the work of a run whose `config.json` is there.
 * @throws Interrupted, which says how to go on, in place of the reason of an interruption
 */
export async function resumable<T>(
  run: { readonly command: string; readonly folder: string; readonly terminal: Terminal },
  work: () => Promise<T>,
): Promise<T> {
  const { command, folder, terminal } = run;
  return await retelling(work, terminal, `go on with: ${commandLine(command, { resume: folder })}`);
}

/** Does the work; if it is interrupted, `mend` says how to go on. */
export async function retelling<T>(work: () => Promise<T>, terminal: Terminal, mend: string): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!terminal.signal.aborted || isFailure(error)) throw error;
    throw new Interrupted(error instanceof Interrupted ? error.where : 'interrupted', mend);
  }
}
