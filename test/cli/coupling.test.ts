import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const small = ['--cases', '3', '--hidden', '5', '--inputs', '12', '--timescales', '0.001,0.003'];

interface Document {
  readonly cases: number;
  readonly results: readonly {
    readonly activation: string;
    readonly fullToAdiabatic: readonly { readonly at: number; readonly distance: number | null }[];
    readonly orders: { readonly fullToAdiabatic: number | null };
  }[];
}

describe('coupling', () => {
  test('gives distances and orders for the step and a smooth g', async () => {
    const { status, stdout, stderr } = await call([
      'coupling',
      ...small,
      '--presentations',
      '0.01',
      '--json',
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const { cases, results } = JSON.parse(stdout) as Document;
    expect(cases).toBe(3);
    expect(results.map(({ activation }) => activation)).toEqual(['step', 'smooth']);
    for (const { fullToAdiabatic, orders } of results) {
      expect(fullToAdiabatic.map((mean) => mean.at)).toEqual([0.001, 0.003]);
      // Not yet the limit: the order is between 1/2 and 3/2.
      expect(orders.fullToAdiabatic).toBeGreaterThan(0.5);
      expect(orders.fullToAdiabatic).toBeLessThan(1.5);
    }
  });

  test('takes a layer and examples of files, and writes figures and a report with --out', async () => {
    const weights = write('W.json', [
      [0.5, 0.5, 0.1],
      [0.2, 0.3, 0.6],
    ]);
    const input = write('v.json', [
      [1, 0, 0.2],
      [0, 0.5, 0.5],
    ]);
    const out = at('coupling');
    const words = [
      '--weights',
      weights,
      '--input',
      input,
      '--threshold',
      '0.05',
      '--timescales',
      '0.001,0.01',
    ];
    const { status, stdout } = await call(['coupling', ...words, '--out', out]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/step: full to adiabatic/);
    for (const name of ['timescale.svg', 'presentation.svg']) {
      expect(readFileSync(`${out}/${name}`, 'utf8')).toMatch(/^<\?xml[^>]*>\n<svg /);
    }
    expect(readFileSync(`${out}/report.html`, 'utf8')).toMatch(/<svg /);
  });

  test.each([
    ['weights alone', ['--weights', write('W1.json', [[1, 2]])], /^--input: must be given with --weights/],
    [
      'an example of another N',
      ['--weights', write('W2.json', [[1, 2]]), '--input', write('v3.json', [1, 2, 3])],
      /^--input .*v3\.json \[3\]: must be \[2\] or \[B, 2\] to fit/,
    ],
    ['an expression of something else', ['--activation', 'x'], /^activation: 'x' uses the name 'x'/],
    [
      'descending time scales',
      ['--timescales', '0.1,0.01'],
      /^--timescales: must be numbers > 0 in ascending order/,
    ],
  ])('refuses %s', async (_what, words, line) => {
    const { status, stdout, stderr } = await call(['coupling', ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });
});
