/** The rule of the options. */
import { stepActivation } from './activation.ts';
import { bcmRule } from './bcm.ts';
import { compileActivation } from './expression.ts';
import type { LearningRule, RuleName } from './learning-rule.ts';
import { frozenClocks } from './learning-rule.ts';
import { createUnitFlow } from './unit-flow.ts';

/** What rules are made from; names are those of the command line. */
export interface RuleOptions {
  /** Which rule (exact); `RULE_DEFAULTS` of the experiments has what its name fixes. */
  readonly rule: RuleName;
  /** `step`, or an expression in h (exact, `krotov-hopfield`). */
  readonly activation: string;
  /** h* ≥ 0 (exact, `krotov-hopfield`, `step`). */
  readonly threshold: number;
  /** Δ ≥ 0 (`krotov-hopfield`; of `exact` with `step`, and of `ranking`). */
  readonly delta: number;
  /** τ_θ/τ_L > 0, time constant of the thresholds θ (`bcm`). */
  readonly thresholdTime: number;
}

/** Eq. 2 with a g(h) that is frozen during a presentation. */
function plasticityRule(
  units: number,
  { activation, threshold, delta }: RuleOptions,
): Omit<LearningRule, 'linear'> {
  return {
    activation: activation === 'step' ? stepActivation(threshold, delta) : compileActivation(activation),
    clocks: frozenClocks(units),
    flowOf: createUnitFlow,
    memory: new Float64Array(0),
  };
}

type Maker = (units: number, options: RuleOptions, memory?: ArrayLike<number>) => LearningRule;

const MAKERS: Readonly<Record<RuleName, Maker>> = {
  'krotov-hopfield': (units, options) => ({ ...plasticityRule(units, options), linear: false }),
  oja: (units, options) => ({ ...plasticityRule(units, { ...options, activation: 'h' }), linear: true }),
  bcm: bcmRule,
};

/**
 * The rule for a layer of K units.
 * @param memory that of an earlier process (as at the start)
 * @throws ArgumentError when an option of it is out of its range
 */
export function createRule(units: number, options: RuleOptions, memory?: ArrayLike<number>): LearningRule {
  return MAKERS[options.rule](units, options, memory);
}
