import { expect, test } from 'vitest';
import { beginSegment, createSegment, sumAt } from '../../src/dynamics/segment.ts';

test('Without an active unit S is 0 and stays 0, whatever rounding has left of it', () => {
  const segment = createSegment(0.7);
  beginSegment(segment, 0, 3, 1e-17);
  expect(segment).toMatchObject({ count: 0, sum: 0, limit: 0, slope: 0 });
  expect(sumAt(segment, 1)).toBe(0);
});
