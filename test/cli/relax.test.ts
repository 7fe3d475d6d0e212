import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { relaxTable } from '../../src/cli/options/relax.ts';
import { readArray } from '../../src/data/read-array.ts';
import { resolveRelaxOptions } from '../../src/dynamics/relax-options.ts';
import type { RelaxResults } from '../../src/dynamics/relax.ts';
import { METHODS } from '../../src/ode/methods.ts';
import { call } from './support/call.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const { at, write } = temporaryFolder();
const currents = write('I.json', [1, 0.8, 0.6, 0.2, -0.3]);
const twoRows = write('two.csv', '1,0.8,0.6,0.2,-0.3\n0.2,0.4,0.1,-1,0\n');

/** h(5) from h(0) = 0 at τ = 1, by an eighth-order Runge–Kutta method at 1e-12. */
const reference: readonly (readonly [inhibition: string, h: readonly number[]])[] = [
  ['0.2', [0.816316203263087, 0.57089511298527, 0.325474022707454, -0.13681252813313, -0.63351479156017]],
  ['0.9', [0.867084953947192, 0.080146273372459, -0.241853244194444, -0.640558919536255, -1.137199373971416]],
  ['1.5', [0.98504902965131, -0.597229811999449, -0.802960462020199, -1.20082457347213, -1.697461001114557]],
];
/** `events` makes no step error; the reference itself is good to 1e-12. */
const EXACT = 1e-12;
/** Ten times the sum of the default tolerances at |h| ≤ 2: errors of steps add up. */
const INTEGRATED = 10 * (2 * 1e-6 + 1e-9);

async function relaxJson(...words: readonly string[]): Promise<RelaxResults> {
  const { status, stdout, stderr } = await call(['relax', '--json', ...words]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as RelaxResults;
}

function largestDifference(a: ArrayLike<number>, b: readonly number[]): number {
  expect(a.length).toBe(b.length);
  return Math.max(...b.map((value, i) => Math.abs(value - a[i])));
}

describe('relax until a time', () => {
  test.each([...METHODS, 'events'])('by %s returns the reference values', async (method) => {
    for (const [inhibition, h] of reference) {
      const words = ['--currents', currents, '--inhibition', inhibition, '--until', '5', '--method', method];
      const { results } = await relaxJson(...words);
      expect(results[0].time).toBe(5);
      expect(largestDifference(results[0].activity, h)).toBeLessThan(
        method === 'events' ? EXACT : INTEGRATED,
      );
    }
  });

  test('in units of tau, and with the activities at the times asked for', async () => {
    const words = [
      '--inhibition',
      '0.9',
      '--tau',
      '2',
      '--until',
      '10',
      '--times',
      '0,10',
      '--method',
      'events',
    ];
    const { results, tau } = await relaxJson('--currents', currents, ...words);
    expect(tau).toBe(2);
    const [atStart, atEnd] = results[0].activities;
    expect(atStart).toEqual([0, 0, 0, 0, 0]);
    expect(largestDifference(atEnd, reference[1][1])).toBeLessThan(EXACT);
  });
});

describe('relax to the steady state', () => {
  test('has one winner above w = 1: h = I for it, I − w I_win for the others', async () => {
    const { results } = await relaxJson('--currents', twoRows, '--inhibition', '1.5');
    expect(results.map(({ active }) => active)).toEqual([[0], [1]]);
    const states = results.map(({ steadyState }) => Array.from(steadyState ?? []));
    expect(largestDifference(states[0], [1, -0.7, -0.9, -1.3, -1.8])).toBeLessThan(EXACT);
    expect(largestDifference(states[1], [-0.4, 0.4, -0.5, -1.6, -0.6])).toBeLessThan(EXACT);
    expect(results[0].energy).toBeCloseTo(-0.5, 12);
  });

  test('starts from a file of initial activities, or one number for all', async () => {
    // The second unit starts so far ahead that it wins against the larger current of the first.
    const start = write('h0.json', [0, 5, 0, 0, 0]);
    const words = ['--currents', currents, '--inhibition', '1.5', '--method', 'events'];
    expect((await relaxJson(...words, '--initial', start)).results[0].active).toEqual([1]);
    expect((await relaxJson(...words, '--initial', '-0.5')).results[0].active).toEqual([0]);
  });

  test('prints the fields that scripts rely on, and no others', async () => {
    const document = await relaxJson('--currents', currents, '--inhibition', '0.9');
    expect(Object.keys(document)).toEqual(['method', 'inhibition', 'tau', 'results']);
    expect(Object.keys(document.results[0]).sort()).toEqual(
      [
        'retcode',
        'success',
        'message',
        'time',
        'steadyState',
        'activity',
        'activities',
        'active',
        'energy',
        'stats',
      ].sort(),
    );
    expect(Object.keys(document.results[0].stats).sort()).toEqual([
      'accepted',
      'evaluations',
      'events',
      'rejected',
    ]);
  });

  test('prints a table for people', async () => {
    const { status, stdout } = await call(['relax', '--currents', currents, '--inhibition', '0.9']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/row .* active units .* energy/);
    expect(stdout).toMatch(/│ 0 +│ +Success │/);
    expect(stdout).toMatch(/^h = 1, -0\.1, -0\.3, -0\.7, -1\.2$/m);
  });
});

describe('a solve that fails', () => {
  test('ends with 1, still prints its JSON, and says why in one line', async () => {
    const words = ['--currents', twoRows, '--inhibition', '0.999', '--max-steps', '2', '--json'];
    const { status, stdout, stderr } = await call(['relax', ...words]);
    expect(status).toBe(1);
    const { results } = JSON.parse(stdout) as RelaxResults;
    expect(results[0]).toMatchObject({ retcode: 'MaxIters', success: false, steadyState: null });
    expect(stderr).toMatch(/^2 of 2 rows failed, first row 0: MaxIters[^\n]*\n$/);
  });
});

describe('--out', () => {
  test('writes options, summary and arrays into a new folder', async () => {
    const out = at('results', 'relaxed');
    const words = ['--currents', twoRows, '--inhibition', '0.9', '--until', '5', '--times', '1,5', '--json'];
    const { status, stdout } = await call(['relax', ...words, '--out', out]);
    expect(status).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      'activities.npy',
      'activity.npy',
      'config.json',
      'summary.json',
    ]);
    expect(readFileSync(`${out}/summary.json`, 'utf8')).toBe(stdout);
    expect(JSON.parse(readFileSync(`${out}/config.json`, 'utf8'))).toMatchObject({
      command: 'relax',
      seed: 0,
      options: { inhibition: 0.9, times: [1, 5], rtol: 1e-6 },
    });
    const { results } = JSON.parse(stdout) as RelaxResults;
    const { shape, data } = readArray(`${out}/activity.npy`);
    expect(shape).toEqual([2, 5]);
    expect(Array.from(data)).toEqual(results.flatMap(({ activity }) => Array.from(activity)));
    expect(readArray(`${out}/activities.npy`).shape).toEqual([2, 2, 5]);
  });

  test('is refused where a run is already, which stays as it is', async () => {
    const out = at('results', 'again');
    const words = ['relax', '--currents', currents, '--inhibition', '0.9', '--out', out];
    expect((await call(words)).status).toBe(0);
    const before = readFileSync(`${out}/summary.json`);
    const { status, stdout, stderr } = await call([...words, '--inhibition=0.5'].toSpliced(3, 2));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^--out .*holds a run already; name another folder[^\n]*\n$/);
    expect(readFileSync(`${out}/summary.json`)).toEqual(before);
  });
});

describe('what does not fit is refused with status 2, one line, and no file', () => {
  const nan = write('nan.json', '[1, null]');
  const cube = write('cube.json', [[[1]], [[2]]]);
  const truncated = write('short.npy', new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118]));
  const notGzip = write('bad.npy.gz', new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]));
  const three = write('three.json', [1, 2, 3]);

  test.each([
    ['a missing file', ['--currents', at('absent.npy')], /absent\.npy: no such file; check the path$/],
    ['a truncated NPY file', ['--currents', truncated], /short\.npy: .*byte/],
    ['a damaged gzip file', ['--currents', notGzip], /bad\.npy\.gz: .*byte/],
    ['what is no number', ['--currents', nan], /nan\.json: /],
    [
      'three dimensions',
      ['--currents', cube],
      /cube\.json: must have one or two dimensions \(got \[2, 1, 1\]\)/,
    ],
    [
      'initial activities of another K',
      ['--initial', three],
      /--initial .*three\.json \[3\]: must be \[5\] or \[1, 5\] to fit .*I\.json \[5\]$/,
    ],
    [
      'a negative inhibition',
      ['--inhibition', '-0.1'],
      /^--inhibition: must be a number >= 0 \(got -0\.1\); for example 0\.9$/,
    ],
    [
      'times after the end',
      ['--until', '1', '--times', '0,2'],
      /^times\[1\]: must be <= until = 1 \(got 2\)/,
    ],
    [
      'the closed form at a time',
      ['--method', 'closed-form', '--until', '1'],
      /^method: closed-form knows the steady state only/,
    ],
    [
      'the closed form of unequal starts',
      ['--method', 'closed-form', '--inhibition', '2', '--initial', write('u.json', [1, 2, 3, 4, 5])],
      /^method: closed-form needs equal initial activities/,
    ],
  ])('%s', async (_what, words, line) => {
    const out = at('refused');
    const all = ['--currents', currents, '--inhibition', '0.9', '--out', out];
    for (let i = 0; i < words.length; i += 2) {
      const place = all.indexOf(words[i]);
      if (place < 0) all.push(words[i], words[i + 1]);
      else all[place + 1] = words[i + 1];
    }
    const { status, stdout, stderr } = await call(['relax', ...all]);
    expect({ status, stdout, stderr }).toMatchObject({ status: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(line);
    expect(stderr.match(/\n/g)).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });
});

test('the defaults of the command are those of the function', () => {
  const defaults = resolveRelaxOptions({ currents: [1], inhibition: 0 });
  for (const key of ['tau', 'method', 'until', 'times', 'rtol', 'atol', 'maxSteps'] as const) {
    expect(relaxTable[key].default).toEqual(defaults[key]);
  }
});
