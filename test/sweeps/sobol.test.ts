import { describe, expect, test } from 'vitest';
import { coordinate } from '../../src/sweeps/sampling.ts';
import { sobol, SOBOL_DIMENSIONS } from '../../src/sweeps/sobol.ts';

/** Points of scipy 1.17 (`qmc.Sobol(21, scramble=False, bits=32)`) by index, times 2³². */
const SCIPY: readonly (readonly [index: number, point: readonly number[]])[] = [
  [
    1000,
    [
      943718400, 415236096, 2227175424, 2906652672, 1203765248, 3896508416, 197132288, 3862953984, 2151677952,
      297795584, 364904448, 1094713344, 692060160, 1648361472, 616562688, 1589641216, 3091202048, 1480589312,
      4257218560, 3116367872, 2243952640,
    ],
  ],
  [
    2047,
    [
      2097152, 2694840320, 3999268864, 1507852288, 2707423232, 2824863744, 505413632, 136314880, 3927965696,
      1914699776, 2141192192, 3802136576, 2510290944, 4242538496, 2099249152, 2912944128, 2325741568,
      3537895424, 471859200, 157286400, 1537212416,
    ],
  ],
];

describe("the Sobol' sequence", () => {
  test.each(SCIPY)('has at %i the point of an independent implementation', (index, point) => {
    expect(point).toHaveLength(SOBOL_DIMENSIONS);
    expect(point.map((_, dimension) => sobol(index + 1, dimension)[index])).toEqual(point);
  });

  test("begins as Sobol' gave it", () => {
    const first = [0, 1, 2].map((dimension) => Array.from(sobol(4, dimension), (x) => x / 2 ** 32));
    expect(first).toEqual([
      [0, 0.5, 0.75, 0.25],
      [0, 0.5, 0.25, 0.75],
      [0, 0.5, 0.25, 0.75],
    ]);
  });

  test('shifted at random, still has one point in each dyadic interval, in every dimension', () => {
    for (let dimension = 0; dimension < SOBOL_DIMENSIONS; dimension++) {
      const column = coordinate({ method: 'sobol', points: 256, seed: dimension }, 'x', dimension);
      const strata = Array.from(column, (u) => Math.floor(256 * u)).sort((a, b) => a - b);
      expect(strata).toEqual(Array.from({ length: 256 }, (_, i) => i));
    }
  });

  test('has one point in each square of a grid in the first two dimensions', () => {
    const [x, y] = [0, 1].map((dimension) =>
      coordinate({ method: 'sobol', points: 256, seed: 5 }, String(dimension), dimension),
    );
    const cells = Array.from(x, (u, i) => 16 * Math.floor(16 * u) + Math.floor(16 * y[i]));
    expect(new Set(cells).size).toBe(256);
  });
});
