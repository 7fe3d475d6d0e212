/** Options of `completion`: the shell. */
import type { Shell } from '../completion/scripts.ts';
import { choice } from './kinds.ts';
import { required } from './table.ts';
import type { OptionTable } from './table.ts';

export interface CompletionOptions {
  readonly shell: Shell;
}

export const completionTable: OptionTable<CompletionOptions> = {
  shell: {
    kind: choice(['bash', 'zsh', 'fish']),
    default: required,
    about: 'the shell that is to complete commands, options and their words',
    example: 'bash',
    positional: true,
  },
};
