import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readArray } from '../../src/data/read-array.ts';
import type { SupervisedSummary } from '../../src/cli/supervised/summary.ts';
import { resolveSchedule } from '../../src/cli/readout/setup.ts';
import { call } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const trained = folder.at('trained');

beforeAll(async () => {
  const small = ['--data', 'digits', '--limit', '600', '--hidden', '20', '--epochs', '3', '--seed', '7'];
  const { status } = await call(['train', ...small, '--out', trained]);
  expect(status).toBe(0);
});

function readSummary(run: string): SupervisedSummary {
  return JSON.parse(readFileSync(path.join(run, 'summary.json'), 'utf8')) as SupervisedSummary;
}

const bytes = (run: string): Buffer => readFileSync(path.join(run, 'readout.npy'));

describe('readout', () => {
  it('of a training run leaves the files and the summary of the contract', async () => {
    const out = folder.at('run');
    const words = ['readout', '--weights', trained, '--epochs', '6', '--out', out, '--json'];
    const { status, stdout, stderr } = await call(words);
    expect(status).toBe(0);
    // So few steps may leave a class unread, which it says, too.
    expect(stderr.split('\n')[0]).toBe(`${trained}: data digits, inputs unit, seed 7`);
    const summary = JSON.parse(stdout) as SupervisedSummary;
    expect(summary).toEqual(readSummary(out));
    expect(Object.keys(summary)).toEqual(['trainError', 'testError', 'epochs', 'seconds', 'curve', 'run']);
    expect(summary).toMatchObject({ epochs: 6, run: out });
    expect(summary.curve).toHaveLength(6);
    expect(summary.curve[5]).toEqual({
      epoch: 6,
      loss: summary.curve[5].loss,
      trainError: summary.trainError,
      testError: summary.testError,
    });
    // Twenty units; a guess is wrong nine times of ten.
    expect(summary.trainError).toBeLessThan(0.6);
    expect(readdirSync(out).sort()).toEqual([
      ...['checkpoint', 'config.json', 'metrics.jsonl', 'readout.npy', 'report.html', 'report.json'],
      'summary.json',
    ]);
    expect(readArray(path.join(out, 'readout.npy'))).toMatchObject({ shape: [10, 20], dtype: 'float32' });
    const lines = readFileSync(path.join(out, 'metrics.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { epoch: number }).epoch)).toEqual([1, 2, 3, 4, 5, 6]);
    const config = JSON.parse(readFileSync(path.join(out, 'config.json'), 'utf8')) as {
      seed: number;
      options: Record<string, unknown>;
    };
    expect(config.seed).toBe(7);
    expect(config.options).toMatchObject({
      data: 'digits',
      limit: 600,
      rateSchedule: '0.01x3,0.003x1,0.001x1,0.0003x1',
    });
    expect(config.options['activityScale']).toBeGreaterThan(0);
    const report = readFileSync(path.join(out, 'report.html'), 'utf8');
    expect(report).toContain('<title>Readout on digits</title>');
    expect(report.match(/<svg class="chart"/g)).toHaveLength(2);
  });

  it('gives the same bytes for weights from the file, with any memory, and from its own configuration', async () => {
    const data = ['--data', 'digits', '--limit', '600', '--seed', '7'];
    const words = ['readout', ...data, '--epochs', '3'];
    const [a, b, c] = ['a', 'b', 'c'].map((name) => folder.at(`same-${name}`));
    await call([...words, '--weights', trained, '--out', a]);
    await call([...words, '--weights', `${trained}/weights.npy`, '--memory', '0', '--out', b]);
    const { options } = JSON.parse(readFileSync(path.join(a, 'config.json'), 'utf8')) as {
      options: Record<string, unknown>;
    };
    // The scale that mean-max chose, given as a number.
    expect(typeof options['activityScale']).toBe('number');
    const config = folder.write('again.json', { ...options, seed: 7 });
    const again = await call(['readout', '--config', config, '--out', c]);
    expect(again.status).toBe(0);
    expect(bytes(b)).toEqual(bytes(a));
    expect(bytes(c)).toEqual(bytes(a));
  });

  it('judges by held-out examples and says so', async () => {
    const words = ['readout', '--weights', trained, '--epochs', '3', '--validation', '100'];
    const { stdout } = await call([...words, '--out', folder.at('held'), '--json']);
    const summary = JSON.parse(stdout) as SupervisedSummary;
    expect(summary.validation).toBe(100);
    expect(((summary.testError ?? NaN) * 100) % 1).toBeCloseTo(0, 10);
    const again = await call(['readout', '--resume', folder.at('held')]);
    expect(again.stdout).toContain('error on 100 examples held out');
    const report = readFileSync(folder.at('held', 'report.html'), 'utf8');
    expect(report).toContain('the test set was not touched');
  });

  it('has no test error where there is no test set', async () => {
    const images = folder.write('images.json', [
      [0, 1, 0.5],
      [1, 0, 0.1],
      [0.9, 0, 0],
    ]);
    const labels = folder.write('labels.json', [0, 1, 1]);
    const weights = folder.write('W.json', [
      [1, 0, 0],
      [0, 1, 0],
    ]);
    const data = ['--data', images, '--labels', labels, '--weights', weights];
    const { stdout } = await call(['readout', ...data, '--out', folder.at('own'), '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ trainError: 0, testError: null, epochs: 30 });
  });

  it('that was interrupted ends with the same bytes once resumed, and is then left unchanged', async () => {
    const words = ['readout', '--weights', trained, '--epochs', '300'];
    const whole = folder.at('whole');
    await call([...words, '--out', whole]);
    const cut = folder.at('cut');
    // A run breathes between two epochs at least: some of the 300 are done.
    let left = 20;
    const interruption = interruptionWhen(() => existsSync(path.join(cut, 'metrics.jsonl')) && left-- === 0);
    const { status, stderr } = await call([...words, '--out', cut], { interruption });
    expect(status).toBe(130);
    expect(stderr).toMatch(/\ninterrupted in epoch \d+ of 300; go on with: .* readout --resume .*\n$/);
    expect(existsSync(path.join(cut, 'summary.json'))).toBe(false);
    expect(existsSync(path.join(cut, 'lock'))).toBe(false);
    const done = readFileSync(path.join(cut, 'metrics.jsonl'), 'utf8').trim().split('\n').length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(300);
    expect((await call(['readout', '--resume', cut])).status).toBe(0);
    expect(bytes(cut)).toEqual(bytes(whole));
    expect(readSummary(cut).curve).toEqual(readSummary(whole).curve);
    const summary = readSummary(cut);
    const again = await call(['readout', '--resume', cut, '--json']);
    expect(JSON.parse(again.stdout)).toEqual(summary);
  });

  const files: Record<string, object> = {
    'three.json': [1, 2, 3],
    'small.json': [[1, 2]],
    'negative.json': [new Array<number>(784).fill(-1)],
    'images.json': [
      [0, 1],
      [1, 0],
    ],
  };
  it.each<[string, string[], RegExp]>([
    ['no weights', [], /^--weights: must be given/],
    ['weights that are no matrix', ['--weights', 'three.json'], /must be \[K, N\] \(got \[3\]\)$/],
    [
      'weights of other data',
      ['--weights', 'small.json'],
      /must be \[K, 784\] to fit digits \(got \[1, 2\]\)/,
    ],
    ['a folder without a run', ['--weights', 'EMPTY'], /holds no run \(no config\.json\)/],
    ['weights that answer to nothing', ['--weights', 'negative.json'], /^weights: must give some example/],
    [
      'data without labels',
      ['--weights', 'small.json', '--data', 'images.json'],
      /must have labels to learn/,
    ],
    [
      'too many held out',
      ['--weights', 'RUN', '--validation', '600'],
      /^--validation: must be < the number of training examples, 600 \(got 600\)$/,
    ],
    [
      'epochs that are not those of the schedule',
      ['--weights', 'RUN', '--epochs', '5', '--rate-schedule', '0.01x2,0.001x2'],
      /^--epochs: must be 4, the sum of --rate-schedule \(got 5\); leave out one of them$/,
    ],
    [
      'a schedule without epochs',
      ['--weights', 'RUN', '--rate-schedule', '0.01'],
      /^--rate-schedule: must be/,
    ],
    ['a power below 1', ['--weights', 'RUN', '--power', '0.5'], /^--power: must be a number >= 1/],
    ['a huge scale', ['--weights', 'RUN', '--activity-scale', '1e9'], /^activity scale: must keep features/],
    ['a run that is none', ['--resume', 'EMPTY'], /holds no run/],
    ['a training run to resume', ['--resume', 'RUN'], /is not the configuration of a readout/],
  ])('refuses %s in one line and writes nothing', async (_what, words, message) => {
    const out = folder.at('refused');
    const given = words.map((word) => {
      if (word === 'RUN') return trained;
      if (word === 'EMPTY') return path.dirname(folder.write('empty/notes.txt', ''));
      return word in files ? folder.write(word, files[word]) : word;
    });
    const { status, stdout, stderr } = await call(['readout', ...given, '--out', out]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    const [line, ...rest] = stderr.split('\n');
    expect(line).toMatch(message);
    expect(rest).toEqual(['']);
    expect(existsSync(out)).toBe(false);
  });

  it('fails with status 1 where learning diverges', async () => {
    const words = ['readout', '--weights', trained, '--rate-schedule', '1e38x3'];
    const { status, stderr } = await call([...words, '--out', folder.at('diverged')]);
    expect(status).toBe(1);
    expect(stderr).toContain('readout: outputs are not finite after epoch');
  });
});

describe('the schedule of a readout', () => {
  it('is stretched to the epochs asked for, or decides them', () => {
    expect(resolveSchedule(undefined, undefined).epochs).toBe(30);
    expect(resolveSchedule(60, undefined)).toEqual({
      epochs: 60,
      rateSchedule: '0.01x30,0.003x10,0.001x10,0.0003x10',
    });
    expect(resolveSchedule(undefined, '0.001x100,5e-4x50')).toEqual({
      epochs: 150,
      rateSchedule: '0.001x100,0.0005x50',
    });
    expect(resolveSchedule(3, '1x3')).toEqual({ epochs: 3, rateSchedule: '1x3' });
  });
});
