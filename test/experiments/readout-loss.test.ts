import { describe, expect, it } from 'vitest';
import { createOutputLoss } from '../../src/experiments/readout-loss.ts';

describe('the loss of an output', () => {
  it('is |tanh u − t|^m', () => {
    const { value } = createOutputLoss(6);
    expect(value(0, true)).toBe(1);
    expect(value(0, false)).toBe(1);
    expect(value(0.3, true)).toBeCloseTo((1 - Math.tanh(0.3)) ** 6, 15);
    expect(value(0.3, false)).toBeCloseTo((1 + Math.tanh(0.3)) ** 6, 14);
  });

  it.each([1, 1.5, 2, 6, 10, 3.3, 20])('has the slope of central differences (m = %d)', (exponent) => {
    const { value, slope } = createOutputLoss(exponent);
    for (const isClass of [true, false]) {
      for (let score = -3; score <= 3; score += 0.17) {
        const step = 1e-5;
        const difference = (value(score + step, isClass) - value(score - step, isClass)) / (2 * step);
        // Truncation: step² times a third derivative of at most m³ 2^m; rounding: 2^m 1e-16 / step.
        const error = 2 ** exponent * (exponent ** 3 * 1e-10 + 1e-11);
        expect(Math.abs(slope(score, isClass) - difference)).toBeLessThan(error);
      }
    }
  });

  it('is flat where tanh is', () => {
    const { slope } = createOutputLoss(10);
    expect(Math.abs(slope(50, false))).toBe(0);
    expect(Math.abs(slope(-Infinity, true))).toBe(0);
  });
});
