import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../examples');

/** What an example prints, run as a user would: by its own Node, importing the package by its name. */
function output(name: string): string[] {
  return execFileSync(process.execPath, [path.join(folder, name)], { encoding: 'utf8' })
    .trimEnd()
    .split('\n');
}

const checks: Readonly<Record<string, (lines: string[]) => void>> = {
  'relax.ts': (lines) => {
    expect(lines.slice(1, 6)).toEqual([
      '0.0     1.000  0.800  0.600  0.200 -0.300    0, 1, 2, 3',
      // S = 2.4/1.4, h = (I − 0.2 S)/0.8 of the three that stay active.
      '0.2     0.821  0.571  0.321 -0.143 -0.643    0, 1, 2',
      '0.6     0.813  0.313 -0.075 -0.475 -0.975    0, 1',
      '0.9     1.000 -0.100 -0.300 -0.700 -1.200    0',
      '1.5     1.000 -0.700 -0.900 -1.300 -1.800    0',
    ]);
    expect(lines.slice(8).map((line) => line.replace(/[\d.]+:/, ''))).toEqual([
      't =  unit 3 becomes inactive',
      't =  unit 2 becomes inactive',
      't =  unit 1 becomes inactive',
    ]);
  },
  'plasticity.ts': (lines) => {
    const norms = lines.slice(1, 6).map((line) => Number(line.split(/\s+/).at(-1)));
    expect(norms).toEqual(norms.toSorted((a, b) => a - b));
    expect(norms[4]).toBeCloseTo(1, 3);
    expect(lines[7]).toMatch(
      /^anti-Hebbian from outside the sphere: the weights diverge at .* s\* = -0\.\d+/,
    );
  },
  'lyapunov.ts': (lines) => {
    const rows = lines.slice(1, 7).map((line) => line.split(/ +/));
    expect(rows.map(([claim, p]) => `${claim} ${p}`)).toEqual([
      'i 2',
      'ii 2',
      'iii 2',
      'i 6',
      'ii 6',
      'iii 6',
    ]);
    for (const [claim, , steps, falls] of rows) {
      expect(Number(steps)).toBeGreaterThan(300);
      if (claim !== 'iii') expect(falls).toBe('0');
    }
    expect(Number(rows[5][3])).toBeGreaterThan(0);
    expect(lines[7]).toBe('every theorem holds');
  },
  'inhibition.ts': (lines) => {
    expect(lines.slice(0, 7)).toEqual([
      // I_(n) / (I_(n) + Σ (I_(i) − I_(n))) = 0.8/1, 0.6/1.2, 0.2/2.
      'unit 1 is active below w = 0.8000',
      'unit 2 is active below w = 0.5000',
      'unit 3 is active below w = 0.1000',
      'unit 0 can win alone above w = 0.8000',
      'unit 1 can win alone above w = 1.2500',
      'unit 2 can win alone above w = 1.6667',
      'unit 3 can win alone above w = 5.0000',
    ]);
    expect(lines[7].trim()).toBe('w = 0.5: 2 active');
    const won = [...lines[8].matchAll(/(\d) wins (\d+)/g)];
    expect(won.map(([, unit]) => unit)).toEqual(['0', '1', '2']);
    expect(won.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(200);
  },
  'trajectory.ts': (lines) => {
    expect(lines[1]).toBe('0      0.000   0.000   0.000   0.000   0.000');
    // At the end S = 1.95/1.9 for the two that stay active, and their difference decays with 1 − w = 0.1.
    const [h0, h1] = lines[11].trim().split(/ +/).slice(1, 3).map(Number);
    expect(h0 + h1).toBeCloseTo(1.95 / 1.9, 2);
    expect(h0 - h1).toBeCloseTo((0.05 / 0.1) * (1 - Math.exp(-2)), 2);
    expect(lines.slice(12).map((line) => line.replace(/[\d.]+:/, ''))).toEqual([
      't =  unit 3 becomes inactive',
      't =  unit 2 becomes inactive',
      'reached t = 20 after 2 switches',
    ]);
  },
  'compare.ts': (lines) => {
    expect(lines[0]).toMatch(/test errors 0\.0% exact, 0\.0% ranking/);
    expect(lines[0]).toMatch(/given the exact weights, the shortcut finds every winner/);
    const rows = lines.slice(3).map((line) => line.trim().split(/ +/));
    expect(rows.map(([epoch]) => epoch)).toEqual(['1', '2', '3', '4', '5', '6']);
    for (const [, winner] of rows) expect(parseFloat(winner)).toBeGreaterThan(20);
  },
  'from-papers/krotov-hopfield.ts': (lines) => {
    const units = lines.slice(1, 6).map((line) => /I = (\S+) +h = +(\S+) +(.+)$/.exec(line) ?? []);
    const [strongest, ...others] = units.map(([, current, h]) => [Number(current), Number(h)]);
    // A single active unit has h = I, the others I − w I.
    expect(strongest[1]).toBe(strongest[0]);
    for (const [current, h] of others) expect(h).toBeCloseTo(current - 0.96 * strongest[0], 2);
    expect(lines[6]).toBe('  1 of 40 units are active');
    const norms = lines.slice(9, 14).map((line) => Number(line.split(' ').at(-1)));
    expect(norms[0]).toBeCloseTo(16, 1);
    expect(norms).toEqual(norms.toSorted((a, b) => b - a));
    expect(norms[4]).toBeCloseTo(1, 5);
    for (const line of lines.slice(16, 18))
      expect(parseFloat(/([\d.]+)% wrong/.exec(line)?.[1] ?? '')).toBeLessThan(5);
  },
  'train.ts': (lines) => {
    const rows = ['####............', '....####........', '........####....', '............####'];
    const columns = ['#...', '.#..', '..#.', '...#'].map((pixels) => pixels.repeat(4));
    const seen = lines.map((line) => /unit (\d+) +h = ([\d.]+) +([#. ]+)$/.exec(line) ?? []);
    expect(seen.map(([, , , picture]) => picture.replaceAll(' ', ''))).toEqual([...rows, ...columns]);
    expect(new Set(seen.map(([, unit]) => unit)).size).toBe(8);
    // Four weights of 4^(−1/4) on the sphere, and inputs of 1/2: h = I = 4 · 4^(−3/4) / 2.
    expect(seen.map(([, , h]) => h)).toEqual(new Array(8).fill(Math.SQRT1_2.toFixed(3)));
  },
  'readout.ts': (lines) => {
    const losses = lines.slice(0, 10).map((line) => Number(/loss ([\d.]+)/.exec(line)?.[1]));
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(lines[9]).toMatch(/, 0\.0% read wrongly$/);
    expect(lines[10]).toMatch(/^S \[2, 20\], activities scaled by \d/);
  },
  'integrate.ts': (lines) => {
    const [integrated, exact] = lines.map((line) => Number(/t = ([\d.]+)/.exec(line)?.[1]));
    // At rtol 1e-10, and 9 digits are printed.
    expect(Math.abs(integrated - exact)).toBeLessThan(2e-9);
  },
};

test('every example is checked', () => {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll(path.sep, '/'))
    .filter((name) => name.endsWith('.ts') && name !== 'library.ts');
  expect(names.toSorted()).toEqual(Object.keys(checks).toSorted());
});

test.each(Object.keys(checks))('%s runs and prints what it promises', (name) => {
  checks[name](output(name));
});
