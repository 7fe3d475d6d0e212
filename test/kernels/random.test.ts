import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../src/kernels/random.ts';
import { permutation, randomStream } from '../../src/kernels/random.ts';

const draw = (length: number, next: () => number): number[] => Array.from({ length }, next);
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

/** Draws per statistical test. */
const DRAWS = 100_000;
/** A sample mean further from its expectation than this many standard errors is no chance (5e-7 two-sided). */
const SIGMAS = 5;

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

describe('a random stream', () => {
  it('returns the numbers it has always returned', () => {
    const init = randomStream(0, 'init');
    expect(draw(3, init.uniform)).toEqual([0.5786554913738952, 0.5880426661997737, 0.184546951054664]);
    expect(draw(3, init.normal)).toEqual([-0.6536025890388898, -0.2161692259381422, -0.6042303122378514]);
    expect(draw(5, () => init.integer(1000))).toEqual([830, 154, 928, 872, 504]);
    expect([...permutation(8, init)]).toEqual([2, 3, 6, 1, 4, 5, 7, 0]);
    const order = randomStream(7, 'order/3');
    expect(draw(3, order.uniform)).toEqual([0.44773507297915816, 0.26866877352402374, 0.348732545630286]);
  });

  it('repeats itself for the same seed and name, whatever other streams do', () => {
    const first = randomStream(3, 'init');
    const second = randomStream(3, 'init');
    const other = randomStream(3, 'order');
    for (let i = 0; i < 100; i++) {
      other.normal();
      expect(second.normal()).toBe(first.normal());
    }
  });

  it('differs for every seed and every name, already in its first number', () => {
    const names = ['init', 'order/1', 'order/2', 'order/11', '', 'a', 'b'];
    const seeds = [...range(200).map((i) => i - 50), 2 ** 31, 2 ** 53 - 1];
    const firsts = seeds.flatMap((seed) => names.map((name) => randomStream(seed, name).uniform()));
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('has first numbers that are uniform over small seeds', () => {
    const firsts = range(2000).map((seed) => randomStream(seed, 'init').uniform());
    expect(Math.abs(mean(firsts) - 0.5)).toBeLessThan(SIGMAS * Math.sqrt(1 / 12 / firsts.length));
    expect(Math.min(...firsts)).toBeLessThan(0.01);
    expect(Math.max(...firsts)).toBeGreaterThan(0.99);
  });

  it('draws uniform numbers in [0, 1) that are multiples of 2⁻⁵³', () => {
    const { uniform } = randomStream(1, 'uniform');
    const values = draw(DRAWS, uniform);
    for (const value of values) {
      if (!(value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53))) expect.fail(`drew ${value}`);
    }
    expect(Math.abs(mean(values) - 1 / 2)).toBeLessThan(SIGMAS * Math.sqrt(1 / 12 / DRAWS));
    expect(Math.abs(mean(values.map((x) => x * x)) - 1 / 3)).toBeLessThan(SIGMAS * Math.sqrt(4 / 45 / DRAWS));
  });

  it('draws normal numbers with the moments 0, 1, 0 and 3, independent of the number before', () => {
    const { normal } = randomStream(1, 'normal');
    const values = draw(DRAWS, normal);
    // Standard errors of the mean of z, z², z³, z⁴ and of z_i z_(i+1): the variances are 1, 2, 15, 96 and 1.
    const errorOf = (variance: number): number => SIGMAS * Math.sqrt(variance / DRAWS);
    expect(Math.abs(mean(values))).toBeLessThan(errorOf(1));
    expect(Math.abs(mean(values.map((z) => z ** 2)) - 1)).toBeLessThan(errorOf(2));
    expect(Math.abs(mean(values.map((z) => z ** 3)))).toBeLessThan(errorOf(15));
    expect(Math.abs(mean(values.map((z) => z ** 4)) - 3)).toBeLessThan(errorOf(96));
    expect(Math.abs(mean(values.slice(1).map((z, i) => z * values[i])))).toBeLessThan(errorOf(1));
  });

  it('draws normal numbers whose shares below −1, 0 and 2 are those of the normal distribution', () => {
    const { normal } = randomStream(2, 'normal');
    const values = draw(DRAWS, normal);
    // Φ(−1), Φ(0), Φ(2): Abramowitz & Stegun, table 26.1.
    for (const [bound, share] of [
      [-1, 0.158655253931457],
      [0, 0.5],
      [2, 0.97724986805182],
    ]) {
      const found = values.filter((z) => z < bound).length / DRAWS;
      expect(Math.abs(found - share)).toBeLessThan(SIGMAS * Math.sqrt((share * (1 - share)) / DRAWS));
    }
  });

  it('draws every integer below the bound equally often', () => {
    const stream = randomStream(1, 'integer');
    for (const bound of [1, 2, 3, 10]) {
      const counts = new Array<number>(bound).fill(0);
      for (let i = 0; i < 30_000; i++) counts[stream.integer(bound)]++;
      const share = 1 / bound;
      for (const count of counts) {
        expect(Math.abs(count / 30_000 - share)).toBeLessThanOrEqual(
          SIGMAS * Math.sqrt((share * (1 - share)) / 30_000),
        );
      }
    }
  });
});

describe('a random permutation', () => {
  it('holds every index once', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.integer(), (length, seed) => {
        const order = permutation(length, randomStream(seed, 'order'));
        expect([...order].sort((a, b) => a - b)).toEqual(range(length));
      }),
      { seed: 1 },
    );
  });

  it('is each of the six of three things equally often', () => {
    const stream: RandomStream = randomStream(5, 'order');
    const counts = new Map<string, number>();
    const draws = 12_000;
    for (let i = 0; i < draws; i++) {
      const key = permutation(3, stream).join('');
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) {
      expect(Math.abs(count / draws - 1 / 6)).toBeLessThan(SIGMAS * Math.sqrt(5 / 36 / draws));
    }
  });
});
