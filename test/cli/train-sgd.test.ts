import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SgdSummary } from '../../src/cli/sgd/learn.ts';
import { readArray } from '../../src/data/read-array.ts';
import { call } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const small = ['train-sgd', '--data', 'digits', '--limit', '600', '--hidden', '40', '--seed', '7'];

function readSummary(run: string): SgdSummary {
  return JSON.parse(readFileSync(path.join(run, 'summary.json'), 'utf8')) as SgdSummary;
}

const bytes = (run: string): Buffer[] =>
  ['weights.npy', 'readout.npy'].map((name) => readFileSync(path.join(run, name)));

describe('train-sgd', () => {
  it('leaves the files and the summary of its reference, and weights that other commands take', async () => {
    const out = folder.at('run');
    const { status, stdout, stderr } = await call([...small, '--epochs', '8', '--out', out, '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const summary = JSON.parse(stdout) as SgdSummary;
    expect(summary).toEqual(readSummary(out));
    expect(Object.keys(summary)).toEqual([
      ...['algorithm', 'trainError', 'testError', 'epochs', 'seconds', 'curve', 'weights', 'run'],
    ]);
    expect(summary).toMatchObject({ algorithm: 'sgd', epochs: 8, run: out });
    expect(summary.curve).toHaveLength(8);
    const { loss } = summary.curve[7];
    const { trainError, testError } = summary;
    expect(summary.curve[7]).toEqual({ epoch: 8, loss, trainError, testError });
    // A guess is wrong nine times of ten.
    expect(trainError).toBeLessThan(0.4);
    expect(readdirSync(out).sort()).toEqual([
      'checkpoint',
      'config.json',
      'metrics.jsonl',
      'readout.npy',
      'report.html',
      'summary.json',
      'weights.npy',
    ]);
    const file = path.join(out, 'weights.npy');
    const { shape, dtype, data } = readArray(file);
    expect({ shape, dtype }).toEqual({ shape: [40, 784], dtype: 'float32' });
    expect(readArray(path.join(out, 'readout.npy'))).toMatchObject({ shape: [10, 40], dtype: 'float32' });
    const all = Array.from(data);
    expect(summary.weights).toEqual({
      path: file,
      sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
      min: Math.min(...all),
      max: Math.max(...all),
    });
    const config = JSON.parse(readFileSync(path.join(out, 'config.json'), 'utf8')) as object;
    expect(config).toMatchObject({
      command: 'train-sgd',
      seed: 7,
      options: { data: 'digits', limit: 600, epochs: 8, rateSchedule: '0.001x4,0.0003x2,0.0001x2' },
    });
    const report = readFileSync(path.join(out, 'report.html'), 'utf8');
    expect(report).toContain('<title>End-to-end training on digits</title>');
    expect(report).toContain('alt="Weights of 40 hidden units"');
    expect(report.match(/<svg class="chart"/g)).toHaveLength(2);

    const readout = ['readout', '--weights', out, '--power', '1', '--epochs', '3', '--json'];
    const read = await call([...readout, '--out', folder.at('readout')]);
    expect(read.status).toBe(0);
    expect(read.stderr.split('\n')[0]).toBe(`${out}: data digits, inputs none, seed 7`);
    const activity = ['activity', '--weights', out, '--of', 'currents', '--json'];
    const active = await call([...activity, '--out', folder.at('h.npy')]);
    expect(JSON.parse(active.stdout)).toMatchObject({ units: 40, p: 2 });
  });

  it('stores a network whose outputs are the errors it tells', async () => {
    const images = folder.write('images.json', [
      [0, 1, 0.5],
      [1, 0, 0.1],
      [0.9, 0, 0],
      [0.1, 0.8, 0.4],
    ]);
    const labels = folder.write('labels.json', [0, 1, 1, 0]);
    const out = folder.at('own');
    const words = ['train-sgd', '--data', images, '--labels', labels, '--hidden', '5', '--epochs', '60'];
    const { stdout } = await call([...words, '--rate-schedule', '0.01x60', '--out', out, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ trainError: 0, testError: null });
    const [w, s] = ['weights.npy', 'readout.npy'].map((name) => readArray(path.join(out, name)));
    const rows = JSON.parse(readFileSync(images, 'utf8')) as number[][];
    const read = rows.map((v) => {
      const h = Array.from({ length: 5 }, (_, mu) =>
        Math.max(
          v.reduce((sum, x, i) => sum + x * w.data[mu * 3 + i], 0),
          0,
        ),
      );
      const scores = [0, 1].map((c) => h.reduce((sum, x, mu) => sum + x * s.data[c * 5 + mu], 0));
      return scores.indexOf(Math.max(...scores));
    });
    expect(read).toEqual([0, 1, 1, 0]);
  });

  it('judges by held-out examples and says so', async () => {
    const out = folder.at('held');
    const words = [...small, '--epochs', '2', '--validation', '100'];
    const summary = JSON.parse((await call([...words, '--out', out, '--json'])).stdout) as SgdSummary;
    expect(summary.validation).toBe(100);
    expect(((summary.testError ?? NaN) * 100) % 1).toBeCloseTo(0, 10);
    const again = await call(['train-sgd', '--resume', out]);
    expect(again.stdout).toContain('error on 100 examples held out');
    expect(readFileSync(path.join(out, 'report.html'), 'utf8')).toContain('the test set was not touched');
  });

  it('that was interrupted ends with the same bytes once resumed, and is then left unchanged', async () => {
    const words = [...small, '--epochs', '60'];
    const whole = folder.at('whole');
    await call([...words, '--out', whole]);
    const cut = folder.at('cut');
    // A run breathes between two epochs at least: some of the 60 are done.
    let left = 10;
    const interruption = interruptionWhen(() => existsSync(path.join(cut, 'metrics.jsonl')) && left-- === 0);
    expect((await call([...words, '--out', cut], { interruption })).status).toBe(130);
    expect(existsSync(path.join(cut, 'summary.json'))).toBe(false);
    expect(existsSync(path.join(cut, 'lock'))).toBe(false);
    const done = readFileSync(path.join(cut, 'metrics.jsonl'), 'utf8').trim().split('\n').length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(60);
    expect((await call(['train-sgd', '--resume', cut])).status).toBe(0);
    expect(bytes(cut)).toEqual(bytes(whole));
    expect(readSummary(cut).curve).toEqual(readSummary(whole).curve);
    const again = await call(['train-sgd', '--resume', cut, '--json']);
    expect(JSON.parse(again.stdout)).toEqual(readSummary(cut));
  });

  it.each<[string, string[], RegExp]>([
    ['data without labels', ['--data', 'IMAGES'], /must have labels to learn/],
    [
      'too many held out',
      ['--limit', '600', '--validation', '600'],
      /^--validation: must be < .* \(got 600\)$/,
    ],
    [
      'epochs that are not those of the schedule',
      ['--epochs', '5', '--rate-schedule', '0.01x2,0.001x2'],
      /^--epochs: must be 4, the sum of --rate-schedule \(got 5\)/,
    ],
    ['no hidden unit', ['--hidden', '0'], /^--hidden: must be an integer >= 1 \(got 0\)/],
    ['more hidden units than memory has', ['--hidden', '900000'], /^memory of the kernels: must be/],
    ['an exponent that overflows', ['--loss-exponent', '30'], /^--loss-exponent: must be a number/],
    ['a file that is not there', ['--data', './none.npy'], /none\.npy/],
    ['a run that is none', ['--resume', 'EMPTY'], /holds no run/],
    ['an option that is none', ['--epoch', '3'], /did you mean/],
  ])('refuses %s in one line and writes nothing', async (_what, words, message) => {
    const out = folder.at('refused');
    const given = words.map((word) => {
      if (word === 'EMPTY') return path.dirname(folder.write('empty/notes.txt', ''));
      return word === 'IMAGES' ? folder.write('unlabelled.json', [[0, 1]]) : word;
    });
    const { status, stdout, stderr } = await call(['train-sgd', ...given, '--out', out]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr.trimEnd()).toMatch(message);
    expect(existsSync(out)).toBe(false);
  });

  it('refuses to resume a run of another command', async () => {
    const run = folder.at('readout-run');
    const weights = folder.write('W.json', [[1, 0, 0]]);
    const data = [
      '--data',
      folder.write('two.json', [
        [1, 0, 0],
        [0, 1, 0],
      ]),
    ];
    const labels = ['--labels', folder.write('two-labels.json', [0, 1])];
    await call(['readout', '--weights', weights, ...data, ...labels, '--epochs', '1', '--out', run]);
    const { status, stderr } = await call(['train-sgd', '--resume', run]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/is not the configuration of a run of train-sgd; give the folder of one\n$/);
  });

  it('fails with status 1 where learning diverges', async () => {
    const words = [...small, '--rate-schedule', '1e38x3', '--out', folder.at('diverged')];
    const { status, stderr } = await call(words);
    expect(status).toBe(1);
    expect(stderr).toContain('train-sgd: outputs are not finite after epoch');
  });
});
