import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { candidates } from '../../src/cli/completion/candidates.ts';
import { COMPLETION_SCRIPTS } from '../../src/cli/completion/scripts.ts';
import { commands } from '../../src/cli/commands.ts';
import { optionName } from '../../src/cli/options/table.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const start = path.resolve(import.meta.dirname, '../../src/cli/start.mjs');

/** Candidates for words separated by spaces; the last one, which may be empty, is being typed. */
function after(line: string): string[] {
  return candidates(line.split(' '), commands).map(({ word }) => word);
}

describe('completion', () => {
  test('knows every command by its first word, once', () => {
    const first = commands.map(({ name }) => name.split(' ')[0]);
    expect(after('')).toEqual([...new Set(first)]);
    expect(after('tra')).toEqual(['train', 'train-sgd']);
    expect(after('data ')).toEqual(['list', 'fetch', 'inspect', 'generate']);
    expect(after('sweep re')).toEqual(['results', 'report']);
    expect(after('nothing ')).toEqual([]);
  });

  test('knows every option of every command, and leaves out those that are given', () => {
    for (const { name, options } of commands) {
      const flags = Object.entries(options).filter(([, { positional }]) => !positional);
      const wanted = flags.map(([key]) => `--${optionName(key)}`);
      expect(after(`${name} --`).map((word) => word.replace(/^--no-/, '--'))).toEqual([
        ...wanted,
        '--help',
        '--version',
      ]);
    }
    expect(after('train --alg')).toEqual(['--algorithm']);
    expect(after('train --algorithm exact --alg')).toEqual([]);
    expect(after('train --algorithm=exact --alg')).toEqual([]);
  });

  test('knows the words of options and of places, also behind an equals sign', () => {
    expect(after('train --algorithm ')).toEqual(['exact', 'ranking']);
    expect(after('train --algorithm r')).toEqual(['ranking']);
    expect(after('train --algorithm=r')).toEqual(['--algorithm=ranking']);
    // As bash splits it.
    expect(after('train --algorithm =')).toEqual(['exact', 'ranking']);
    expect(after('train --algorithm = e')).toEqual(['exact']);
    expect(after('data fetch ')).toEqual(['mnist', 'fashion-mnist', 'cifar10']);
    expect(after('reproduce --data digits fig')).toEqual(['fig2', 'fig3', 'fig4', 'fig5']);
  });

  test('leaves files and free values to the shell', () => {
    expect(after('report ')).toEqual([]);
    expect(after('train --data-dir ')).toEqual([]);
    expect(after('train --hidden ')).toEqual([]);
    expect(after('sweep my-fi')).toEqual([]);
  });

  test('offers options where nothing else can stand', () => {
    expect(after('train ')).toContain('--compare');
    expect(after('reproduce table ')).toContain('--quick');
  });
});

const { at, write } = temporaryFolder();
write('competing-units', `#!/bin/sh\nexec '${process.execPath}' '${start}' "$@"\n`);
chmodSync(at('competing-units'), 0o755);

function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

function asShell(shell: string, script: string, flags: readonly string[] = []): string[] {
  const env = { ...process.env, PATH: `${at()}:${process.env.PATH ?? ''}` };
  const text = execFileSync(shell, [...flags, '-c', script], { encoding: 'utf8', env });
  return text.split('\n').filter((line) => line !== '');
}

describe.skipIf(!has('bash'))('the script for bash (skipped where there is no bash)', () => {
  const complete = (...words: string[]): string[] => {
    const line = words.map((word) => `'${word}'`).join(' ');
    return asShell(
      'bash',
      `eval "$(competing-units completion bash)"
       COMP_WORDS=(competing-units ${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
       $(complete -p competing-units | sed 's/.*-F \\([^ ]*\\) .*/\\1/') competing-units "\${COMP_WORDS[COMP_CWORD]}"
       printf '%s\\n' "\${COMPREPLY[@]}"`,
    );
  };

  test('completes commands, options and words', () => {
    expect(complete('pla')).toEqual(['plasticity']);
    expect(complete('data', 'i')).toEqual(['inspect']);
    expect(complete('train', '--steady')).toEqual(['--steady-state']);
    expect(complete('train', '--steady-state', '=', 'c')).toEqual(['closed-form']);
    expect(complete('train', '--steady-state', '')).toEqual(['closed-form', 'events', 'integrate']);
    expect(complete('train', '--data-dir', '')).toEqual([]);
  });

  test('says how to install it', () => {
    expect(COMPLETION_SCRIPTS.bash).toContain('eval "$(competing-units completion bash)"');
  });
});

describe.skipIf(!has('zsh'))('the script for zsh (skipped where there is no zsh)', () => {
  test('completes options with what they are', () => {
    // Stands in for the completion system of an interactive zsh.
    const found = asShell(
      'zsh',
      `compdef() { :; }; _describe() { print -rl -- "\${(@P)2}"; }; _files() { print files; }
       eval "$(competing-units completion zsh)"
       words=(competing-units train --steady-state ''); CURRENT=4; _competing_units
       words=(competing-units report ''); CURRENT=3; _competing_units`,
      ['-f'],
    );
    expect(found.map((line) => line.split(':')[0])).toEqual(['closed-form', 'events', 'integrate', 'files']);
  });
});

describe.skipIf(!has('fish'))('the script for fish (skipped where there is no fish)', () => {
  test('completes words', () => {
    const found = asShell(
      'fish',
      "competing-units completion fish | source; complete -C 'competing-units train --steady-state '",
    );
    expect(found.map((line) => line.split('\t')[0])).toEqual(['closed-form', 'events', 'integrate']);
  });
});
