/** The command line as a process of its own: what only the entry does, and one case of each kind from end to end. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RelaxResults } from '../../src/dynamics/relax.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
const { at, write } = temporaryFolder();
const currents = write('I.json', [1, 0.8, 0.6, 0.2, -0.3]);

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...words: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    cwd: at(),
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('the process', () => {
  test('puts one JSON document on stdout; a flag beats the config file, and that the default', () => {
    const config = write(
      'relax.toml',
      `inhibition = 0.2\nuntil = 5\nmax-steps = 1_000\ncurrents = "${currents}"\n`,
    );
    const { status, stdout, stderr } = start('relax', '--config', config, '--inhibition', '0.9', '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { inhibition, tau, results } = JSON.parse(stdout) as RelaxResults;
    expect({ inhibition, tau, time: results[0].time }).toEqual({ inhibition: 0.9, tau: 1, time: 5 });
    // Ten times the default relative tolerance.
    expect(Math.abs(results[0].activity[0] - 0.867084953947192)).toBeLessThan(1e-5);
  });

  test('ends with 2 and one line for a mistake, and leaves no file', () => {
    const config = write('wrong.yaml', 'inhibtion: 0.2\n');
    const words = ['relax', '--config', config, '--currents', currents, '--json', '--out', 'refused'];
    expect(start(...words)).toEqual({
      status: 2,
      stdout: '',
      stderr: `${config}: inhibtion: no such option; did you mean inhibition?\n`,
    });
    expect(existsSync(at('refused'))).toBe(false);
  });

  test('ends with 1 where a solve failed, and still prints its JSON', () => {
    const words = ['--currents', currents, '--inhibition', '0.999', '--max-steps', '1', '--json'];
    const { status, stdout, stderr } = start('relax', ...words);
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as RelaxResults).results[0].retcode).toBe('MaxIters');
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });

  test('prints help and version', () => {
    expect(start('--version').stdout).toMatch(
      /^competing-units \d+\.\d+\.\d+ \(build source, Node v\d+\.\d+\.\d+\)\n$/,
    );
    const { status, stdout } = start('train', '--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/--inhibition +w_inh.*\[a number >= 0\]/);
  });
});

// Windows has no such shell.
describe.skipIf(process.platform === 'win32')('the process on a Unix system', () => {
  test('says nothing when the reader of its output has left', () => {
    const script = '{ "$@"; echo "status $?" >&2; } | :';
    const words = [process.execPath, main, 'relax', '--currents', currents, '--inhibition', '0.5', '--json'];
    expect(spawnSync('sh', ['-c', script, 'sh', ...words], { encoding: 'utf8' }).stderr).toBe('status 0\n');
  });
});
