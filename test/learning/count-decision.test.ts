import { expect, it } from 'vitest';
import { createActiveSet } from '../../src/dynamics/active-set.ts';
import type { Decision } from '../../src/learning/competition.ts';
import { countDecision } from '../../src/learning/count-decision.ts';
import { clearTally, createTally } from '../../src/learning/learner.ts';

const decision = (
  learning: readonly (readonly [number, number])[],
  rest: Partial<Decision> = {},
): Decision => ({
  count: learning.length,
  // Room beyond `count` holds what earlier examples left there.
  units: Int32Array.from([...learning.map(([unit]) => unit), 2, 2]),
  activation: Float64Array.from([...learning.map(([, g]) => g), 1, -1]),
  active: learning.length,
  winner: learning.length > 0 ? learning[0][0] : -1,
  solved: true,
  set: createActiveSet(0),
  ...rest,
});

it('Examples, activities, signs of learning and largest currents add up', () => {
  const tally = createTally(3);
  countDecision(
    tally,
    decision(
      [
        [1, 1],
        [0, -0.4],
      ],
      { active: 3 },
    ),
    Float64Array.of(0.2, 0.9, 0.1),
  );
  countDecision(tally, decision([[1, 0.5]]), Float64Array.of(-0.5, -0.1, -0.3));
  countDecision(tally, decision([], { solved: false }), Float64Array.of(0, 0.25, 0));
  expect(tally).toEqual({
    examples: 3,
    active: 4,
    hebbian: 2,
    antiHebbian: 1,
    largestCurrent: 0.9 - 0.1 + 0.25,
    unsolved: 1,
    hebbianCount: Uint32Array.of(0, 2, 0),
  });
});

it('The current that counts is that of the winner, whichever is the largest', () => {
  const tally = createTally(3);
  countDecision(tally, decision([[0, 1]]), Float64Array.of(0.2, 0.9, 0.1));
  expect(tally.largestCurrent).toBe(0.2);
});

it('A linear unit that learns while none is active is Hebbian: g and its current are both negative', () => {
  const tally = createTally(3);
  countDecision(tally, decision([[2, -0.5]], { active: 0, winner: -1 }), Float64Array.of(-3, -2, -1));
  expect(tally).toMatchObject({ hebbian: 1, antiHebbian: 0, hebbianCount: Uint32Array.of(0, 0, 1) });
});

it('A cleared tally is that of a fresh start', () => {
  const tally = createTally(3);
  countDecision(tally, decision([[2, 1]], { solved: false }), Float64Array.of(1, 2, 3));
  clearTally(tally);
  expect(tally).toEqual(createTally(3));
});
