import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActiveSet } from '../../src/dynamics/active-set.ts';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import { ArgumentError, SolveError } from '../../src/errors.ts';
import { plainSelection } from '../../src/kernels/selection.ts';
import { stepActivation } from '../../src/learning/activation.ts';
import {
  createExactCompetition,
  createLinearCompetition,
  createRankingCompetition,
} from '../../src/learning/competition.ts';
import type { Competition, Decision } from '../../src/learning/competition.ts';
import { plainSteadyState } from '../support/plain-steady-state.ts';

/** A decision as plain arrays of the units that learn. */
const decided = (competition: Competition, currents: ArrayLike<number>): Omit<Decision, 'count' | 'set'> => {
  const { count, units, activation, active, winner, solved } = competition(Float64Array.from(currents));
  return { active, winner, solved, units: units.slice(0, count), activation: activation.slice(0, count) };
};

describe('the exact rule', () => {
  const THRESHOLD = 0.2;
  const DELTA = 0.4;

  it('is the step of the activities that sorting finds', () => {
    const currents = fc.array(fc.integer({ min: -8, max: 8 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(currents, fc.constantFrom(0, 0.2, 0.5, 0.9, 0.97), (eighths, inhibition) => {
        const values = eighths.map((x) => x / 8);
        const active = plainSteadyState(values, inhibition);
        // Rounding decides on which side of 0 or of h* an activity lies that is equal to it.
        const close = active.some(({ h }) => Math.abs(h) < 1e-9 || Math.abs(h - THRESHOLD) < 1e-9);
        fc.pre(!close);
        const solver = createSteadyState({ units: values.length, inhibition });
        const rule = createExactCompetition(values.length, solver, stepActivation(THRESHOLD, DELTA));
        const { units, activation, ...rest } = decided(rule, values);
        expect([...units]).toEqual(active.map(({ unit }) => unit));
        expect([...activation]).toEqual(active.map(({ h }) => (h > THRESHOLD ? 1 : -DELTA)));
        expect(rest).toEqual({
          active: active.length,
          winner: active.length > 0 ? active[0].unit : -1,
          solved: true,
        });
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('gives each unit the g of its activity', () => {
    const currents = [0.3, 0.9, -0.2, 0.8];
    const rule = createExactCompetition(4, createSteadyState({ units: 4, inhibition: 0.5 }), (h) => h * h);
    const active = plainSteadyState(currents, 0.5);
    const { units, activation } = decided(rule, currents);
    expect([...units]).toEqual([1, 3]);
    active.forEach(({ h }, i) => expect(activation[i]).toBeCloseTo(h * h, 14));
  });

  it('leaves units out for which g is 0, but counts them as active', () => {
    const solver = createSteadyState({ units: 3, inhibition: 0.1 });
    const rule = createExactCompetition(3, solver, (h) => (h > 0.6 ? 1 : 0));
    expect(decided(rule, [0.5, 0.9, 0.4])).toEqual({
      units: Int32Array.of(1),
      activation: Float64Array.of(1),
      active: 3,
      winner: 1,
      solved: true,
    });
  });

  it('has no winner and no learning where no current is positive', () => {
    const solver = createSteadyState({ units: 2, inhibition: 0.5 });
    expect(decided(createExactCompetition(2, solver, stepActivation(0, 1)), [-0.5, 0])).toEqual({
      units: new Int32Array(0),
      activation: new Float64Array(0),
      active: 0,
      winner: -1,
      solved: true,
    });
  });

  it.each([1, 1.5])('takes the one winner, or all that tie for it, at w = %d', (inhibition) => {
    const solver = createSteadyState({ units: 4, inhibition });
    const rule = createExactCompetition(4, solver, (h) => h);
    const one = decided(rule, [0.2, 0.8, 0.7, 0.1]);
    expect([one.units, one.activation, one.winner]).toEqual([Int32Array.of(1), Float64Array.of(0.8), 1]);
    const two = decided(rule, [0.8, 0.2, 0.8, 0.1]);
    expect([...two.units]).toEqual([0, 2]);
    for (const h of two.activation) expect(h).toBeCloseTo(0.8 / (1 + inhibition), 15);
    expect([two.solved, two.winner, two.active]).toEqual([true, 0, 2]);
  });

  it('does not learn from an example whose currents are not numbers', () => {
    const rule = createExactCompetition(
      2,
      createSteadyState({ units: 2, inhibition: 0.5 }),
      stepActivation(0, 1),
    );
    rule(Float64Array.of(1, 0.5));
    for (const bad of [NaN, Infinity]) {
      const { units, active, winner, solved } = decided(rule, [0.5, bad]);
      expect([units.length, active, winner, solved]).toEqual([0, 0, -1, false]);
    }
    expect(decided(rule, [1, 0.5]).solved).toBe(true);
  });

  it('does not learn from an example for which eq. 4 was not solved', () => {
    const set: ActiveSet = {
      count: 1,
      units: Int32Array.of(0),
      activity: Float64Array.of(1),
      tied: false,
      retcode: 'MaxIters',
    };
    const rule = createExactCompetition(1, () => set, stepActivation(0, 1));
    expect(decided(rule, [1])).toMatchObject({ active: 0, winner: -1, solved: false });
    set.retcode = 'Terminated';
    expect(decided(rule, [1])).toMatchObject({ active: 1, winner: 0, solved: true });
  });

  it('says at which activity g is not a number', () => {
    const solver = createSteadyState({ units: 2, inhibition: 0.5 });
    const rule = createExactCompetition(2, solver, (h) => Math.log(h - 1));
    expect(() => rule(Float64Array.of(0.5, -1))).toThrow(
      new SolveError(
        'activation: must be finite (got NaN at h = 0.5); mend the expression, or bound it with min and max',
      ),
    );
  });
});

describe('the rule of a single linear unit', () => {
  it.each([0.3, -0.3])('learns with g(h) at h = I of either sign, %d', (current) => {
    const { units, activation, active, winner, solved } = decided(
      createLinearCompetition((h) => 2 * h),
      [current],
    );
    expect([...units]).toEqual([0]);
    expect([...activation]).toEqual([2 * current]);
    expect([active, winner, solved]).toEqual(current > 0 ? [1, 0, true] : [0, -1, true]);
  });

  it('hands on h as the activity of the one unit', () => {
    const rule = createLinearCompetition((h) => h);
    expect(rule(Float64Array.of(0.7)).set).toMatchObject({ count: 1, activity: Float64Array.of(0.7) });
    expect(rule(Float64Array.of(-0.7)).set.count).toBe(0);
    expect(rule(Float64Array.of(0)).set.count).toBe(0);
  });

  it('does not learn where g is 0, or is not a number', () => {
    const at = (g: number): number[] => {
      const { units, active, winner, solved } = decided(
        createLinearCompetition(() => g),
        [0.5],
      );
      return [units.length, active, winner, solved ? 1 : 0];
    };
    expect(at(0)).toEqual([0, 1, 0, 1]);
    expect(at(NaN)).toEqual([0, 1, 0, 0]);
    expect(at(Infinity)).toEqual([0, 1, 0, 0]);
    expect(at(-1)).toEqual([1, 1, 0, 1]);
  });

  it('asks for the g of unit 0', () => {
    const rule = createLinearCompetition((h, unit) => h + unit);
    expect(rule(Float64Array.of(0.25)).activation[0]).toBe(0.25);
  });
});

describe('the ranking rule', () => {
  it('gives 1 to the largest current and −Δ to the k-th, ties by index', () => {
    const currents = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(currents, fc.nat(), (values, pick) => {
        const rank = 2 + (pick % (values.length - 1));
        const order = values.map((_, mu) => mu).sort((a, b) => values[b] - values[a] || a - b);
        expect(
          decided(createRankingCompetition(rank, 0.4, plainSelection(new Int32Array(values.length))), values),
        ).toEqual({
          units: Int32Array.of(order[0], order[rank - 1]),
          activation: Float64Array.of(1, -0.4),
          active: 2,
          winner: order[0],
          solved: true,
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('moves the winner alone when Δ is 0', () => {
    const { units, activation, active } = decided(
      createRankingCompetition(2, 0, plainSelection(new Int32Array(3))),
      [0.1, 0.3, 0.2],
    );
    expect([[...units], [...activation], active]).toEqual([[1], [1], 1]);
  });

  it.each([1, 0, 4, 2.5, NaN])('refuses the rank %d of three units', (rank) => {
    expect(() => createRankingCompetition(rank, 0.4, plainSelection(new Int32Array(3)))).toThrow(
      new ArgumentError(`rank: must be an integer from 2 to the number of hidden units 3 (got ${rank})`),
    );
  });

  it.each([-0.4, NaN, Infinity])('refuses the delta %d', (delta) => {
    expect(() => createRankingCompetition(2, delta, plainSelection(new Int32Array(3)))).toThrow(
      new ArgumentError(`delta: must be >= 0 and finite (got ${delta}); the sign is put in by the rule`),
    );
  });
});
