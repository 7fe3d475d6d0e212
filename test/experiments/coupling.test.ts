import { describe, expect, test } from 'vitest';
import type { CouplingStudy } from '../../src/experiments/coupling.ts';
import {
  compareCouplings,
  localOrder,
  meanDistances,
  measuredOrder,
  randomCouplingCase,
} from '../../src/experiments/coupling.ts';
import { switchedSmooth, switchedStep } from '../../src/learning/switched-activation.ts';
import { normOf } from '../support/random-unit.ts';

const shape = { units: 8, inputs: 20, p: 4, radius: 1, seed: 0 };
const cases = Array.from({ length: 12 }, (_, index) => randomCouplingCase(index, shape));
const rule = { p: 4, radius: 1, inhibition: 0.9, presentation: 0.1 };

function study(options: Omit<CouplingStudy, keyof typeof rule>) {
  const distances = cases.map((shown) => compareCouplings(shown, { ...rule, ...options }));
  return {
    fullToAdiabatic: meanDistances(
      options.timescales,
      distances.map((one) => one.fullToAdiabatic),
    ),
    fullToFrozen: meanDistances(
      options.timescales,
      distances.map((one) => one.fullToFrozen),
    ),
    frozenToAdiabatic: meanDistances(
      options.presentations,
      distances.map((one) => one.frozenToAdiabatic),
    ),
  };
}

describe('distances between the couplings', () => {
  const timescales = [1e-5, 3e-5];
  // A smooth g; the next term is smaller by the κ over T, and by ε.
  const smooth = switchedSmooth((h) => 1.2 / (1 + Math.exp(-40 * (h - 0.15))) - 0.2);

  test('full goes to adiabatic with order 1 as τ/τ_L → 0, for a smooth g and for the step', () => {
    for (const activation of [smooth, switchedStep(0.15, 0.2)]) {
      const { fullToAdiabatic } = study({ activation, timescales, presentations: [] });
      expect(fullToAdiabatic.map(({ failed }) => failed)).toEqual([0, 0]);
      expect(measuredOrder(fullToAdiabatic)).toBeCloseTo(1, 1);
    }
  });

  test('frozen goes to adiabatic with order 1 as ε → 0, for a smooth g', () => {
    const { frozenToAdiabatic } = study({ activation: smooth, timescales: [], presentations: [3e-4, 1e-3] });
    expect(measuredOrder(frozenToAdiabatic)).toBeCloseTo(1, 1);
  });

  test('frozen is adiabatic to the solver’s error while no unit meets a jump of the step', () => {
    const { frozenToAdiabatic } = study({
      activation: switchedStep(0.15, 0.2),
      timescales: [],
      presentations: [1e-4],
    });
    expect(frozenToAdiabatic[0].distance).toBeLessThan(1e-9);
    expect(measuredOrder(frozenToAdiabatic)).toBeNull();
  });

  test('full does not go to frozen at a fixed ε, but to the distance of frozen from adiabatic', () => {
    const { fullToFrozen, frozenToAdiabatic } = study({
      activation: smooth,
      timescales,
      presentations: [0.1],
    });
    const limit = frozenToAdiabatic[0].distance ?? NaN;
    expect(limit).toBeGreaterThan(0.01);
    // Full is closer than 0.5% to adiabatic there.
    expect(Math.abs((fullToFrozen[0].distance ?? NaN) - limit)).toBeLessThan(0.005);
  });
});

test('random cases have their units on the sphere, non-negative, and unit vectors as inputs', () => {
  for (const { weights, input } of cases) {
    // Rounding of 20 terms.
    for (const unit of weights) expect(normOf(unit, 4)).toBeCloseTo(1, 12);
    expect(Math.min(...weights.flatMap((unit) => [...unit]), ...input)).toBeGreaterThanOrEqual(0);
    expect(Math.hypot(...input)).toBeCloseTo(1, 12);
  }
  expect(randomCouplingCase(3, shape)).toEqual(cases[3]);
  expect(randomCouplingCase(3, { ...shape, seed: 1 })).not.toEqual(cases[3]);
});

test('a failed solve is counted and left out of the mean', () => {
  expect(
    meanDistances(
      [0.1, 0.2],
      [
        [1, null],
        [3, null],
      ],
    ),
  ).toEqual([
    { at: 0.1, distance: 2, failed: 0 },
    { at: 0.2, distance: null, failed: 2 },
  ]);
  const [low, high] = meanDistances([0.1, 0.2], [[0.01, 0.08]]);
  expect(localOrder(low, high)).toBeCloseTo(3, 12);
});
