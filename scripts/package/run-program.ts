/** Programs that a check runs: their output, or an error that says what they said. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';

/** A line about what is going on. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Throws, with `what` as the reason, unless `isRight`. */
export function claim(isRight: boolean, what: string): void {
  if (!isRight) throw new Error(what);
}

/**
 * What a program prints on stdout.
 * @throws Error when it ends with another status than 0
 */
export function output(program: string, words: readonly string[], { cwd }: { readonly cwd: string }): string {
  // npm tells programs that it starts about the package it was called in; the installed one must not profit from that.
  const own = Object.entries(process.env).filter(([name]) => !/^npm_|^NODE_OPTIONS$/i.test(name));
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd,
    encoding: 'utf8',
    env: Object.fromEntries(own),
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    const reason = error === undefined ? `status ${status ?? 'none'}` : error.message;
    throw new Error(`${[program, ...words].join(' ')}: ${reason}\n${stdout}\n${stderr}`);
  }
  return stdout;
}
