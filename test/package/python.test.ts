import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { decode } from 'fast-png';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/support/temporary-folder.ts';
import { hasNumpy } from '../data/support/numpy.ts';

const checkout = path.resolve(import.meta.dirname, '../..');
const start = path.join(checkout, 'src/cli/start.mjs');
const script = path.join(checkout, 'examples/python/weights.py');
const command = [process.execPath, start].map((word) => `'${word}'`).join(' ');

const isReady = hasNumpy();
const why =
  isReady || process.env.REQUIRE_NUMPY === '1'
    ? ''
    : ' (skipped: python3 has no numpy; install python3-numpy)';

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe.skipIf(why !== '')(`examples/python/weights.py${why}`, () => {
  const { at, write } = temporaryFolder();
  const python = (...words: string[]): Ended =>
    spawnSync('python3', [script, ...words, '--command', command], { cwd: at(), encoding: 'utf8' });
  const cli = (...words: string[]): Ended =>
    spawnSync(process.execPath, [start, ...words], { cwd: at(), encoding: 'utf8' });

  beforeAll(() => {
    const flags = ['--limit', '200', '--hidden', '7', '--epochs', '1', '--p', '3', '--radius', '2'];
    expect(cli('train', ...flags, '--out', 'run').stderr).not.toContain('must');
  });

  test('agrees with a run about its norms and currents, and draws it', () => {
    const { status, stdout, stderr } = python('run', '--out', 'drawn');
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/^weights \[7, 784\] float32, /);
    expect(stdout).toMatch(/within 1% of R\^3 for \d of 7 units/);
    expect(stdout).toContain('currents of 20 examples: as NumPy has them');
    // Three columns and rows of 28 pixels, a line around each.
    const { width, height, channels, data } = decode(readFileSync(at('drawn/mosaic.png')));
    expect([width, height, channels]).toEqual([88, 88, 3]);
    const pixel = (x: number, y: number): number[] => [
      ...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
    ];
    expect(pixel(0, 0)).toEqual([255, 255, 255]);
    // The last two places have no unit.
    expect(pixel(60, 60)).toEqual([255, 255, 255]);
    // The largest weight has the full colour of its sign.
    const colours = Array.from({ length: width * height }, (_, i) =>
      pixel(i % width, Math.floor(i / width)).join(),
    );
    expect(colours.some((colour) => colour === '178,24,43' || colour === '33,102,172')).toBe(true);
  });

  test('takes the rounding of weights on the sphere for what it is', () => {
    const flags = ['--limit', '200', '--hidden', '3', '--epochs', '5', '--init', 'examples'];
    expect(cli('train', ...flags, '--out', 'settled').status).toBe(0);
    const { status, stdout, stderr } = python('settled', '--out', 'drawn-settled');
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('within 1% of R^4 for 3 of 3 units');
  });

  test('says where a run and NumPy disagree, and ends with 1', () => {
    const summary = JSON.parse(readFileSync(at('run/summary.json'), 'utf8')) as {
      weights: { normDeviation: { max: number } };
    };
    const { max } = summary.weights.normDeviation;
    const wrong = structuredClone(summary);
    wrong.weights.normDeviation.max = max * 1.001;
    writeFileSync(at('run/summary.json'), JSON.stringify(wrong));
    const { status, stderr } = python('run', '--out', 'wrong');
    writeFileSync(at('run/summary.json'), JSON.stringify(summary));
    expect(stderr).toBe('NumPy disagrees about the norm\n');
    expect(status).toBe(1);
  });

  test('reads the results of a sweep', () => {
    write('I.json', [1, 0.5]);
    write('sweep.json', {
      command: 'relax',
      options: { currents: 'I.json' },
      axes: { inhibition: [0.2, 0.5, 0.9] },
    });
    expect(cli('sweep', 'sweep.json', '--out', 'sweep', '--workers', '1').status).toBe(0);
    const { status, stdout, stderr } = python('run', '--out', 'swept', '--sweep', 'sweep');
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/\nsweep: 3 rows by (CSV|Parquet): name, seed, inhibition, /);
    expect(existsSync(at('swept/results.csv')) || existsSync(at('swept/results.parquet'))).toBe(true);
  });
});
