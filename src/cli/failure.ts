/** What a command that ended with an error says and with which status: one line, and the stack only with `--debug`. */
import { CompetingUnitsError } from '../errors.ts';
import { printable } from '../kernels/quoted.ts';
import type { ExitStatus } from './command.ts';

export interface Failure {
  readonly status: ExitStatus;
  readonly line: string;
}

/** What to say of errors of the file system that the user can mend. */
const mends: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder; check the path',
  EACCES: 'permission denied; change its permissions or give another path',
  EPERM: 'operation not permitted; change its permissions or give another path',
  EISDIR: 'is a folder; give a file',
  ENOTDIR: 'a part of the path is not a folder; check the path',
  EEXIST: 'exists already; give another path',
  EROFS: 'the file system is read-only; make it writable or give another path',
  ENOSPC:
    'no space left on the disk; free some, then try again (a run goes on with --resume, a sweep with its command)',
  EDQUOT:
    'the disk quota is used up; free some, then try again (a run goes on with --resume, a sweep with its command)',
  EIO: 'the disk failed to read or write; check it, then try again (a run goes on with --resume, a sweep with its command)',
  ENAMETOOLONG: 'the path is too long; give a shorter one',
  ELOOP: 'the path is a circle of links; give another path',
};

/** Characters of a line, and of its end where it is cut in the middle: there stands the mend. */
const LONGEST = 2000;
const LONGEST_END = 500;

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function oneLine(text: string): string {
  // What a file or an option said may be anything, also commands to the terminal.
  const line = printable(text.replace(/\s*[\r\n]+\s*/g, ' ').trim());
  if (line.length <= LONGEST) return line;
  return `${line.slice(0, LONGEST - LONGEST_END)} … ${line.slice(-LONGEST_END)}`;
}

/** Status and line of an error. Errors that nobody threw on purpose are bugs, and say so. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof CompetingUnitsError) return { status: error.exitStatus, line: oneLine(error.message) };
  if (isSystemError(error)) {
    const mend = Object.hasOwn(mends, error.code ?? '') ? mends[error.code ?? ''] : undefined;
    return error.path === undefined || mend === undefined
      ? { status: 1, line: oneLine(error.message) }
      : { status: 2, line: oneLine(`${error.path}: ${mend}`) };
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    status: 1,
    line: oneLine(`this is a bug in competing-units, please report it: ${what} (--debug prints the stack)`),
  };
}
