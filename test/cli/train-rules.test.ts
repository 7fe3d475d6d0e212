import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArray } from '../../src/data/read-array.ts';
import type { TrainSummary } from '../../src/experiments/types.ts';
import { call } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at } = temporaryFolder();
const bars = ['train', '--data', 'bars', '--limit', '60', '--json'];
const small = [...bars, '--hidden', '8'];

async function trained(name: string, words: readonly string[]): Promise<TrainSummary> {
  const { status, stdout } = await call([...small, '--out', at(name), ...words]);
  expect(status).toBe(0);
  return JSON.parse(stdout) as TrainSummary;
}

const optionsOf = (run: string): Readonly<Record<string, unknown>> =>
  (
    JSON.parse(readFileSync(path.join(run, 'config.json'), 'utf8')) as {
      options: Readonly<Record<string, unknown>>;
    }
  ).options;

/** The words of the command in a report, after the program's own name. */
function wordsTold(run: string): string[] {
  const page = readFileSync(path.join(run, 'report.html'), 'utf8');
  const line =
    /<pre><code>(.*?)<\/code><\/pre>/
      .exec(page)?.[1]
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&#39;', "'") ?? '';
  const words = line.match(/'[^']*'|\S+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll("'", ''));
}

describe('train --rule', () => {
  test('krotov-hopfield is the default, and leaves no thresholds', async () => {
    const plain = await trained('plain', []);
    const named = await trained('named', ['--rule', 'krotov-hopfield']);
    expect(named.weights.sha256).toBe(plain.weights.sha256);
    expect(named).not.toHaveProperty('rule');
    expect(existsSync(path.join(named.run, 'thresholds.npy'))).toBe(false);
  });

  test('oja sets p and g, and keeps the Euclidean norm', async () => {
    const { run, rule, weights } = await trained('oja', ['--rule', 'oja', '--init', 'examples']);
    expect(rule).toBe('oja');
    expect(optionsOf(run)).toMatchObject({ rule: 'oja', p: 2, activation: 'h' });
    expect(weights.normDeviation.max).toBeLessThan(1e-6);
  });

  test('bcm sets p, g and ε, and stores a threshold for every unit; no row tells of a norm', async () => {
    const { run, rule } = await trained('bcm', ['--rule', 'bcm', '--threshold-time', '0.4']);
    expect(rule).toBe('bcm');
    expect(optionsOf(run)).toMatchObject({ p: 2, presentation: 0.01, thresholdTime: 0.4 });
    const { shape, data } = readArray(path.join(run, 'thresholds.npy'));
    expect(shape).toEqual([8]);
    expect(Array.from(data).every((theta) => theta > 0 && theta !== 1)).toBe(true);
    expect(readFileSync(path.join(run, 'report.html'), 'utf8')).not.toContain('distance from the sphere');
  });

  test.each(['oja', 'bcm'])(
    '%s gives the same bytes whatever the threads, and gone on with after Ctrl-C',
    async (rule) => {
      const words = ['--rule', rule, '--epochs', '20'];
      const one = await trained(`${rule}-one`, [...words, '--threads', '1']);
      const two = await trained(`${rule}-two`, [...words, '--threads', '2']);
      expect(two.weights.sha256).toBe(one.weights.sha256);
      const cut = at(`${rule}-cut`);
      let left = 3;
      const interruption = interruptionWhen(() => existsSync(path.join(cut, 'checkpoint')) && left-- === 0);
      const interrupted = await call([...small, ...words, '--checkpoint-seconds', '1e-9', '--out', cut], {
        interruption,
      });
      expect(interrupted.status).toBe(130);
      const { status, stdout } = await call(['train', '--resume', cut, '--json']);
      expect(status).toBe(0);
      const rest = JSON.parse(stdout) as TrainSummary;
      expect(rest.weights.sha256).toBe(one.weights.sha256);
      if (rule !== 'bcm') return;
      const bytesOf = (run: string): Buffer => readFileSync(path.join(run, 'thresholds.npy'));
      expect(bytesOf(cut)).toEqual(bytesOf(one.run));
    },
  );

  test.each(['krotov-hopfield', 'oja', 'bcm'])(
    '%s is run again by the command that its report shows',
    async (rule) => {
      const { run, weights } = await trained(`${rule}-told`, ['--rule', rule, '--seed', '3']);
      const again = await call([...wordsTold(run), '--out', at(`${rule}-again`), '--json']);
      expect(again.status, again.stderr).toBe(0);
      expect((JSON.parse(again.stdout) as TrainSummary).weights.sha256).toBe(weights.sha256);
    },
  );

  test.each([
    ['oja', /Oja’s rule/, /anti-Hebbian/],
    ['bcm', /sliding threshold θ/, /pushed away/],
  ])('%s is told of in its own words', async (rule, told, foreign) => {
    const { run } = await trained(`${rule}-words`, ['--rule', rule]);
    const page = readFileSync(path.join(run, 'report.html'), 'utf8');
    const course = page.slice(page.indexOf('How training went'));
    expect(course).toMatch(told);
    expect(course).not.toMatch(foreign);
  });

  test.each([
    [['--rule', 'oja', '--p', '3'], /^p: must be 2 with rule oja \(got 3\)/],
    [['--rule', 'oja', '--algorithm', 'ranking'], /^algorithm: must be exact with rule oja \(got ranking\)/],
    [['--rule', 'oja', '--activation', 'step'], /^activation: must be h with rule oja \(got step\)/],
    [
      ['--rule', 'oja', '--threshold', '0.1'],
      /^threshold: belongs to rule krotov-hopfield \(got rule oja\); leave it out/,
    ],
    [
      ['--rule', 'oja', '--hidden', '1', '--coupling', 'full'],
      /^coupling: must be frozen or adiabatic with rule oja and one hidden unit/,
    ],
    [['--rule', 'bcm', '--compare'], /^--compare: needs --rule krotov-hopfield/],
    [['--rule', 'bcm', '--coupling', 'full'], /^coupling: must be frozen with rule bcm \(got full\)/],
    [['--rule', 'bcm', '--flow', 'euler'], /^flow: must be reduced with rule bcm \(got euler\)/],
    [['--threshold-time', '1'], /^threshold-time: belongs to rule bcm \(got rule krotov-hopfield\)/],
    [['--rule', 'hebb'], /^--rule: must be one of krotov-hopfield, oja, bcm \(got hebb\)/],
  ])('refuses %o in one line, and leaves no run', async (words, line) => {
    const { status, stdout, stderr } = await call([...bars, '--out', at('refused'), ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect(existsSync(at('refused'))).toBe(false);
  });
});
