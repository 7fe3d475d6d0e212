import { expect, it } from 'vitest';
import { beyondBranch, isStretched } from '../../src/learning/coupled-field.ts';

it('A line starts anew when its unit is below half or above twice its size', () => {
  expect([0.49, 0.5, 1, 2, 2.01].map(isStretched)).toEqual([true, false, false, false, true]);
});

it('h is beyond a branch by its distance from the nearer end, less the margin', () => {
  const levels = Float64Array.of(0, 0.5);
  expect(beyondBranch(levels, 0, -1, 0.1)).toBeCloseTo(-1.1, 15);
  expect(beyondBranch(levels, 0, 0.25, 0.1)).toBeCloseTo(0.15, 15);
  expect(beyondBranch(levels, 1, 0.1, 0.1)).toBeCloseTo(-0.2, 15);
  expect(beyondBranch(levels, 1, 0.75, 0.1)).toBeCloseTo(0.15, 15);
  expect(beyondBranch(levels, 1, -0.3, 0.1)).toBeCloseTo(0.2, 15);
  expect(beyondBranch(levels, 2, 9, 0.1)).toBeCloseTo(-8.6, 15);
  expect(beyondBranch(levels, 2, 0.2, 0.1)).toBeCloseTo(0.2, 15);
});
