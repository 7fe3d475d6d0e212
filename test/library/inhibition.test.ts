import ndarray from 'ndarray';
import { expect, test } from 'vitest';
import { inhibition, relax } from '../../src/index.ts';

const currents = ndarray(Float64Array.of(0.5, 2, -1));

test('breakpoints, winners and states are those of the closed form', () => {
  const { breakpoints, winners, states } = inhibition(currents, { inhibitions: [0.1, 0.5, 5] });
  expect(breakpoints.map(({ unit, inhibition: w }) => [unit, w])).toEqual([
    [1, 1],
    [0, 0.25],
  ]);
  expect(winners).toEqual([
    { unit: 1, above: 0.25 },
    { unit: 0, above: 4 },
  ]);
  expect(states.map(({ active, winners: alone }) => [active, alone])).toEqual([
    [2, []],
    [1, []],
    [1, [1, 0]],
  ]);
  for (const { inhibition: w, activity } of states) {
    const { steadyState } = relax(currents, { inhibition: w, method: 'events' }).results[0];
    // Quotients of few terms near 1.
    for (let mu = 0; mu < 3; mu++) expect(activity.get(mu)).toBeCloseTo(steadyState?.get(mu) ?? NaN, 13);
  }
});

test('random starts are counted where they are asked for, the same for the same seed', () => {
  const options = { inhibitions: Float64Array.of(8), samples: 50, seed: 4 };
  const [first] = inhibition(currents, options).states;
  expect(first.basins?.winners.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  expect(inhibition(currents, options).states[0].basins).toEqual(first.basins);
  expect(inhibition(currents, { inhibitions: [8] }).states[0].basins).toBeNull();
});

test('what does not fit is refused', () => {
  expect(() => inhibition([])).toThrow(/^currents: must be \[K\], not empty/);
  expect(() => inhibition([1], { inhibitions: [-1] })).toThrow(
    /^inhibition: must be finite and >= 0 \(got -1\)/,
  );
  expect(() => inhibition([1], { samples: 0.5 })).toThrow(/^samples: must be an integer >= 0 \(got 0.5\)/);
  const misspelt = { seed: 1, sample: 1 };
  expect(() => inhibition([1], misspelt)).toThrow(/^sample: no such option .* samples\?/);
});
