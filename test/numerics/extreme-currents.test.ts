/** Eq. 4 at the edges of its options, by every method, against exact arithmetic. */
import { describe, expect, it } from 'vitest';
import { inhibitionDiagram } from '../../src/dynamics/inhibition-diagram.ts';
import { inhibitionState } from '../../src/dynamics/inhibition-states.ts';
import { relax } from '../../src/dynamics/relax.ts';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import { exactSteadyState } from '../support/exact-steady-state.ts';

const CURRENTS: Readonly<Record<string, readonly number[]>> = {
  'all zero': [0, 0, 0, 0],
  'one alone': [0, 0, 1, 0],
  'K = 1': [0.7],
  'K = 1, zero': [0],
  'K = 1, negative': [-1],
  'all negative': [-1, -2, -0.5],
  spread: [1, 0.8, 0.6, 0.2, -0.3],
  'ties of some': [1, 1, 1, 0.5],
  'ties of all': [0.3, 0.3, 0.3],
  'ties but for rounding': [1, 1 - 1e-15, 1 - 2e-15, 0.9],
  'scale 1e-30': [1e-30, 8e-31, 6e-31, -3e-31],
  'scale 1e30': [1e30, 8e29, 6e29, -3e29],
  'scales 1e-30 to 1e30': [1e30, 1, 1e-30, -1e30],
};

const INHIBITIONS = [0, 1e-15, 0.2, 0.96, 1 - 1e-15, 1, 1 + 1e-15, 1.5, 1e6];

/** Some roundings of the largest number that h is a difference of. */
const ROUNDING = 64 * Number.EPSILON;

function expectExact(found: Float64Array, currents: readonly number[], inhibition: number): void {
  const exact = exactSteadyState(currents, inhibition);
  const size = [...currents, ...exact].reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  for (const [mu, h] of exact.entries()) {
    expect(Math.abs(found[mu] - h), `unit ${mu}: ${found[mu]} for ${h}`).toBeLessThanOrEqual(ROUNDING * size);
  }
}

const cases = Object.entries(CURRENTS).flatMap(([name, currents]) =>
  INHIBITIONS.map((inhibition) => ({ name, currents, inhibition })),
);

/** A tie that holds its units together is a steady state, but at w > 1 no stable one. */
const VERDICTS = ['Success', 'Unstable'];

describe('the steady state of eq. 4 is that of exact arithmetic', () => {
  it.each(cases)('$name, w = $inhibition: by closed form and by events', ({ currents, inhibition }) => {
    for (const method of ['closed-form', 'events'] as const) {
      const [{ retcode, activity, energy }] = relax({ currents, inhibition, method }).results;
      expect(VERDICTS).toContain(retcode);
      expectExact(activity, currents, inhibition);
      expect(Number.isFinite(energy)).toBe(true);
    }
  });

  it.each(cases)('$name, w = $inhibition: as the training takes it', ({ currents, inhibition }) => {
    const exact = exactSteadyState(currents, inhibition);
    for (const by of ['closed-form', 'events'] as const) {
      const { units, activity, count } = createSteadyState({ units: currents.length, inhibition, by })(
        Float64Array.from(currents),
      );
      const found = new Float64Array(currents.length);
      for (let i = 0; i < count; i++) found[units[i]] = activity[i];
      const size = currents.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
      for (const [mu, h] of exact.entries()) {
        expect(Math.abs(found[mu] - Math.max(h, 0))).toBeLessThanOrEqual(ROUNDING * size);
      }
    }
  });

  it.each(cases)('$name, w = $inhibition: as the diagram of w shows it', ({ currents, inhibition }) => {
    const diagram = inhibitionDiagram(Float64Array.from(currents));
    const state = inhibitionState(diagram, inhibition, { samples: 3, seed: 1 });
    expectExact(state.activity, currents, inhibition);
    const numbers = [state.energy, ...state.rates.map(({ rate }) => rate)];
    expect(numbers.every(Number.isFinite)).toBe(true);
    const { winners, shared, unsolved } = state.basins ?? { winners: [], shared: 0, unsolved: 0 };
    expect(unsolved).toBe(0);
    const counted = winners.reduce((sum, { count }) => sum + count, shared);
    // A sample in which nothing is active has no winner.
    if (inhibition >= 1 && currents.some((current) => current > 0)) expect(counted).toBe(3);
  });
});

describe.each(['dopri5', 'tsit5', 'bs3', 'odex'] as const)('%s', (method) => {
  it.each(cases)('$name, w = $inhibition: proves the same state, or says why not', (problem) => {
    const { currents, inhibition } = problem;
    const options = { currents, inhibition, method, maxSteps: 2000 };
    // The default tolerance is made for currents near 1.
    const atol = problem.name === 'scale 1e-30' ? 1e-39 : 1e-9;
    const [{ retcode, activity, message, steadyState }] = relax({ ...options, atol }).results;
    expect(activity.every(Number.isFinite)).toBe(true);
    if (VERDICTS.includes(retcode)) {
      expectExact(activity, currents, inhibition);
      return;
    }
    // A difference of 1e-15 takes 1e15 τ to decide.
    expect(['ties but for rounding', 'scales 1e-30 to 1e30']).toContain(problem.name);
    expect({ retcode, steadyState }).toEqual({ retcode: 'MaxIters', steadyState: null });
    expect(message).toMatch(/^MaxIters at t = [^\n]+$/);
  });
});
