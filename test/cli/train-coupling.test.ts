import { describe, expect, test } from 'vitest';
import { readArray } from '../../src/data/read-array.ts';
import type { TrainSummary } from '../../src/experiments/types.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at } = temporaryFolder();
const small = ['train', '--data', 'bars', '--limit', '60', '--hidden', '8', '--epochs', '1', '--json'];

async function trained(name: string, words: readonly string[]): Promise<Float64Array> {
  const { status, stdout, stderr } = await call([...small, '--out', at(name), ...words]);
  expect({ status, failed: stderr.includes('not solved') }).toEqual({ status: 0, failed: false });
  const { weights } = JSON.parse(stdout) as TrainSummary;
  return Float64Array.from(readArray(weights.path).data);
}

describe('train --coupling', () => {
  test('frozen is the default, and all three learn, each in its own way', async () => {
    const plain = await trained('plain', []);
    const frozen = await trained('frozen', ['--coupling', 'frozen']);
    const adiabatic = await trained('adiabatic', ['--coupling', 'adiabatic']);
    const full = await trained('full', ['--coupling', 'full', '--timescale', '0.02']);
    expect(frozen).toEqual(plain);
    expect(adiabatic.every(Number.isFinite) && full.every(Number.isFinite)).toBe(true);
    expect(adiabatic).not.toEqual(frozen);
    expect(full).not.toEqual(adiabatic);
  });

  test('the same options give the same bytes, whatever the threads', async () => {
    const one = await trained('one', ['--coupling', 'adiabatic', '--threads', '1']);
    const two = await trained('two', ['--coupling', 'adiabatic', '--threads', '2']);
    expect(two).toEqual(one);
  });

  test.each([
    [
      ['--coupling', 'full', '--algorithm', 'ranking'],
      /^--coupling: must be frozen with --algorithm ranking/,
    ],
    [['--timescale', '0.1'], /^--timescale: belongs to --coupling full \(got frozen\)/],
    [['--coupling', 'full', '--p', '1'], /^p: must be > 1 with coupling full \(got 1\)/],
    [
      ['--coupling', 'adiabatic', '--flow', 'euler'],
      /^flow: must be reduced with coupling adiabatic \(got euler\)/,
    ],
  ])('refuses %o in one line', async (words, line) => {
    const { status, stdout, stderr } = await call([...small, '--out', at('refused'), ...words]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });
});
