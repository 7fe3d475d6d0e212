import { describe, expect, it } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import type { RuleOptions } from '../../src/learning/create-rule.ts';
import { createRule } from '../../src/learning/create-rule.ts';

const options: RuleOptions = {
  rule: 'krotov-hopfield',
  activation: 'step',
  threshold: 0.5,
  delta: 0.4,
  thresholdTime: 2,
};

/** g of unit 0 at some h. */
const strengths = (choice: Partial<RuleOptions>): number[] => {
  const { activation } = createRule(2, { ...options, ...choice });
  return [0.2, 0.5, 0.7].map((h) => activation(h, 0));
};

describe('The rule of the options', () => {
  it('is the step of Fig. 2 for the paper’s own', () => {
    expect(strengths({})).toEqual([-0.4, -0.4, 1]);
    const { linear, memory } = createRule(2, options);
    expect([linear, memory.length]).toEqual([false, 0]);
  });

  it('takes g as an expression', () => {
    expect(strengths({ activation: 'h * h' })).toEqual([0.2 * 0.2, 0.25, 0.7 * 0.7]);
  });

  it('is g = h of a linear unit for Oja, whatever the options of other rules', () => {
    expect(strengths({ rule: 'oja' })).toEqual([0.2, 0.5, 0.7]);
    const { linear, memory } = createRule(1, { ...options, rule: 'oja' });
    expect([linear, memory.length]).toEqual([true, 0]);
  });

  it('is h (h − θ) for BCM, with the thresholds of before', () => {
    const { activation, memory } = createRule(2, { ...options, rule: 'bcm' }, [0.3, 0.6]);
    expect([...memory]).toEqual([0.3, 0.6]);
    expect(activation(0.5, 0)).toBeCloseTo(0.5 * 0.2, 15);
    expect(activation(0.5, 1)).toBeCloseTo(-0.5 * 0.1, 15);
  });

  it('refuses an h* below 0', () => {
    expect(() => createRule(1, { ...options, threshold: -1 })).toThrow(ArgumentError);
  });
});
