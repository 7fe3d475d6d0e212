/** The scale of the currents that an epoch reports, where an example has no winner. */
import { expect, it } from 'vitest';
import { createActiveSet } from '../../src/dynamics/active-set.ts';
import type { Decision } from '../../src/learning/competition.ts';
import { countDecision } from '../../src/learning/count-decision.ts';
import { createTally } from '../../src/learning/learner.ts';

const NOBODY: Decision = {
  ...{ count: 0, units: new Int32Array(2), activation: new Float64Array(2), active: 0, winner: -1 },
  solved: true,
  set: createActiveSet(2),
};

it.each([
  ['the largest', [-0.5, -0.1, -0.3], -0.1],
  ['the largest that is a number', [0.2, NaN, 0.1], 0.2],
  ['the largest that is finite', [0.2, Infinity, 0.1], 0.2],
  ['the largest of live units, retired ones being at −∞', [-Infinity, -2, -Infinity], -2],
  ['0 where all units are retired', [-Infinity, -Infinity], 0],
  ['0 where nothing is a number', [NaN, NaN], 0],
])('The largest current of an example without a winner is %s', (_what, currents, expected) => {
  const tally = createTally(currents.length);
  countDecision(tally, NOBODY, Float64Array.from(currents));
  expect(tally.largestCurrent).toBe(expected);
});
