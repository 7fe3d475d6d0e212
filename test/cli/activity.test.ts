import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readArray } from '../../src/data/read-array.ts';
import { inputCurrents, relax } from '../../src/index.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const folder = temporaryFolder();
const UNITS = 3;
const EXAMPLES = 47;
const weights = [
  [0.9, -0.2, 0.1, 0.4],
  [0.3, 0.8, -0.5, 0.2],
  [-0.1, 0.3, 0.7, 0.6],
];
/** Multiples of 1/64 in [0, 1]. */
const images = Array.from({ length: EXAMPLES }, (_, e) =>
  [7, 11, 13, 29].map((step, i) => ((e * step + 17 * i) % 65) / 64),
);
const W = folder.write('W.json', weights);
const V = folder.write('V.json', images);
const given = ['activity', '--weights', W, '--data', V, '--normalize', 'none'];

async function activity(words: readonly string[]): Promise<{ values: number[]; json: object }> {
  const out = folder.at(`${words.join('_').replaceAll('/', '-')}.npy`);
  const { status, stdout, stderr } = await call([...given, ...words, '--out', out, '--json']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { shape, data, dtype } = readArray(out);
  expect({ shape, dtype }).toEqual({ shape: [EXAMPLES, UNITS], dtype: 'float32' });
  return { values: Array.from(data), json: JSON.parse(stdout) as object };
}

/** Sums of four products of numbers up to 1, rounded to float32 each. */
const ROUNDING = 5e-7;

function expectClose(found: readonly number[], wanted: ArrayLike<number>): void {
  found.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThan(ROUNDING));
}

describe('activity', () => {
  it('of currents is ⟨W,v⟩ of eq. 4', async () => {
    const { values, json } = await activity(['--p', '3']);
    const wanted = inputCurrents(weights, images, { normalize: 'none', p: 3 }).data;
    expectClose(values, wanted);
    expect(json).toEqual({
      of: 'currents',
      data: { name: V, set: 'train', examples: EXAMPLES },
      units: UNITS,
      p: 3,
      inhibition: null,
      power: null,
      activityScale: null,
      min: Math.min(...values),
      max: Math.max(...values),
      meanPositive: values.filter((value) => value > 0).length / EXAMPLES,
      path: folder.at('--p_3.npy'),
    });
  });

  it.each(['0', '0.4', '0.96', '1.5'])('of steady states is what relax finds (w_inh = %s)', async (w) => {
    const { values } = await activity(['--of', 'steady-state', '--inhibition', w]);
    const currents = inputCurrents(weights, images, { normalize: 'none' });
    const { results } = relax(currents, { inhibition: Number(w), method: 'closed-form' });
    const wanted = results.flatMap((result) => Array.from(result.activity.data));
    // Errors of the currents grow by 1/(1 − w) where several units are active.
    const growth = w === '0.96' ? 25 : 2;
    values.forEach((value, i) => expect(Math.abs(value - wanted[i])).toBeLessThan(growth * ROUNDING));
  });

  it('of features is max(β W·v, 0)^n of eq. 1', async () => {
    const products = images.map((v) => weights.map((w) => w.reduce((sum, x, i) => sum + x * v[i], 0)));
    const positive = products.map((row) => row.map((x) => Math.max(x, 0)));
    const plain = await activity([
      ...['--of', 'features', '--power', '1', '--activity-scale', 'none', '--set', 'train'],
    ]);
    expectClose(plain.values, positive.flat());
    const mean = positive.reduce((sum, row) => sum + Math.max(...row), 0) / EXAMPLES;
    const scaled = await activity(['--of', 'features', '--power', '2.5']);
    const powers = positive.flat().map((x) => (x / mean) ** 2.5);
    scaled.values.forEach((value, i) =>
      expect(Math.abs(value - powers[i])).toBeLessThan(1e-5 * Math.max(1, powers[i])),
    );
    const { activityScale } = scaled.json as { activityScale: number };
    expect(activityScale).toBeCloseTo(1 / mean, 6);
  });

  it('of features takes the product ⟨W,v⟩ at another p', async () => {
    const { values, json } = await activity([
      ...['--of', 'features', '--power', '1', '--activity-scale', 'none', '--p', '1.5'],
    ]);
    const compressed = weights.map((w) => w.map((x) => Math.sign(x) * Math.sqrt(Math.abs(x))));
    const products = images.map((v) => compressed.map((w) => w.reduce((sum, x, i) => sum + x * v[i], 0)));
    expectClose(
      values,
      products.flat().map((x) => Math.max(x, 0)),
    );
    expect(json).toMatchObject({ p: 1.5, power: 1 });
  });
});

describe('activity of a training run', () => {
  const run = folder.at('run');
  beforeAll(async () => {
    const words = ['--data', 'bars', '--limit', '200', '--hidden', '9', '--epochs', '1', '--p', '3'];
    await call(['train', ...words, '--inhibition', '0.7', '--seed', '5', '--out', run]);
  });

  it('takes its data, p and inhibition, and can take the test set', async () => {
    const out = folder.at('bars.npy');
    const words = ['activity', '--weights', run, '--of', 'steady-state', '--set', 'test', '--out', out];
    const { status, stdout, stderr } = await call([...words, '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: `${run}: data bars, inputs unit, seed 5\n` });
    expect(JSON.parse(stdout)).toMatchObject({ p: 3, inhibition: 0.7, units: 9 });
    const { shape, data } = readArray(out);
    expect(shape[1]).toBe(9);
    const file = folder.at('bars-currents.npy');
    await call(['activity', '--weights', run, '--set', 'test', '--out', file]);
    const currents = readArray(file).data;
    let active = 0;
    // dh/dt of eq. 4 is 0: h = I − w (Σ r(h) − r(h)).
    for (let row = 0; row < data.length; row += 9) {
      const rates = Array.from(data.subarray(row, row + 9), (h) => Math.max(h, 0));
      const total = rates.reduce((sum, rate) => sum + rate);
      if (total > 0) active++;
      rates.forEach((rate, mu) => {
        const slope = currents[row + mu] - 0.7 * (total - rate) - data[row + mu];
        expect(Math.abs(slope)).toBeLessThan(ROUNDING * (1 + total));
      });
    }
    // All but images without a bar.
    expect(active).toBeGreaterThan(shape[0] / 2);
    expect(readdirSync(path.dirname(out)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('prints what was written, for people', async () => {
    const out = folder.at('human.npy');
    const { stdout } = await call(['activity', '--weights', run, '--out', out]);
    expect(stdout).toMatch(
      /^currents of 9 units for 200 train examples of bars\n.*\nwritten to .*human\.npy\n$/,
    );
  });
});

describe('activity refuses in one line, and writes nothing,', () => {
  it.each<[string, string[], RegExp]>([
    ['a test set that is not there', ['--set', 'test'], /^--set test: must have test data/],
    ['another kind of file', ['--out', 'h.csv'], /^--out: must be a file that ends in \.npy \(got h\.csv\)/],
    [
      'features that overflow',
      ['--of', 'features', '--activity-scale', '1e30'],
      /^activity scale: must keep/,
    ],
    ['an unknown kind', ['--of', 'rates'], /^--of: must be one of currents, steady-state, features/],
  ])('%s', async (_what, words, message) => {
    const out = folder.at('refused.npy');
    const named = words.includes('--out') ? words : [...words, '--out', out];
    const { status, stdout, stderr } = await call([...given, ...named]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });

  it('a file that is there', async () => {
    const out = folder.write('there.npy', 'precious');
    const { status, stderr } = await call([...given, '--out', out]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `--out ${out}: exists already; name another file\n`,
    });
  });
});
