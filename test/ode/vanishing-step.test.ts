import { describe, expect, it } from 'vitest';
import { blowsUp, smallestStep } from '../../src/ode/vanishing-step.ts';

/** Sizes below 1e-3 are lost in the tolerance. */
const TOLERANCES = { rtol: 1e-6, atol: 1e-9 };

const blows = (y: number, slope: number, h: number, startSize: number): boolean =>
  blowsUp(Float64Array.of(0, y), Float64Array.of(0, slope), h, startSize, TOLERANCES);

describe('A component blows up', () => {
  it('where it has grown a thousandfold and would go on by a thousandth in this step', () => {
    expect(blows(2001, 3000, 1e-3, 2)).toBe(true);
    expect(blows(1999, 3000, 1e-3, 2)).toBe(false);
    expect(blows(2001, 2000, 1e-3, 2)).toBe(false);
  });

  it('of either sign and in either direction of time, but only outwards', () => {
    expect(blows(-2001, -3000, 1e-3, 2)).toBe(true);
    expect(blows(-2001, 3000, -1e-3, 2)).toBe(true);
    expect(blows(2001, -3000, -1e-3, 2)).toBe(true);
    expect(blows(2001, -3000, 1e-3, 2)).toBe(false);
    expect(blows(-2001, 3000, 1e-3, 2)).toBe(false);
  });

  it('when it has grown from what the tolerance can see, if it began smaller', () => {
    expect(blows(0.9, 1e6, 1, 1e-9)).toBe(false);
    expect(blows(1.1, 1e6, 1, 1e-9)).toBe(true);
  });
});

describe('The smallest step', () => {
  it('is what is asked for, or what t can be told apart by', () => {
    expect(smallestStep(1, 1e-3)).toBe(1e-3);
    expect(smallestStep(-4, 0)).toBe(40 * Number.EPSILON);
    expect(smallestStep(0, 0)).toBe(Number.MIN_VALUE);
    expect(1 + smallestStep(1, 0)).toBeGreaterThan(1);
  });
});
