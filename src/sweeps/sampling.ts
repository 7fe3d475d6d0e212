/**
 * Points of the unit cube, one coordinate for each axis or group of linked axes.
 *
 * Every coordinate has a random stream of its own, named by its axes, so that an axis more leaves the others as they were.
 * Latin hypercube: McKay, Beckman & Conover, Technometrics 21 (1979) 239.
 */
import { permutation, randomStream } from '../kernels/random.ts';
import { sobol } from './sobol.ts';

/** How many points, by which method, from which seed. */
export interface Sampling {
  readonly method: 'random' | 'latin-hypercube' | 'sobol';
  readonly points: number;
  readonly seed: number;
}

/**
 * One coordinate of all points, in [0, 1). `random`: independent, and more points leave the first ones as they were.
 * `latin-hypercube`: exactly one point in each of `points` equal strata. `sobol`: evenly spread also between axes, best
 * with a power of two of points; a random digital shift, XOR of the bits, keeps that. More points keep the first ones.
 * @param name of the coordinate
 * @param dimension its place, for `sobol`
 */
export function coordinate(
  { method, points, seed }: Sampling,
  name: string,
  dimension: number,
): Float64Array {
  const stream = randomStream(seed, `sweep/${method}/${name}`);
  if (method === 'random') return Float64Array.from({ length: points }, () => stream.uniform());
  if (method === 'sobol') {
    const shift = stream.integer(2 ** 32);
    return Float64Array.from(sobol(points, dimension), (x) => ((x ^ shift) >>> 0) / 2 ** 32);
  }
  const strata = permutation(points, stream);
  // (i + u)/n can round up to the next stratum; one step of floating point below is still in this one.
  return Float64Array.from(strata, (i) =>
    Math.min((i + stream.uniform()) / points, ((i + 1) / points) * BELOW),
  );
}

/** The largest number below 1. */
const BELOW = 1 - 2 ** -53;
