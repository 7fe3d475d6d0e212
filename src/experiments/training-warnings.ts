/** What a user should know about epochs that learned nothing, or little. */
import type { RuleName } from '../learning/learning-rule.ts';
import { isReadBy } from './training-rule.ts';
import type { LearningOptions } from './training.ts';
import type { EpochMetrics } from './types.ts';

/** Options that the advice depends on. */
export type WarningContext = Pick<
  LearningOptions,
  'algorithm' | 'rule' | 'activation' | 'threshold' | 'coupling' | 'steadyState'
> & { readonly units: number };

type Epoch = Omit<EpochMetrics, 'seconds'>;

/** One kind of trouble: the epochs that it concerns, and what is said of them. */
interface Trouble {
  readonly concerns: (epoch: Epoch, context: WarningContext) => boolean;
  readonly text: (epochs: readonly Epoch[], context: WarningContext) => string;
}

/** What to do where no unit was ever Hebbian, and no h* is to blame. */
const NOT_HEBBIAN: Readonly<Record<RuleName, string>> = {
  'krotov-hopfield': 'choose an activation that is positive there',
  oja: 'start from examples, whose currents are positive',
  bcm: 'no activity exceeds its threshold θ: shorten the time over which it averages, or train on',
};

/** What else than more training and fewer units lets more of them learn. */
function sharingMend({ algorithm, rule, activation }: WarningContext): string {
  if (algorithm === 'ranking') return 'or use a lower rate';
  // Its θ lets a winner win on: what helps others is to let them be active beside it.
  if (rule === 'bcm') return 'or lower the inhibition';
  const own = isReadBy(rule, 'threshold') ? (activation === 'step' ? 'threshold' : 'activation') : null;
  return own === null ? 'or change the inhibition' : `or change inhibition or ${own}`;
}

/** What to do where eq. 4 was not solved. */
function solvingMend({ coupling, steadyState }: WarningContext): string {
  if (coupling !== 'frozen') return 'shorten the presentation, or take another method or looser tolerances';
  return steadyState === 'closed-form'
    ? 'rescale weights or inputs, so that currents stay finite'
    : 'use the closed form for the steady state';
}

/** Options to lower where weights grow beyond bounds, by their names. */
export function growthOptions({ algorithm, rule }: Pick<WarningContext, 'algorithm' | 'rule'>): string[] {
  const step = algorithm === 'exact' ? 'presentation' : 'rate';
  return isReadBy(rule, 'delta') ? [step, 'delta'] : [step];
}

/** The one number, or the smallest and the largest. */
function span(values: readonly number[], format: (value: number) => string = String): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(format);
  return low === high ? low : `${low} to ${high}`;
}

function epochsText(epochs: readonly Epoch[]): string {
  const [first, last] = [epochs[0].epoch, epochs[epochs.length - 1].epoch];
  if (first === last) return `epoch ${first}`;
  const all = last - first + 1 === epochs.length;
  return `epochs ${first} to ${last}${all ? '' : ` (${epochs.length} of them)`}`;
}

function currentsText(epochs: readonly Epoch[]): string {
  const largest = epochs.map(({ meanLargestCurrent }) => meanLargestCurrent);
  return `currents reach ${span(largest, (current) => current.toPrecision(2))} on average`;
}

/** h* is relative to the scale of the currents: the largest current of an example bounds its activities. */
const noneHebbian: Trouble = {
  concerns: ({ meanHebbian }) => meanHebbian === 0,
  text: (epochs, { algorithm, activation, rule, threshold }) => {
    const mend =
      algorithm === 'exact' && activation === 'step'
        ? `lower the threshold (h* = ${threshold}) below that, or start from normal weights`
        : NOT_HEBBIAN[rule];
    return `no unit was ever Hebbian, so nothing was learned; ${currentsText(epochs)}: ${mend}`;
  },
};

const mostlyDead: Trouble = {
  concerns: ({ meanHebbian, deadUnits }, { units }) => meanHebbian !== 0 && deadUnits > units / 2,
  text: (epochs, context) => {
    const dead = span(epochs.map(({ deadUnits }) => deadUnits));
    const mend = `train longer or on more examples, use fewer hidden units, ${sharingMend(context)}`;
    return `${dead} of ${context.units} units were never Hebbian; ${currentsText(epochs)}: ${mend}`;
  },
};

const notSolved: Trouble = {
  concerns: ({ unsolved }) => unsolved > 0,
  text: (epochs, context) => {
    const count = span(epochs.map(({ unsolved }) => unsolved));
    return `eq. 4 was not solved for ${count} examples, from which nothing was learned; ${solvingMend(context)}`;
  },
};

const notFinite: Trouble = {
  concerns: ({ nonFinite }) => nonFinite > 0,
  text: (epochs, context) => {
    const count = span(epochs.map(({ nonFinite }) => nonFinite));
    const mend = `lower the ${growthOptions(context).join(' or ')}`;
    return `${count} of ${context.units} units have weights or a norm beyond the range of numbers; ${mend}`;
  },
};

/** One line for each kind of trouble in these epochs, which says what to change. */
export function trainingWarnings(epochs: readonly Epoch[], context: WarningContext): string[] {
  return [noneHebbian, mostlyDead, notSolved, notFinite].flatMap(({ concerns, text }) => {
    const concerned = epochs.filter((epoch) => concerns(epoch, context));
    return concerned.length === 0 ? [] : [`${epochsText(concerned)}: ${text(concerned, context)}`];
  });
}
