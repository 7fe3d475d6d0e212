import { describe, expect, it } from 'vitest';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { isReadBy, RULE_DEFAULTS } from '../../src/experiments/training-rule.ts';
import { growthOptions, trainingWarnings } from '../../src/experiments/training-warnings.ts';
import type { WarningContext } from '../../src/experiments/training-warnings.ts';
import type { EpochMetrics } from '../../src/experiments/types.ts';
import { RULE_NAMES } from '../../src/learning/learning-rule.ts';

const epoch: EpochMetrics = {
  epoch: 3,
  seconds: 1,
  meanActive: 1.4,
  meanHebbian: 0.9,
  meanAntiHebbian: 0.5,
  deadUnits: 2,
  normDeviation: { median: 0, p95: 0, max: 0 },
  meanLargestCurrent: 0.0824,
  unsolved: 0,
  nonFinite: 0,
  diverged: 0,
};
const context: WarningContext = { ...TRAINING_DEFAULTS, units: 10, threshold: 0.15 };

describe('warnings of a training run', () => {
  it('say what to change where no unit was Hebbian', () => {
    expect(trainingWarnings([{ ...epoch, meanHebbian: 0, deadUnits: 10 }], context)).toEqual([
      'epoch 3: no unit was ever Hebbian, so nothing was learned; currents reach 0.082 on average: lower the threshold (h* = 0.15) below that, or start from normal weights',
    ]);
  });

  it('are one for each kind of trouble', () => {
    const [dead, unsolved, ...rest] = trainingWarnings([{ ...epoch, deadUnits: 6, unsolved: 4 }], context);
    expect(dead).toMatch(/^epoch 3: 6 of 10 units were never Hebbian; .* use fewer hidden units/);
    expect(unsolved).toMatch(/^epoch 3: eq. 4 was not solved for 4 examples, .*; rescale weights or inputs/);
    expect(rest).toEqual([]);
    expect(trainingWarnings([epoch], context)).toEqual([]);
  });

  it('name all the epochs that one concerns, and the range of its numbers', () => {
    const dead = (number: number, deadUnits: number, meanLargestCurrent = 0.5): EpochMetrics => ({
      ...{ ...epoch, epoch: number, deadUnits, meanLargestCurrent },
    });
    const [all] = trainingWarnings([dead(1, 6), dead(2, 9, 0.25), dead(3, 8)], context);
    expect(all).toMatch(/^epochs 1 to 3: 6 to 9 of 10 units .*; currents reach 0.25 to 0.50 on average: /);
    const [some] = trainingWarnings([dead(1, 6), dead(2, 5), dead(3, 6), dead(4, 0)], context);
    expect(some).toMatch(/^epochs 1 to 3 \(2 of them\): 6 of 10 units .*; currents reach 0.50 on average: /);
  });

  it('advise nothing that the rule does not read', () => {
    for (const rule of RULE_NAMES) {
      const own = { ...context, ...RULE_DEFAULTS[rule], rule };
      const troubled = { ...epoch, deadUnits: 6, nonFinite: 3 };
      const lines = trainingWarnings([troubled], own).join('\n');
      for (const option of ['threshold', 'delta']) {
        expect(lines.includes(option), `${rule}, ${option}`).toBe(isReadBy(rule, option));
      }
    }
    const expression = { ...context, activation: 'h > 0.1 ? 1 : 0' };
    const [line] = trainingWarnings([{ ...epoch, deadUnits: 6 }], expression);
    expect(line).toMatch(/or change inhibition or activation$/);
  });

  it.each([
    [{ steadyState: 'events' }, 'use the closed form for the steady state'],
    [{ steadyState: 'integrate' }, 'use the closed form for the steady state'],
    [{ coupling: 'adiabatic' }, 'shorten the presentation, or take another method or looser tolerances'],
    [{ coupling: 'full' }, 'shorten the presentation, or take another method or looser tolerances'],
  ] as const)('advise what can be changed where eq. 4 was not solved with %j', (options, mend) => {
    expect(trainingWarnings([{ ...epoch, unsolved: 4 }], { ...context, ...options })).toEqual([
      `epoch 3: eq. 4 was not solved for 4 examples, from which nothing was learned; ${mend}`,
    ]);
  });

  it('say what to lower where weights leave the range of numbers', () => {
    expect(trainingWarnings([{ ...epoch, nonFinite: 3 }], { ...context, algorithm: 'exact' })).toEqual([
      'epoch 3: 3 of 10 units have weights or a norm beyond the range of numbers; lower the presentation or delta',
    ]);
    expect(growthOptions({ ...context, algorithm: 'ranking' })).toEqual(['rate', 'delta']);
    expect(growthOptions({ algorithm: 'exact', rule: 'bcm' })).toEqual(['presentation']);
  });
});
