import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeNpy } from '../../src/data/npy-write.ts';
import type { LyapunovReport } from '../../src/experiments/lyapunov-types.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const weights = write('W.json', [
  [0.6, 0.1, 0.2],
  [0.1, 0.9, -0.3],
]);
const inputs = write('v.json', [1, 0, 0.5]);
const short = ['--inhibition', '0.5', '--presentations', '2', '--steps', '10'];

describe('lyapunov', () => {
  test('prints the three claims, eq. 5, the norm law and the energy as JSON', async () => {
    const words = [
      '--p',
      '2,4',
      '--weights',
      weights,
      '--inputs',
      inputs,
      '--activation',
      'step; h - 0.2',
      '--json',
    ];
    const { status, stdout, stderr } = await call(['lyapunov', ...short, ...words]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const report = JSON.parse(stdout) as LyapunovReport;
    expect(Object.keys(report)).toEqual(['holds', 'failures', 'steps', 'claims', 'norm', 'energy']);
    expect(report).toMatchObject({ holds: true, failures: [] });
    // Two p, two activations, one inhibition.
    expect(report.claims.map(({ claim }) => claim).sort()).toEqual(
      ['i', 'ii', 'iii'].flatMap((claim) => new Array<string>(4).fill(claim)),
    );
    expect(Object.keys(report.claims[0]).sort()).toEqual([
      ...['activation', 'claim', 'decreases', 'eq5', 'idle', 'inhibition', 'largest', 'monotone', 'p'],
      ...['presentations', 'steps', 'theorem', 'unfinished', 'violated', 'violations'],
    ]);
    expect(report.claims.find(({ claim }) => claim === 'iii')?.theorem).toBe(false);
    expect(report.norm.map(({ p }) => p)).toEqual([2, 4]);
    expect(report.energy.map(({ inhibition }) => inhibition)).toEqual([0.5]);
  });

  test('says for people how often (iii) fell, and writes figures, traces and a page that load nothing', async () => {
    const out = at('report');
    const { status, stdout } = await call(['lyapunov', ...short, '--p', '2,4', '--out', out]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/\(iii\) g following eq\. 4: L fell .* in \d+ of \d+ steps, .*% \(no theorem\)/);
    expect(stdout).toMatch(/Every theorem holds\n$/);
    const html = readFileSync(`${out}/report.html`, 'utf8');
    expect(html).toContain('The Lyapunov function along learning');
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script[^>]/);
    for (const name of ['lyapunov.svg', 'lyapunov-rate.svg']) expect(existsSync(`${out}/${name}`)).toBe(true);
    const traces = JSON.parse(readFileSync(`${out}/traces.json`, 'utf8')) as { trace: { gains: number[] } }[];
    expect(traces.some(({ trace }) => trace.gains.length === 11)).toBe(true);
  });

  test('takes the weights of a run folder and inputs of a data set', async () => {
    write('run/weights.npy', encodeNpy(new Float64Array(2 * 64).fill(0.1), [2, 64]));
    const words = [
      '--p',
      '2,4',
      '--weights',
      at('run'),
      '--data',
      'bars',
      '--claims',
      'ii',
      '--activation',
      'h',
      '--json',
    ];
    const { status, stdout } = await call(['lyapunov', ...short, ...words]);
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as LyapunovReport).steps).toEqual({ i: 0, ii: 40, iii: 0 });
  });

  test('reports p = 1 without a verdict on it', async () => {
    const { status, stdout } = await call(['lyapunov', ...short, '--p', '1', '--claims', 'i']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/For p = 1 there is no theorem/);
  });

  test.each([
    [
      'weights that do not fit the inputs',
      ['--weights', weights, '--inputs', write('two.json', [1, 2])],
      /^--weights .*W\.json \[2, 3\]: must be \[K, 2\] to fit the inputs$/,
    ],
    [
      'two sources of inputs',
      ['--data', 'bars', '--inputs', inputs],
      /^--inputs: must be given without --data/,
    ],
    [
      'an unknown claim',
      ['--claims', 'i,iv'],
      /^--claims: must be some of i, ii, iii, separated by commas \(got i,iv\)/,
    ],
    ['an unreadable activation', ['--activation', 'step;h +'], /^activation: 'h \+' does not parse/],
    ['p below 1', ['--p', '0.5,2'], /^--p: must be numbers >= 1 in ascending order/],
  ])('refuses %s with status 2 and one line', async (_what, words, line) => {
    const out = at('refused');
    const { status, stdout, stderr } = await call(['lyapunov', '--out', out, ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });
});
