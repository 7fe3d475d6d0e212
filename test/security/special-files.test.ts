/** Pipes and devices are refused at once, whatever option names them; nothing waits for what never comes. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const program = fileURLToPath(new URL('../../src/cli/start.mjs', import.meta.url));

/** The command in a process of its own: one that hung would be killed, and its status would tell. */
function start(...words: readonly string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    timeout: 50_000,
  });
  return { status, stderr };
}

const isPosix = process.platform !== 'win32';

describe.skipIf(!isPosix)('what is no file (not on Windows, which has no such paths)', () => {
  const pipe = (name: string): string => {
    if (!existsSync(at(name))) execFileSync('mkfifo', [at(name)]);
    return at(name);
  };
  const array = write('I.json', '[1, 2]');

  it.each([
    ['a pipe as data', () => ['data', 'inspect', pipe('data.npy')], 'a pipe'],
    ['a device without end as data', () => ['data', 'inspect', '/dev/zero'], 'a device'],
    ['a device without content as data', () => ['data', 'inspect', '/dev/null'], 'a device'],
    ['a pipe as labels', () => ['data', 'inspect', array, '--labels', pipe('labels.npy')], 'a pipe'],
    ['a pipe as currents', () => ['relax', '--currents', pipe('I.csv'), '--inhibition', '1'], 'a pipe'],
    ['a device as weights', () => ['activity', '--weights', '/dev/zero'], 'a device'],
    ['a pipe as config', () => ['relax', '--config', pipe('config.yaml')], 'a pipe'],
    ['a pipe as sweep', () => ['sweep', 'plan', pipe('sweep.json')], 'a pipe'],
  ])('%s is refused in one line', (_, words, kind) => {
    const { status, stderr } = start(...words());
    expect(stderr).toMatch(
      new RegExp(`^[^\\n]+: must be a file \\(got ${kind}\\); save its content to a file first\\n$`),
    );
    expect(status).toBe(2);
  });

  it('a socket is refused in one line', async () => {
    const socket = at('socket.npy');
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const { status, stderr } = start('data', 'inspect', socket);
    server.close();
    expect(status).toBe(2);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  it('a config file that is far too long is refused before it is read', () => {
    const file = write('long.yaml', `# ${'x'.repeat(200_000)}\n`);
    expect(start('relax', '--config', file)).toEqual({
      status: 2,
      stderr: `${file}: must be at most 131072 bytes (got 200003); shorten it\n`,
    });
  });
});

it('nothing listens on a network while commands run', () => {
  const spy = path.join(path.dirname(fileURLToPath(import.meta.url)), 'support/no-listening.mjs');
  const run = (...words: readonly string[]): { status: number | null; stderr: string } => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', spy, program, ...words], {
      encoding: 'utf8',
      timeout: 55_000,
    });
    return { status, stderr };
  };
  const train = run(
    'train',
    '--limit',
    '30',
    '--epochs',
    '1',
    '--hidden',
    '4',
    '--threads',
    '2',
    '--out',
    at('run'),
  );
  expect(train.stderr).not.toContain('listens');
  expect(train.status).toBe(0);
  const report = run('report', at('run'));
  expect(report.stderr).not.toContain('listens');
  expect(report.status).toBe(0);
});

it('a process that listens would be seen', () => {
  const spy = path.join(path.dirname(fileURLToPath(import.meta.url)), 'support/no-listening.mjs');
  const script = "import('node:net').then(({ createServer }) => createServer().listen(0))";
  const { status, stderr } = spawnSync(process.execPath, ['--import', spy, '-e', script], {
    encoding: 'utf8',
  });
  expect(stderr).toContain('listens on a network');
  expect(status).not.toBe(0);
});
