/** `completion`: the script that makes a shell complete command lines of this program. */
import type { Execute } from '../command.ts';
import { COMPLETION_SCRIPTS } from '../completion/scripts.ts';
import type { CompletionOptions } from '../options/completion.ts';

/** Prints it. */
export const completionCommand: Execute<CompletionOptions> = async ({ shell }, terminal) => {
  const script = COMPLETION_SCRIPTS[shell];
  await terminal.result({ shell, script }, () => script);
  return 0;
};
