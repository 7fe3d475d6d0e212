/** The loss of appendix B for one output: |c − t|^m with c = tanh(u) and t = ±1, and its slope. */
import type { ScalarFunction } from '../kernels/power.ts';
import { absolutePower } from '../kernels/power.ts';

/** A loss as a function of the score u before tanh, and whether the output is that of the example's class. */
export interface OutputLoss {
  /** |tanh u − t|^m. */
  readonly value: (score: number, isClass: boolean) => number;
  /** d/du: m |c − t|^(m−1) sgn(c − t) (1 − c²). */
  readonly slope: (score: number, isClass: boolean) => number;
}

/** @param exponent m ≥ 1 */
export function createOutputLoss(exponent: number): OutputLoss {
  const power: ScalarFunction = absolutePower(exponent);
  const lower: ScalarFunction = absolutePower(exponent - 1);
  return {
    value: (score, isClass) => power(Math.tanh(score) - (isClass ? 1 : -1)),
    slope: (score, isClass) => {
      const output = Math.tanh(score);
      // Below t = 1 the error is negative, above t = −1 positive.
      return isClass
        ? -exponent * lower(1 - output) * (1 - output) * (1 + output)
        : exponent * lower(1 + output) * (1 - output) * (1 + output);
    },
  };
}
