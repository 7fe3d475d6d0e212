/** Cases one after another: with a bar, open to Ctrl-C, and a status that tells of failures. */
import type { Retcode } from '../ode/types.ts';
import type { ExitStatus, Terminal } from './command.ts';

/** Solves cases 0 … count − 1 in order. */
export async function solveEach<R>(
  terminal: Terminal,
  { label, count }: { readonly label: string; readonly count: number },
  solve: (index: number) => R,
): Promise<R[]> {
  const progress = terminal.createProgress({ label, total: count });
  const results: R[] = [];
  try {
    while (results.length < count) {
      await terminal.breathe();
      results.push(terminal.exposed(() => solve(results.length)));
      progress.update(results.length);
    }
  } finally {
    progress.stop();
  }
  return results;
}

/** How a solve ended, as far as the exit status is concerned. */
export interface Ended {
  readonly retcode: Retcode;
  readonly success: boolean;
  readonly message: string;
}

/** 0 where all succeeded; else 1, and a line that names the first failure. `noun`: what a case is. */
export function statusOf(results: readonly Ended[], noun: string, terminal: Terminal): ExitStatus {
  const first = results.findIndex(({ success }) => !success);
  if (first < 0) return 0;
  const count = results.filter(({ success }) => !success).length;
  const { retcode, message } = results[first];
  const words = message.startsWith(retcode) ? message : `${retcode}: ${message}`;
  terminal.note(`${count} of ${results.length} ${noun}s failed, first ${noun} ${first}: ${words}`);
  return 1;
}
