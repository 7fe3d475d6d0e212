/** What signals do to the process, wherever it is. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { run } from '../../src/cli/run.ts';
import { readLatestCheckpoint } from '../../src/runs/checkpoint.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const main = path.resolve(import.meta.dirname, '../../src/cli/main.ts');
const signals = path.resolve(import.meta.dirname, '../../src/cli/signals.ts');
const { at, write } = temporaryFolder();

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; stderr: string }>;
}

function start(...words: readonly string[]): Started {
  const child = spawn(process.execPath, [main, ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Awaited<Started['ended']>>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, stderr });
    });
  });
  return { child, ended };
}

const fail = (line: string): never => {
  throw new Error(line);
};

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5);
}

const endless = ['train', '--data', 'bars', '--limit', '500', '--hidden', '20', '--epochs', '100000'];
// Windows has no such signals.
describe.skipIf(process.platform === 'win32')('a signal', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends a run with its state stored, and 130: %s', async (name) => {
    const out = at(name);
    const { child, ended } = start(...endless, '--checkpoint-seconds', '1000', '--out', out);
    await until(() => existsSync(path.join(out, 'metrics.jsonl')));
    child.kill(name);
    const { code, stderr } = await ended;
    expect(code).toBe(130);
    const told = /^interrupted in epoch (\d+) of 100000 of exact, after (\d+) of 500 examples; (.*)\n$/.exec(
      stderr,
    );
    const stored = readLatestCheckpoint(path.join(out, 'checkpoint'), fail)?.state;
    const place = { epochsDone: Number(told?.[1]) - 1, examplesDone: Number(told?.[2]) };
    expect(stored).toMatchObject(place);
    expect(told?.[3]).toBe(`go on with: competing-units train --resume ${out}`);
    expect(existsSync(path.join(out, 'lock'))).toBe(false);
  });

  const listening = (script: string): Promise<string> & { child: ChildProcess; output: () => string } => {
    const head = `import { listenToSignals } from ${JSON.stringify(pathToFileURL(signals).href)};
      import { writeSync } from 'node:fs';
      const { signal, exposed } = listenToSignals(new AbortController());
      signal.addEventListener('abort', () => writeSync(1, 'aborted '));
      const alive = setInterval(() => undefined, 1000);`;
    const words = ['--input-type=module', '-e', `${head}${script}`];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const ended = new Promise<string>((resolve) => {
      child.on('close', (code, name) => {
        resolve(`${text}${name ?? String(code)}`);
      });
    });
    return Object.assign(ended, { child, output: () => text });
  };

  it('that comes twice ends the process at once', async () => {
    for (const second of ['SIGINT', 'SIGTERM'] as const) {
      const process = listening(`writeSync(1, 'ready ');`);
      await until(() => process.output() === 'ready ');
      process.child.kill('SIGINT');
      await until(() => process.output() === 'ready aborted ');
      process.child.kill(second);
      expect(await process).toBe(`ready aborted ${second}`);
    }
  });

  it('ends the process during work that cannot look at it, and is told of before and after', async () => {
    const busy = listening(`exposed(() => { writeSync(1, 'busy '); for (;;); });`);
    await until(() => busy.output() === 'busy ');
    busy.child.kill('SIGINT');
    expect(await busy).toBe('busy SIGINT');
    const after = listening(`exposed(() => undefined); writeSync(1, 'ready ');
      signal.addEventListener('abort', () => clearInterval(alive));`);
    await until(() => after.output() === 'ready ');
    after.child.kill('SIGTERM');
    expect(await after).toBe('ready aborted 0');
  });

  it('can end every solve of a command that solves one case after another', async () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    let solves = 0;
    const status = await run(
      [
        'relax',
        '--currents',
        write('I.json', [
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
        '--inhibition',
        '0.5',
      ],
      commands,
      {
        ...{ stdout, stderr, signal: new AbortController().signal },
        exposed: (work) => {
          solves++;
          return work();
        },
      },
    );
    expect({ status, solves }).toEqual({ status: 0, solves: 3 });
  });
});
