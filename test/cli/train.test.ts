import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArray } from '../../src/data/read-array.ts';
import type { Comparison, TrainSummary } from '../../src/experiments/types.ts';
import { call } from './support/call.ts';
import { interruptionWhen } from './support/interruption.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const small = ['--data', 'bars', '--limit', '300', '--hidden', '12', '--epochs', '2'];

function readSummary(run: string): TrainSummary {
  return JSON.parse(readFileSync(path.join(run, 'summary.json'), 'utf8')) as TrainSummary;
}

describe('train', () => {
  it('leaves a run folder with the files and the summary of the contract', async () => {
    const out = folder.at('run');
    const { status, stdout, stderr } = await call(['train', ...small, '--out', out, '--json']);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const summary = JSON.parse(stdout) as TrainSummary;
    expect(summary).toEqual(readSummary(out));
    expect(Object.keys(summary)).toEqual([
      ...[
        'algorithm',
        'data',
        'hidden',
        'epochs',
        'seed',
        'seconds',
        'weights',
        'activity',
        'diverged',
        'run',
      ],
    ]);
    expect(summary).toMatchObject({
      algorithm: 'exact',
      data: { name: 'bars', examples: 300, inputs: 64 },
      hidden: 12,
      epochs: 2,
      seed: 0,
      diverged: [],
      run: out,
    });
    expect(readdirSync(out).sort()).toEqual([
      ...['checkpoint', 'config.json', 'metrics.jsonl', 'report.html', 'summary.json', 'weights.npy'],
    ]);
    const file = readFileSync(summary.weights.path);
    expect(createHash('sha256').update(file).digest('hex')).toBe(summary.weights.sha256);
    const { shape, data } = readArray(summary.weights.path);
    expect(shape).toEqual([12, 64]);
    expect(Math.min(...Array.from(data, Number))).toBe(summary.weights.min);
    const lines = readFileSync(path.join(out, 'metrics.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { epoch: number }).epoch)).toEqual([1, 2]);
  });

  it('refuses a folder that holds a run, and leaves a finished run unchanged on --resume', async () => {
    const out = folder.at('finished');
    await call(['train', ...small, '--out', out]);
    const before = readFileSync(path.join(out, 'weights.npy'));
    const again = await call(['train', ...small, '--out', out]);
    expect(again).toEqual({
      status: 2,
      stdout: '',
      stderr: `--out ${out}: holds a run already; name another folder, or --resume ${out}\n`,
    });
    const resumed = await call(['train', '--resume', out, '--json']);
    expect(resumed.status).toBe(0);
    expect(JSON.parse(resumed.stdout)).toEqual(readSummary(out));
    expect(readFileSync(path.join(out, 'weights.npy'))).toEqual(before);
  });

  for (const algorithm of ['exact', 'ranking']) {
    it(`that was interrupted ends with the same bytes once resumed (${algorithm})`, async () => {
      const words = [
        ...['train', '--data', 'bars', '--hidden', '60', '--epochs', '30', '--algorithm', algorithm],
      ];
      const whole = folder.at(`whole-${algorithm}`);
      await call([...words, '--out', whole]);
      const cut = folder.at(`cut-${algorithm}`);
      // After the first epoch, however fast it was.
      const interruption = interruptionWhen(() => existsSync(path.join(cut, 'metrics.jsonl')));
      const { status: interrupted, stdout, stderr } = await call([...words, '--out', cut], { interruption });
      expect({ interrupted, stdout }).toEqual({ interrupted: 130, stdout: '' });
      const where = `interrupted in epoch \\d+ of 30 of ${algorithm}, after \\d+ of 5000 examples`;
      expect(stderr).toMatch(new RegExp(`^${where}; go on with: competing-units train --resume ${cut}\n$`));
      expect(existsSync(path.join(cut, 'summary.json'))).toBe(false);
      expect(existsSync(path.join(cut, 'lock'))).toBe(false);
      const { status } = await call(['train', '--resume', cut]);
      expect(status).toBe(0);
      expect(readSummary(cut).weights.sha256).toBe(readSummary(whole).weights.sha256);
    });
  }

  it('compares both algorithms from the same weights and order', async () => {
    const out = folder.at('both');
    const { status, stdout } = await call([
      ...['train', '--limit', '300', '--hidden', '12', '--epochs', '2', '--compare', '--out', out, '--json'],
    ]);
    expect(status).toBe(0);
    const found = JSON.parse(stdout) as {
      exact: TrainSummary;
      ranking: TrainSummary;
      comparison: Comparison;
    };
    expect(found).toEqual(JSON.parse(readFileSync(path.join(out, 'summary.json'), 'utf8')));
    expect(found.exact).toEqual(readSummary(path.join(out, 'exact')));
    expect(found.ranking.run).toBe(path.join(out, 'ranking'));
    const { comparison } = found;
    expect([...comparison.match].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
    for (const share of [
      comparison.winnerAgreement,
      comparison.hebbianJaccard,
      comparison.readoutError?.exact,
    ]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(readFileSync(path.join(out, 'report.html'), 'utf8')).toContain('What the hidden units learned');
  });

  it('starts from a weights file, whose number of units it takes', async () => {
    const first = folder.at('first');
    await call(['train', ...small, '--out', first]);
    const init = path.join(first, 'weights.npy');
    const { stdout } = await call([
      ...['train', '--data', 'bars', '--limit', '50', '--epochs', '1', '--init', init, '--json'],
      ...['--out', folder.at('second')],
    ]);
    expect((JSON.parse(stdout) as TrainSummary).hidden).toBe(12);
  });

  it('says what diverged and goes on, or stops at the first with --strict', async () => {
    // From normal weights all units are outside the sphere, where anti-Hebbian ones diverge.
    const words = ['train', ...small, '--threshold', '50', '--presentation', '30', '--delta', '5', '--json'];
    const out = folder.at('diverged');
    const { status, stdout, stderr } = await call([...words, '--out', out]);
    expect(status).toBe(0);
    const summary = JSON.parse(stdout) as TrainSummary;
    expect(summary.diverged.length).toBeGreaterThan(0);
    expect(stderr).toMatch(
      /warning: exact: \d+ units diverged and took no further part, the first was unit \d+ at example \d+/,
    );
    const { data } = readArray(summary.weights.path);
    expect(Array.from(data, Number).every(Number.isFinite)).toBe(true);
    const strict = await call([...words, '--strict', '--out', folder.at('strict')]);
    expect(strict.status).toBe(1);
    expect(strict.stdout).toBe('');
    expect(strict.stderr).toMatch(
      /^exact: unit \d+ at example \d+ \(presentation \d+\) diverged; lower .*\n$/,
    );
  });

  it('warns when nothing can be learned, and says what to change', async () => {
    const { status, stderr } = await call([
      ...['train', ...small, '--init', 'sphere', '--threshold', '50', '--out', folder.at('nothing')],
    ]);
    expect(status).toBe(0);
    expect(stderr).toContain('no unit was ever Hebbian, so nothing was learned');
    expect(stderr).toContain('lower the threshold (h* = 50)');
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    [
      'K that does not fit the weights',
      ['--hidden', '5', '--init', 'W'],
      /must be \[K, N\] = \[5, 64\] \(got \[2, 3\]\)/,
    ],
    ['N that does not fit the weights', ['--init', 'W'], /must be \[K, N\] = \[2, 64\] \(got \[2, 3\]\)/],
    ['an expression that does not parse', ['--activation', 'h +'], /^activation: 'h \+' does not parse/],
    ['an expression beyond arithmetic', ['--activation', 'import("fs")'], /only arithmetic on h is allowed/],
    [
      'a rank beyond the units',
      ['--hidden', '5', '--rank', '6', '--algorithm', 'ranking'],
      /^--rank: must be <= .* 5 \(got 6\)/,
    ],
    ['a run that is none', ['--resume', 'nowhere'], /--resume nowhere: holds no run/],
  ];
  for (const [what, words, message] of refused) {
    it(`refuses ${what} in one line and writes nothing`, async () => {
      const weights = folder.write('W.json', [
        [1, 2, 3],
        [4, 5, 6],
      ]);
      const out = folder.at('refused');
      const given = words.map((word) => (word === 'W' ? weights : word));
      const { status, stdout, stderr } = await call(['train', '--data', 'bars', ...given, '--out', out]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr.trim()).toMatch(message);
      expect(stderr.split('\n')).toHaveLength(2);
      expect(existsSync(out)).toBe(false);
    });
  }
});
