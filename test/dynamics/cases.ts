/** Random problems in eq. 4 for property tests: ties, zeros and both signs come up often. */
import fc from 'fast-check';
import type { Case } from './reference.ts';

/** The same runs on every machine. */
export const RUNS = { seed: 1, numRuns: 150 } as const;

/** Numbers closer to 0 than the rounding of sums of others cannot be told from 0. */
const withoutSmallest = (x: number): number => (Math.abs(x) < 1e-13 ? 0 : x);

const real = fc.double({ min: -3, max: 3, noNaN: true, noDefaultInfinity: true }).map(withoutSmallest);

/** Multiples of 1/1024: differences are 0 or not tiny, so that the state after a short time is well conditioned. */
const coarse = fc.integer({ min: -3072, max: 3072 }).map((n) => n / 1024);
const small = fc.integer({ min: -2, max: 2 });

/** Values that often tie. */
export const value: fc.Arbitrary<number> = fc.oneof(coarse, small, real);

/** Inhibition at, around and away from every special value. */
export const INHIBITIONS: readonly number[] = [
  0,
  1e-20,
  1e-17,
  1e-9,
  0.2,
  0.9,
  1 - 1e-15,
  1,
  1 + 1e-15,
  1.5,
  3,
];

export const inhibitionBelowOne: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, 1e-17, 1e-9, 0.2, 0.9),
  fc.double({ min: 0, max: 0.98, noNaN: true }).map(withoutSmallest),
);

export const inhibition: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...INHIBITIONS),
  fc.double({ min: 0, max: 2, noNaN: true }).map(withoutSmallest),
);

const vector = (units: number): fc.Arbitrary<Float64Array> =>
  fc.array(value, { minLength: units, maxLength: units }).map((values) => Float64Array.from(values));

/** From any initial activities. */
export const anyCase = (maxUnits: number, w: fc.Arbitrary<number> = inhibition): fc.Arbitrary<Case> =>
  fc
    .integer({ min: 1, max: maxUnits })
    .chain((units) => fc.record({ currents: vector(units), inhibition: w, initial: vector(units) }));

/** From equal initial activities. */
export const equalCase = (maxUnits: number, w: fc.Arbitrary<number> = inhibition): fc.Arbitrary<Case> =>
  fc.integer({ min: 1, max: maxUnits }).chain((units) =>
    fc.record({
      currents: vector(units),
      inhibition: w,
      initial: fc
        .oneof(fc.constantFrom(0, 0.5, -0.5, 3), real)
        .map((level) => new Float64Array(units).fill(level)),
    }),
  );
