import { describe, expect, test } from 'vitest';
import { command } from '../../src/cli/command.ts';
import type { Command, Execute } from '../../src/cli/command.ts';
import { number, path } from '../../src/cli/options/kinds.ts';
import { required } from '../../src/cli/options/table.ts';
import { DataFormatError, SolveError } from '../../src/errors.ts';
import { call } from './support/call.ts';
import type { Outcome } from './support/call.ts';

interface Values {
  readonly inhibition: number;
}

/** Runs `words` against two commands, `relax` (whose code is `execute`) and `data inspect`. */
async function callWith(
  words: string,
  execute: Execute<Values>,
  interruption = new AbortController(),
): Promise<Outcome> {
  const commands: Command[] = [
    command<Values>({
      name: 'relax',
      summary: 'Hidden dynamics',
      options: { inhibition: { kind: number({ min: 0 }), default: 0.9, about: 'w_inh' } },
      examples: ['--inhibition 1'],
      load: () => Promise.resolve(execute),
    }),
    command<{ data: string }>({
      name: 'data inspect',
      summary: 'Shape and range',
      options: { data: { kind: path(), default: required, about: 'a data set', positional: true } },
      examples: [],
      load: () => Promise.resolve(({ data }, { result }) => result(data, () => data).then(() => 0)),
    }),
  ];
  return await call(words.split(' ').filter(Boolean), { commands, interruption });
}

const printValues: Execute<Values> = async (options, terminal) => {
  terminal.note('a remark');
  await terminal.result(options, () => `w ${options.inhibition}`);
  return 0;
};
const failWith =
  (error: Error): Execute<Values> =>
  () =>
    Promise.reject(error);

describe('a command', () => {
  test('prints text for people, and remarks on stderr', async () => {
    expect(await callWith('relax --inhibition 0.5', printValues)).toEqual({
      status: 0,
      stdout: 'w 0.5\n',
      stderr: 'a remark\n',
    });
  });

  test('prints one JSON document with --json, wherever the flag stands', async () => {
    for (const words of ['relax --json --seed 7', '--json --seed 7 relax']) {
      const { stdout } = await callWith(words, printValues);
      expect(JSON.parse(stdout)).toEqual({ inhibition: 0.9, seed: 7, json: true, debug: false });
      expect(stdout.endsWith('\n')).toBe(true);
    }
  });

  test('takes a number in any notation, negative ones too', async () => {
    expect((await callWith('relax --inhibition=2.5e-1', printValues)).stdout).toBe('w 0.25\n');
    expect((await callWith('relax --inhibition -1e-3', printValues)).stderr).toBe(
      '--inhibition: must be a number >= 0 (got -1e-3); for example 0.9\n',
    );
  });

  test('of two words takes an argument by place', async () => {
    expect(await callWith('data inspect digits', printValues)).toMatchObject({
      status: 0,
      stdout: 'digits\n',
    });
  });
});

describe('a mistake of the user ends with 2, one line on stderr and nothing on stdout', () => {
  test.each([
    ['', 'command: must be one of relax, data inspect (got none); see --help'],
    ['relaks', 'command: must be one of relax, data inspect (got relaks); did you mean relax?'],
    ['data', 'command: must be one of data inspect (got data); see --help'],
    ['data inspekt x', 'command: must be one of data inspect (got data inspekt); did you mean data inspect?'],
    ['data inspect', 'DATA: must be given (a data set)'],
    ['relax x', 'x: no such argument of relax; options begin with --, see --help'],
    ['relax --inhibition', '--inhibition: must be followed by a value; see --help'],
    ['relax --inhibition --json', '--inhibition: must be followed by a value; see --help'],
    ['relax --inhibitoin 1', '--inhibitoin: no such option; did you mean --inhibition?'],
    ['relax --no-inhibition', '--inhibition: must be a number >= 0 (got false); for example 0.9'],
    ['relax --inhibition 1 --inhibition 2', '--inhibition: must be given once (got 2 times)'],
    ['relax --config absent.yaml', 'absent.yaml: no such file or folder; check the path'],
    ['relax --seed 1.5', '--seed: must be an integer >= 0 (got 1.5); for example 0'],
  ])('%j', async (words, line) => {
    expect(await callWith(words, printValues)).toEqual({ status: 2, stdout: '', stderr: `${line}\n` });
  });
});

describe('an error thrown by a command', () => {
  test('decides the status, and its message becomes one line', async () => {
    expect(await callWith('relax', failWith(new DataFormatError('a.npy: cut short\n at byte 3')))).toEqual({
      status: 2,
      stdout: '',
      stderr: 'a.npy: cut short at byte 3\n',
    });
    expect(await callWith('relax', failWith(new SolveError('NonFinite at t = 1')))).toMatchObject({
      status: 1,
    });
  });

  test('that nobody expected is called a bug, with status 1', async () => {
    const { status, stderr } = await callWith('relax', failWith(new TypeError('x is undefined')));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^this is a bug in competing-units.*TypeError: x is undefined.*--debug.*\n$/);
  });

  test('shows its stack with --debug only', async () => {
    const { stderr } = await callWith('relax --debug', failWith(new SolveError('NonFinite')));
    expect(stderr).toMatch(/^NonFinite\nSolveError: NonFinite\n\s+at /);
  });
});

describe('an interruption', () => {
  test('ends a command that waits with 130', async () => {
    const interruption = new AbortController();
    const outcome = callWith(
      'relax',
      async (_options, { breathe }) => {
        for (;;) {
          await breathe();
          interruption.abort();
        }
      },
      interruption,
    );
    expect(await outcome).toEqual({ status: 130, stdout: '', stderr: 'interrupted\n' });
  });
});

describe('help', () => {
  test('of the program lists the commands', async () => {
    const { status, stdout, stderr } = await callWith('--help', printValues);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/relax +Hidden dynamics/);
    expect(stdout).toMatch(/data/);
  });

  test('of a command shows each option with range and default, and an example', async () => {
    const { stdout } = await callWith('relax --help', printValues);
    expect(stdout).toMatch(/--inhibition +w_inh \[a number >= 0\] +\[default: 0\.9\]/);
    expect(stdout).toMatch(/--seed .*\[an integer >= 0\] +\[default: 0\]/);
    expect(stdout).toContain('competing-units relax --inhibition 1');
  });

  test('--version names this package, its build and Node', async () => {
    expect((await callWith('--version', printValues)).stdout).toMatch(
      /^competing-units \d+\.\d+\.\d+ \(build source, Node v\d+/,
    );
  });
});
