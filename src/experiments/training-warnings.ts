/** What a user should know about an epoch that learned nothing, or little. */
import type { RuleName } from '../learning/learning-rule.ts';
import type { LearningOptions } from './training.ts';
import type { EpochMetrics } from './types.ts';

/** Options that the advice depends on. */
export type WarningContext = Pick<
  LearningOptions,
  'algorithm' | 'rule' | 'activation' | 'threshold' | 'coupling' | 'steadyState'
> & { readonly units: number };

/** What to do where no unit was ever Hebbian, and no h* is to blame. */
const NOT_HEBBIAN: Readonly<Record<RuleName, string>> = {
  'krotov-hopfield': 'choose an activation that is positive there',
  oja: 'start from examples, whose currents are positive',
  bcm: 'no activity exceeds its threshold θ: shorten the time over which it averages, or train on',
};

/** What to do where eq. 4 was not solved. */
function solvingMend({ coupling, steadyState }: WarningContext): string {
  if (coupling !== 'frozen') return 'shorten the presentation, or take another method or looser tolerances';
  return steadyState === 'closed-form'
    ? 'rescale weights or inputs, so that currents stay finite'
    : 'use the closed form for the steady state';
}

/**
 * One line for each thing that went wrong in an epoch.
 * @remarks h* is relative to the scale of the currents: the largest current of an example bounds its activities.
 */
export function epochWarnings(metrics: Omit<EpochMetrics, 'seconds'>, context: WarningContext): string[] {
  const { epoch, meanHebbian, meanLargestCurrent, deadUnits, unsolved, nonFinite } = metrics;
  const { algorithm, rule, units, threshold } = context;
  const warnings: string[] = [];
  const scale = `currents reach ${meanLargestCurrent.toPrecision(2)} on average`;
  if (meanHebbian === 0) {
    const mend =
      algorithm === 'exact' && context.activation === 'step'
        ? `lower the threshold (h* = ${threshold}) below that, or start from normal weights`
        : NOT_HEBBIAN[rule];
    warnings.push(`epoch ${epoch}: no unit was ever Hebbian, so nothing was learned; ${scale}: ${mend}`);
  } else if (deadUnits > units / 2) {
    const mend =
      algorithm === 'exact'
        ? 'train longer or on more examples, use fewer hidden units, or change inhibition or threshold'
        : 'train longer or on more examples, or use fewer hidden units or a lower rate';
    warnings.push(`epoch ${epoch}: ${deadUnits} of ${units} units were never Hebbian; ${scale}: ${mend}`);
  }
  if (unsolved > 0) {
    warnings.push(
      `epoch ${epoch}: eq. 4 was not solved for ${unsolved} examples, from which nothing was learned; ${solvingMend(context)}`,
    );
  }
  if (nonFinite > 0) {
    const mend = algorithm === 'exact' ? 'lower the presentation or delta' : 'lower the rate or delta';
    warnings.push(
      `epoch ${epoch}: ${nonFinite} of ${units} units have weights or a norm beyond the range of numbers; ${mend}`,
    );
  }
  return warnings;
}
