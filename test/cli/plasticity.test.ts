import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readArray } from '../../src/data/read-array.ts';
import type { CoupledPlasticityResults } from '../../src/learning/coupled-plasticity.ts';
import type { PlasticityResults } from '../../src/learning/plasticity.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const rows = [
  [0.5, 0.5, 0.1],
  [-0.2, 0.3, 0.6],
];
const vector = [1, 0, 2];
const weights = write('W.json', rows);
const input = write('v.csv', '1,0,2\n');

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * b[i], 0);

/** Eq. 2 for p = 2, R = 1 in closed form: W = α (W₀ + ρ v), s = g T/τ_L. */
function solved(start: readonly number[], s: number): { weights: number[]; rho: number } {
  const [b, c] = [dot(start, vector), dot(vector, vector)];
  const kappa = Math.sqrt(c);
  const rho = (b / c) * (Math.cosh(kappa * s) - 1) + Math.sinh(kappa * s) / kappa;
  const moved = start.map((value, i) => value + rho * vector[i]);
  const alpha = 1 / Math.sqrt(1 + dot(moved, moved) - dot(start, start));
  return { weights: moved.map((value) => alpha * value), rho };
}

const common = ['--weights', weights, '--input', input, '--json'];

describe('plasticity', () => {
  test.each([
    // Few operations on numbers near 1.
    ['reduced', 1e-13],
    // Ten times the default tolerance.
    ['dopri5', 1e-5],
  ])('by %s is the closed form at p = 2, for Hebbian and anti-Hebbian units', async (method, tolerance) => {
    const activation = write('g.json', [1, -0.3]);
    const words = ['--p', '2', '--duration', '0.25', '--activation', activation, '--method', method];
    const { status, stdout, stderr } = await call(['plasticity', ...common, ...words]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const document = JSON.parse(stdout) as PlasticityResults;
    expect(document).toMatchObject({ method, p: 2, radius: 1, duration: 0.25 });
    document.results.forEach((result, unit) => {
      const expected = solved(rows[unit], 0.25 * [1, -0.3][unit]);
      expected.weights.forEach((value, i) =>
        expect(Math.abs(result.weights[i] - value)).toBeLessThan(tolerance),
      );
      expect(Math.abs(result.norm - dot(expected.weights, expected.weights))).toBeLessThan(2 * tolerance);
      if (method === 'reduced') expect(Math.abs((result.rho ?? NaN) - expected.rho)).toBeLessThan(tolerance);
    });
  });

  test('by one Euler step moves W by ε g (R^p v − ⟨W,v⟩ W)', async () => {
    const words = [
      '--p',
      '2',
      '--radius',
      '2',
      '--duration',
      '0.1',
      '--activation',
      '-1',
      '--method',
      'euler',
    ];
    const { stdout } = await call(['plasticity', ...common, ...words]);
    const { results } = JSON.parse(stdout) as PlasticityResults;
    const current = dot(rows[0], vector);
    // Three roundings of numbers near 1.
    rows[0].forEach((w, i) =>
      expect(results[0].weights[i]).toBeCloseTo(w - 0.1 * (4 * vector[i] - current * w), 14),
    );
  });

  test('prints the fields that scripts rely on, and no others', async () => {
    const { stdout } = await call(['plasticity', ...common, '--activation', '1']);
    const document = JSON.parse(stdout) as PlasticityResults;
    expect(Object.keys(document)).toEqual(['method', 'p', 'radius', 'duration', 'results']);
    expect(document).toMatchObject({ method: 'reduced', p: 4, radius: 1 });
    expect(Object.keys(document.results[0]).sort()).toEqual([
      'blowUpAt',
      'message',
      'norm',
      'retcode',
      'rho',
      'stats',
      'success',
      'weights',
    ]);
  });

  test('prints a table for people, and writes the weights with --out', async () => {
    const out = at('learned');
    const words = ['--weights', weights, '--input', input, '--activation', '1', '--out', out];
    const { status, stdout, stderr } = await call(['plasticity', ...words]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: `written to ${out}\n` });
    expect(stdout).toMatch(/unit .* rho/);
    expect(readArray(`${out}/weights.npy`).shape).toEqual([2, 3]);
  });

  test('tells of a blow-up with status 1, where it is, and the weights before it', async () => {
    const outside = write('outside.json', [2, 0, -1]);
    const words = ['--weights', outside, '--input', input, '--activation', '-1', '--json'];
    const { status, stdout, stderr } = await call(['plasticity', ...words]);
    expect(status).toBe(1);
    const [result] = (JSON.parse(stdout) as PlasticityResults).results;
    expect(result).toMatchObject({ retcode: 'Unstable', success: false, weights: [2, 0, -1], rho: null });
    expect(result.blowUpAt).toBeLessThan(0);
    expect(stderr).toMatch(/^1 of 1 units failed, first unit 0: Unstable: [^\n]*\n$/);
  });
});

describe('--coupling takes g from eq. 4', () => {
  const near = write('near.json', [
    [0.5, 0.5, 0.1],
    [0.4, 0.3, 0.1],
  ]);
  const step = ['--inhibition', '0.5', '--threshold', '0.05', '--delta', '0.2'];
  const coupled = async (...words: string[]): Promise<CoupledPlasticityResults> => {
    const { status, stdout, stderr } = await call([
      ...['plasticity', '--weights', near, '--input', input, '--json', '--duration', '0.02', ...words],
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return JSON.parse(stdout) as CoupledPlasticityResults;
  };

  test('frozen is g(h) at the steady state of the weights at the start', async () => {
    const all = await coupled('--coupling', 'frozen', ...step);
    expect(all).toMatchObject({ method: 'reduced', coupling: 'frozen', inhibition: 0.5, timescale: null });
    // I = Σ W³ v: 0.127 and 0.066, so that h = (I − S/2)/(1/2) with S = 0.193/1.5.
    const currents = [0.127, 0.066];
    const firing = (0.127 + 0.066) / 1.5;
    const h = currents.map((current) => 2 * current - firing);
    const activation = write('g-frozen.json', [1, -0.2]);
    const { stdout } = await call([
      ...['plasticity', '--weights', near, '--input', input, '--json', '--duration', '0.02'],
      ...['--activation', activation],
    ]);
    const given = JSON.parse(stdout) as PlasticityResults;
    all.results.forEach((result, unit) => {
      expect(result.activity).toBeCloseTo(h[unit], 14);
      expect(result.weights).toEqual(given.results[unit].weights);
    });
  });

  test('adiabatic and full give all fields, with h at the end', async () => {
    const adiabatic = await coupled('--coupling', 'adiabatic', ...step);
    const full = await coupled('--coupling', 'full', '--timescale', '1e-5', ...step, '--method', 'tsit5');
    expect(adiabatic).toMatchObject({ method: 'dopri5', coupling: 'adiabatic', timescale: null });
    expect(full).toMatchObject({ method: 'tsit5', coupling: 'full', timescale: 1e-5 });
    expect(Object.keys(full.results[0]).sort()).toEqual([...Object.keys(adiabatic.results[0])].sort());
    full.results.forEach((result, unit) => {
      // τ is 1/2000 of the presentation.
      expect(result.activity).toBeCloseTo(adiabatic.results[unit].activity ?? NaN, 3);
    });
  });

  test('takes an expression in h, and prints a table', async () => {
    const words = ['--coupling', 'adiabatic', '--inhibition', '0.5', '--activation', 'h > 0 ? 1 : 0'];
    const { status, stdout } = await call(['plasticity', '--weights', near, '--input', input, ...words]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/g\(h\) adiabatic, w_inh = 0\.5, p = 4/);
    expect(stdout).toMatch(/held for/);
  });

  test.each([
    ['--delta without --coupling', ['--activation', '1', '--delta', '1'], /^--delta: needs --coupling/],
    ['no inhibition', ['--coupling', 'full'], /^--inhibition: must be given with --coupling/],
    ['no threshold', ['--coupling', 'frozen', '--inhibition', '1'], /^--threshold: must be given with/],
    [
      'a threshold beside an expression',
      ['--coupling', 'frozen', ...step, '--activation', 'h'],
      /^--threshold: belongs to the activation step \(got --activation h\)/,
    ],
    ['no timescale', ['--coupling', 'full', ...step], /^--timescale: must be given with --coupling full/],
    [
      'a timescale that means nothing',
      ['--coupling', 'adiabatic', ...step, '--timescale', '1'],
      /^--timescale: belongs to --coupling full \(got adiabatic\)/,
    ],
    [
      'a method that does not integrate',
      ['--coupling', 'adiabatic', ...step, '--method', 'euler'],
      /^--method: must be one of dopri5, tsit5, bs5, bs3, odex with --coupling adiabatic \(got euler\)/,
    ],
    ['p = 1', ['--coupling', 'adiabatic', ...step, '--p', '1'], /^p: must be > 1 where h follows/],
  ])('refuses %s', async (_what, words, line) => {
    const { status, stdout, stderr } = await call([
      'plasticity',
      '--weights',
      near,
      '--input',
      input,
      ...words,
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
  });
});

describe('what does not fit is refused with status 2, one line, and no file', () => {
  const three = write('three.json', [1, 2, 3]);
  const long = write('long.json', [1, 2, 3, 4]);
  test.each([
    [
      'an input of another N',
      ['--input', long, '--activation', '1'],
      /^--input .*long\.json \[4\]: must be \[3\] to fit .*W\.json \[2, 3\]$/,
    ],
    [
      'several inputs',
      ['--input', weights, '--activation', '1'],
      /^--input .*W\.json \[2, 3\]: must be \[3\]/,
    ],
    [
      'activations of another K',
      ['--input', input, '--activation', three],
      /^--activation .*three\.json \[3\]: must be \[2\] to fit/,
    ],
    [
      'p below 1',
      ['--input', input, '--activation', '1', '--p', '0.5'],
      /^--p: must be a number >= 1 \(got 0\.5\); for example 4$/,
    ],
    ['no activation', ['--input', input], /^--activation: must be given \(g, held constant/],
  ])('%s', async (_what, words, line) => {
    const out = at('refused');
    const { status, stdout, stderr } = await call([
      'plasticity',
      '--weights',
      weights,
      '--out',
      out,
      ...words,
    ]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });
});
