import { expect, it } from 'vitest';
import { createParticipants } from '../../src/learning/participants.ts';

const vector = { length: 2, index: Int32Array.of(0, 2), value: Float64Array.of(0.5, 0.25) };

/** Weights of unit μ are 10 μ and 10 μ + 1, and every reading is noted. */
function readerOf(read: number[]): Parameters<ReturnType<typeof createParticipants>['begin']>[0] {
  return {
    gather: (mu, { length }, w) => {
      read.push(mu);
      for (let j = 0; j < length; j++) w[j] = 10 * mu + j;
    },
  };
}

it('A unit has one place, and its weights are read once, however often it is admitted', () => {
  const read: number[] = [];
  const participants = createParticipants(5, 4, 1);
  participants.begin(readerOf(read), vector);
  expect([3, 1, 3, 1, 3, 4].map(participants.admit)).toEqual([0, 1, 0, 1, 0, 2]);
  expect(participants.count).toBe(3);
  expect([...participants.ids.subarray(0, 3)]).toEqual([3, 1, 4]);
  expect(participants.lines.slice(0, 3).map(({ w }) => [...w.subarray(0, 2)])).toEqual([
    [30, 31],
    [10, 11],
    [40, 41],
  ]);
  expect(read).toEqual([3, 1, 4]);
});

it('The next presentation knows none of them, and takes their room', () => {
  const read: number[] = [];
  const participants = createParticipants(5, 4, 1);
  participants.begin(readerOf(read), vector);
  [3, 1].forEach(participants.admit);
  const { length } = participants.lines;
  const rooms = participants.lines.map(({ w }) => w);
  participants.begin(readerOf(read), vector);
  expect(participants.count).toBe(0);
  expect([1, 3].map(participants.admit)).toEqual([0, 1]);
  expect(read).toEqual([3, 1, 1, 3]);
  expect(participants.lines).toHaveLength(length);
  participants.lines.forEach(({ w }, place) => expect(w).toBe(rooms[place]));
});
