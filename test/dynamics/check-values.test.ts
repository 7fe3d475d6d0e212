/** Published check values: I = (1, 0.8, 0.6, 0.2, −0.3), h(0) = 0, t = 5, from an eighth-order Runge–Kutta method at 1e-12. */
import { describe, expect, test } from 'vitest';
import { relax } from '../../src/dynamics/relax.ts';
import type { RelaxMethod } from '../../src/dynamics/relax-options.ts';
import { METHODS } from '../../src/ode/methods.ts';
import { largestDifference } from './reference.ts';

const CURRENTS = [1, 0.8, 0.6, 0.2, -0.3];

const VALUES: readonly (readonly [number, readonly number[]])[] = [
  [0.2, [0.816316203263087, 0.57089511298527, 0.325474022707454, -0.13681252813313, -0.633514791560173]],
  [0.9, [0.867084953947192, 0.080146273372459, -0.241853244194444, -0.640558919536255, -1.137199373971416]],
  [1.5, [0.98504902965131, -0.597229811999449, -0.802960462020199, -1.20082457347213, -1.697461001114557]],
];

/** Half a unit in the fifteenth digit, and the tolerance of the values. */
const EXACT = 1e-12;

function activityAt5(method: RelaxMethod, inhibition: number, rtol: number): Float64Array {
  const [result] = relax({
    currents: CURRENTS,
    inhibition,
    method,
    until: 5,
    rtol,
    atol: rtol / 1000,
  }).results;
  expect(result).toMatchObject({ retcode: 'Success', success: true, time: 5 });
  return result.activity;
}

describe('The check values', () => {
  test.each(VALUES)('at w = %d are met exactly by events', (inhibition, expected) => {
    expect(largestDifference(activityAt5('events', inhibition, 1e-6), expected)).toBeLessThan(EXACT);
  });

  test.each(METHODS)('are met by %s within ten times its tolerance', (method) => {
    for (const [inhibition, expected] of VALUES) {
      for (const rtol of [1e-4, 1e-6, 1e-8]) {
        const h = activityAt5(method, inhibition, rtol);
        // Relative to the largest activity, |h| < 2.
        expect(largestDifference(h, expected)).toBeLessThan(10 * 2 * rtol);
      }
    }
  });
});
