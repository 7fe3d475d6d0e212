/** Going on with runs: who may, with which options, from what, and what is said where it cannot be. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { call } from './support/call.ts';
import type { Outcome } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();

const EXAMPLES = 300;
const INPUTS = 40;
/** More than the breaths before any interruption: a short epoch is one breath. */
const EPOCHS = '12';

function matrix(rows: number, seed: number): Uint8Array {
  const stream = randomStream(seed, 'resume');
  return encodeNpy(Float32Array.from({ length: rows * INPUTS }, stream.uniform), [rows, INPUTS]);
}

const labels = Array.from({ length: EXAMPLES }, (_, i) => i % 3);

/** Each command on files of its own, with where its result lies. */
const commands = {
  train: {
    files: ['data', 'init'],
    words: ['train', '--data', 'data', '--init', 'init', '--epochs', EPOCHS, '--batch', '7'],
    result: 'weights.npy',
  },
  'train-sgd': {
    files: ['data', 'labels', 'test-data'],
    words: [
      ...['train-sgd', '--data', 'data', '--labels', 'labels', '--test-data', 'test-data'],
      ...['--test-labels', 'labels', '--hidden', '10', '--epochs', EPOCHS],
    ],
    result: 'weights.npy',
  },
  readout: {
    files: ['weights', 'data', 'labels'],
    words: ['readout', '--weights', 'weights', '--data', 'data', '--labels', 'labels', '--epochs', EPOCHS],
    result: 'readout.npy',
  },
} as const;

type CommandName = keyof typeof commands;
const names = Object.keys(commands) as CommandName[];

const NAMED_FILES = /^(data|init|labels|test-data|weights)$/;

/** Writes the files of a run into a folder, and returns the words that read them. */
function prepare(name: CommandName, folder: string): string[] {
  const files: Record<string, string | Uint8Array> = {
    data: matrix(EXAMPLES, 1),
    'test-data': matrix(EXAMPLES, 2),
    init: matrix(12, 3),
    weights: matrix(12, 3),
    labels: JSON.stringify(labels),
  };
  for (const [file, content] of Object.entries(files)) write(path.join(folder, nameOf(file)), content);
  return commands[name].words.map((word) => (NAMED_FILES.test(word) ? at(folder, nameOf(word)) : word));
}

function nameOf(file: string): string {
  return file === 'labels' ? 'labels.json' : `${file}.npy`;
}

/** Runs until it has breathed so often after its first checkpoint, and is interrupted. */
async function interrupted(words: readonly string[], out: string, breaths = 3): Promise<Outcome> {
  let left = breaths;
  const interruption = interruptionWhen(() => existsSync(path.join(out, 'checkpoint')) && left-- === 0);
  const outcome = await call([...words, '--checkpoint-seconds', '1e-9', '--out', out], { interruption });
  expect(outcome.status).toBe(130);
  return outcome;
}

const bytesOf = (name: CommandName, run: string): Buffer =>
  readFileSync(path.join(run, commands[name].result));

describe.each(names)('a run of %s that is gone on with', (name) => {
  it('ends with the bytes and metrics of one that was not interrupted, wherever that was', async () => {
    const words = prepare(name, `${name}-bytes`);
    const whole = at(`${name}-bytes`, 'whole');
    expect((await call([...words, '--out', whole])).status).toBe(0);
    const linesOf = (run: string): unknown[] =>
      readFileSync(path.join(run, 'metrics.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => ({ ...(JSON.parse(line) as object), seconds: 0 }));
    for (const breaths of [0, 1, 2]) {
      const cut = at(`${name}-bytes`, `cut-${breaths}`);
      const outcome = await interrupted(words, cut, breaths);
      expect(outcome.stderr).toContain(`go on with: competing-units ${name} --resume ${cut}\n`);
      expect((await call([name, '--resume', cut])).status).toBe(0);
      expect(bytesOf(name, cut)).toEqual(bytesOf(name, whole));
      expect(linesOf(cut)).toEqual(linesOf(whole));
      expect(readdirSync(path.join(cut, 'checkpoint')).length).toBeLessThanOrEqual(2);
    }
  });

  it.each(commands[name].files)(
    'is refused where its %s has changed, and goes on once it is back',
    async (file) => {
      const folder = `${name}-${file}`;
      const words = prepare(name, folder);
      const out = at(folder, 'run');
      await interrupted(words, out);
      const place = at(folder, nameOf(file));
      const before = readFileSync(place);
      writeFileSync(place, file === 'labels' ? JSON.stringify(labels.toReversed()) : changed(before));
      const { status, stdout, stderr } = await call([name, '--resume', out]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      // Labels belong to their data.
      const option = file === 'labels' ? `--data ${at(folder, 'data.npy')}` : `--${file} ${place}`;
      expect(stderr).toMatch(/^--.*: has changed since the run began \(sha256 [0-9a-f]{12}… then, .*\n$/);
      expect(stderr.startsWith(`${option}: `)).toBe(true);
      expect(existsSync(path.join(out, 'lock'))).toBe(false);
      writeFileSync(place, before);
      expect((await call([name, '--resume', out])).status).toBe(0);
    },
  );

  it('is refused where its options were edited', async () => {
    const folder = `${name}-options`;
    const out = at(folder, 'run');
    await interrupted(prepare(name, folder), out);
    const config = path.join(out, 'config.json');
    writeFileSync(config, readFileSync(config, 'utf8').replace(/"seed": 0/, '"seed": 1'));
    const { status, stderr } = await call([name, '--resume', out]);
    expect(status).toBe(2);
    expect(stderr.startsWith(`${config}: has changed since the run began`)).toBe(true);
  });

  it('takes no option that it does not have, but those that change no bit', async () => {
    const folder = `${name}-given`;
    const out = at(folder, 'run');
    const words = prepare(name, folder);
    await interrupted(words, out);
    const { status, stderr } = await call([name, '--resume', out, '--epochs', '9']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `--epochs: cannot be changed by --resume, the run has ${EPOCHS} (got 9); leave it out, or start another run\n`,
    });
    const elsewhere = await call([name, '--resume', out, '--out', at(folder, 'other')]);
    expect(elsewhere.stderr).toMatch(/^--out: cannot be changed by --resume/);
    const free = name === 'train' ? ['--threads', '2'] : [];
    const same = ['--epochs', EPOCHS, '--checkpoint-seconds', '5', ...free];
    expect((await call([name, '--resume', out, ...same, '--json'])).status).toBe(0);
  });

  it('is refused while another process has it, whatever became of its predecessor', async () => {
    const folder = `${name}-lock`;
    const out = at(folder, 'run');
    await interrupted(prepare(name, folder), out);
    const lock = path.join(out, 'lock');
    // This process is alive: as the holder it is believed where nothing says when it started, or the truth.
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname() }));
    const { status, stderr } = await call([name, '--resume', out]);
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /: is in use by process \d+ on .*; wait for it, or delete .*lock if it is gone\n$/,
    );
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(lock, JSON.stringify({ pid, host: hostname() }));
    expect((await call([name, '--resume', out])).status).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it('uses the checkpoint before a damaged one, and says so; without any it is refused', async () => {
    const folder = `${name}-damage`;
    const words = prepare(name, folder);
    const whole = at(folder, 'whole');
    await call([...words, '--out', whole]);
    const out = at(folder, 'run');
    await interrupted(words, out, 4);
    const checkpoints = path.join(out, 'checkpoint');
    const [older, newer] = readdirSync(checkpoints).sort();
    writeFileSync(path.join(checkpoints, newer), changed(readFileSync(path.join(checkpoints, newer))));
    // A draft of a process that was killed.
    writeFileSync(path.join(checkpoints, `${newer}.123.tmp`), 'half');
    const { status, stderr } = await call([name, '--resume', out]);
    expect(status).toBe(0);
    const line = `${path.join(checkpoints, newer)}: is damaged (checksum), the one before it is used`;
    expect(stderr.split('\n')[0]).toBe(line);
    expect(bytesOf(name, out)).toEqual(bytesOf(name, whole));
    expect(readdirSync(checkpoints).filter((file) => file.endsWith('.tmp'))).toEqual([]);

    const all = at(folder, 'all');
    await interrupted(words, all);
    for (const file of readdirSync(path.join(all, 'checkpoint'))) {
      writeFileSync(path.join(all, 'checkpoint', file), '');
    }
    expect(await call([name, '--resume', all])).toEqual({
      status: 2,
      stdout: '',
      stderr: `${path.join(all, 'checkpoint')}: every checkpoint is damaged (checksum); start the run anew in another folder\n`,
    });
    expect(older < newer).toBe(true);
  });
});

describe('two processes that start a run in one folder', () => {
  it.each(['train --data bars --limit 50', 'train --compare --data bars --limit 50'])('%s', async (line) => {
    const out = at(`race ${line}`);
    mkdirSync(out);
    const calls = [1, 2].map((hidden) =>
      call([...line.split(' '), '--hidden', String(10 * hidden), '--rank', '2', '--out', out]),
    );
    const outcomes = await Promise.all(calls);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([0, 2]);
    const refused = outcomes.find(({ status }) => status === 2);
    expect(refused?.stderr).toMatch(/is in use by process|holds a run already|must be a new or empty folder/);
  });
});

/** One bit of the last number is another. */
function changed(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 2] ^= 1;
  return copy;
}
