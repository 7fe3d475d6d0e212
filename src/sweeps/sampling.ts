/**
 * Points of the unit cube, one coordinate for each axis or group of linked axes.
 *
 * Every coordinate has a random stream of its own, named by its axes, so that an axis more leaves the others as they were.
 * Latin hypercube: McKay, Beckman & Conover, Technometrics 21 (1979) 239.
 */
import { permutation, randomStream } from '../kernels/random.ts';

/** How many points, by which method, from which seed. */
export interface Sampling {
  readonly method: 'random' | 'latin-hypercube';
  readonly points: number;
  readonly seed: number;
}

/**
 * One coordinate of all points, in [0, 1). `random`: independent, and more points leave the first ones as they were.
 * `latin-hypercube`: exactly one point in each of `points` equal strata.
 * @param name of the coordinate
 */
export function coordinate({ method, points, seed }: Sampling, name: string): Float64Array {
  const stream = randomStream(seed, `sweep/${method}/${name}`);
  if (method === 'random') return Float64Array.from({ length: points }, () => stream.uniform());
  const strata = permutation(points, stream);
  // (i + u)/n can round up to the next stratum; one step of floating point below is still in this one.
  return Float64Array.from(strata, (i) =>
    Math.min((i + stream.uniform()) / points, ((i + 1) / points) * BELOW),
  );
}

/** The largest number below 1. */
const BELOW = 1 - 2 ** -53;
