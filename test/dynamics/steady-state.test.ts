import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActiveSet } from '../../src/dynamics/active-set.ts';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import type { SteadyStateMethod } from '../../src/dynamics/steady-state.ts';
import { ArgumentError } from '../../src/errors.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { RUNS, value } from './cases.ts';
import { largestDifference } from './reference.ts';

const METHODS: readonly SteadyStateMethod[] = ['closed-form', 'events', 'integrate'];

/** A copy of what is valid in an active set. */
function snapshot({ count, units, activity, tied, retcode }: ActiveSet): unknown {
  return {
    units: [...units.subarray(0, count)],
    activity: [...activity.subarray(0, count)],
    tied,
    retcode,
  };
}

/** Multiples of 1/64, because the integrators would need long for near-ties. */
const currents = fc
  .array(
    fc.oneof(
      fc.integer({ min: -128, max: 192 }).map((n) => n / 64),
      fc.integer({ min: -1, max: 2 }),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((values) => Float64Array.from(values));

describe('The steady state from h(0) = 0', () => {
  test.each(METHODS)('leaves out a unit that ends at exactly 0, which inhibits nobody, %s', (by) => {
    const set = createSteadyState({ units: 3, inhibition: 0.5, by })(Float64Array.of(0.5, 1, -1));
    expect([set.count, set.units[0], set.activity[0], set.retcode]).toEqual([1, 1, 1, 'Success']);
  });

  test.each([-1, Infinity, NaN])('refuses the inhibition %d', (inhibition) => {
    expect(() => createSteadyState({ units: 1, inhibition })).toThrow(
      new ArgumentError(`inhibition: must be finite and >= 0 (got ${inhibition})`),
    );
  });

  test('is the same in closed form, by events and by integration, to the last bit', () => {
    fc.assert(
      fc.property(currents, fc.constantFrom(0, 1e-9, 0.2, 0.9, 1, 1.5, 20), (input, inhibition) => {
        const [first, ...others] = METHODS.map((by) =>
          snapshot(createSteadyState({ units: input.length, inhibition, by })(input)),
        );
        for (const other of others) expect(other).toEqual(first);
      }),
      { ...RUNS, numRuns: 60 },
    );
  });

  test('is the same in closed form and by events for any currents', () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0, 1e-17, 0.2, 0.9, 0.999, 1, 1 + 1e-15, 1.5, 1e6),
        (values, inhibition) => {
          const input = Float64Array.from(values);
          const [closed, events] = (['closed-form', 'events'] as const).map((by) => {
            const set = createSteadyState({ units: input.length, inhibition, by })(input);
            const rates = new Float64Array(input.length);
            for (let i = 0; i < set.count; i++) rates[set.units[i]] = set.activity[i];
            return { rates, retcode: set.retcode, tied: set.tied };
          });
          // A unit within rounding of 0, amplified by 1/(1 − w) ≤ 1000, may count as active or not.
          expect(largestDifference(events.rates, closed.rates)).toBeLessThan(1e-12);
          expect({ ...events, rates: 0 }).toEqual({ ...closed, rates: 0 });
        },
      ),
      RUNS,
    );
  });

  test.each(METHODS)('by %s is found for example after example with the same solver', (by) => {
    const random = randomStream(3, 'steady state');
    const solver = createSteadyState({ units: 200, inhibition: 0.9, by });
    for (let example = 0; example < 5; example++) {
      const input = Float64Array.from({ length: 200 }, () => random.normal());
      const before = input.slice();
      const fresh = createSteadyState({ units: 200, inhibition: 0.9, by })(input);
      expect(snapshot(solver(input))).toEqual(snapshot(fresh));
      expect(input).toEqual(before);
    }
  });

  test.each(METHODS)('by %s says so when a current is not finite, and goes on with the next', (by) => {
    const solver = createSteadyState({ units: 2, inhibition: 0.9, by });
    for (const bad of [NaN, Infinity]) {
      expect(solver(Float64Array.of(1, bad))).toMatchObject({ count: 0, tied: false, retcode: 'NonFinite' });
    }
    expect(snapshot(solver(Float64Array.of(1, 0.5)))).toEqual({
      units: [0],
      activity: [1],
      tied: false,
      retcode: 'Success',
    });
  });

  test.each(['events', 'integrate'] as const)('by %s gives up after maxSteps, with no units', (by) => {
    const random = randomStream(4, 'steady state');
    const input = Float64Array.from({ length: 50 }, () => Math.abs(random.normal()));
    const set = createSteadyState({ units: 50, inhibition: 0.9, by, maxSteps: 2 })(input);
    expect(set).toMatchObject({ count: 0, retcode: 'MaxIters' });
  });

  test('refuses options out of range in one line', () => {
    expect(() => createSteadyState({ units: 0, inhibition: 1 })).toThrow(
      'units: must be an integer >= 1 (got 0)',
    );
    expect(() => createSteadyState({ units: 2, inhibition: -1 })).toThrow(
      'inhibition: must be finite and >= 0 (got -1)',
    );
    const by = 'magic' as SteadyStateMethod;
    expect(() => createSteadyState({ units: 2, inhibition: 1, by })).toThrow(
      'by: must be closed-form, events or integrate (got magic)',
    );
  });
});
