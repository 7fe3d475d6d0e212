import { expect, it } from 'vitest';
import { clearTally, createTally, setTally } from '../../src/learning/learner.ts';

const counted = {
  ...{ examples: 7, active: 20, hebbian: 5, antiHebbian: 3, largestCurrent: 4.5, unsolved: 2 },
  hebbianCount: Uint32Array.of(1, 4, 0),
};

it('A tally begins with nothing, takes over another one as a copy, and is cleared in place', () => {
  const tally = createTally(3);
  const nothing = createTally(3);
  const { hebbianCount } = tally;
  expect(hebbianCount).toEqual(new Uint32Array(3));
  setTally(tally, counted);
  expect(tally).toEqual(counted);
  expect(tally.hebbianCount).toBe(hebbianCount);
  clearTally(tally);
  expect(tally).toEqual(nothing);
  expect(counted.hebbianCount).toEqual(Uint32Array.of(1, 4, 0));
  expect(Object.values(nothing).filter((sum) => sum !== 0)).toEqual([new Uint32Array(3)]);
});
