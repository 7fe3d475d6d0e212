import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import { stepActivation } from '../../src/learning/activation.ts';

describe('the step activation', () => {
  it('is Hebbian above h*, anti-Hebbian from there down to 0, and nothing below', () => {
    const g = stepActivation(0.2, 0.4);
    expect([0.2000001, 1, Infinity].map(g)).toEqual([1, 1, 1]);
    expect([0.2, 0.1, Number.MIN_VALUE].map(g)).toEqual([-0.4, -0.4, -0.4]);
    expect([0, -0.1, -Infinity].map(g)).toEqual([0, 0, 0]);
  });

  it('is Hebbian for every active unit when h* is 0', () => {
    expect([Number.MIN_VALUE, 0].map(stepActivation(0, 0.4))).toEqual([1, 0]);
  });

  it.each([
    [-0.1, 'threshold: must be >= 0 and finite (got -0.1); it is h* of section 2.2'],
    [NaN, 'threshold: must be >= 0 and finite (got NaN); it is h* of section 2.2'],
    [Infinity, 'threshold: must be >= 0 and finite (got Infinity); it is h* of section 2.2'],
  ])('refuses the threshold %d', (threshold, message) => {
    expect(() => stepActivation(threshold, 0.4)).toThrow(new ArgumentError(message));
  });

  it.each([
    [-0.4, 'delta: must be >= 0 and finite (got -0.4); the sign is put in by the rule'],
    [NaN, 'delta: must be >= 0 and finite (got NaN); the sign is put in by the rule'],
    [Infinity, 'delta: must be >= 0 and finite (got Infinity); the sign is put in by the rule'],
  ])('refuses the delta %d', (delta, message) => {
    expect(() => stepActivation(0.2, delta)).toThrow(new ArgumentError(message));
  });
});
