/** What the name of a learning rule fixes, and refuses, among the options of training. */
import { ArgumentError } from '../errors.ts';
import type { Coupling } from '../learning/coupled-presentation.ts';
import type { RuleName } from '../learning/learning-rule.ts';
import type { FlowKind } from '../learning/unit-flow.ts';
import type { Algorithm } from './types.ts';

/** Options whose values a rule may fix. */
interface FixedOptions {
  readonly algorithm: Algorithm;
  readonly p: number;
  readonly activation: string;
  readonly presentation: number;
  readonly coupling: Coupling;
  readonly flow: FlowKind;
}

/** What is checked. */
interface RuledLayer extends FixedOptions {
  readonly rule: RuleName;
  /** K. */
  readonly units: number;
}

/** Values that a rule puts in place of the general defaults. */
export const RULE_DEFAULTS: Readonly<Record<RuleName, Partial<FixedOptions>>> = {
  'krotov-hopfield': {},
  oja: { p: 2, activation: 'h' },
  bcm: { p: 2, activation: 'h (h - theta)', presentation: 0.01 },
};

/** Values that are the only ones that make sense under a rule. */
const FIXED: Readonly<Record<RuleName, Partial<FixedOptions>>> = {
  'krotov-hopfield': {},
  oja: { algorithm: 'exact', p: 2, activation: 'h' },
  bcm: { algorithm: 'exact', p: 2, activation: 'h (h - theta)', coupling: 'frozen', flow: 'reduced' },
};

/** Options that belong to some rules alone. */
const OWN_OPTIONS: Readonly<Record<string, RuleName>> = {
  threshold: 'krotov-hopfield',
  delta: 'krotov-hopfield',
  thresholdTime: 'bcm',
};

/** @throws ArgumentError, in one line, where an option contradicts the rule */
export function checkRule(options: RuledLayer): void {
  const { rule } = options;
  for (const [name, value] of Object.entries(FIXED[rule])) {
    const given = options[name as keyof FixedOptions];
    if (given === value) continue;
    throw new ArgumentError(`${name}: must be ${value} with rule ${rule} (got ${given})`);
  }
  if (rule === 'oja' && options.units === 1 && options.coupling === 'full') {
    throw new ArgumentError(
      'coupling: must be frozen or adiabatic with rule oja and one hidden unit, which is linear (got full)',
    );
  }
}

/** Whether the rule reads an option at all. */
export function isReadBy(rule: RuleName, option: string): boolean {
  return !(option in OWN_OPTIONS) || OWN_OPTIONS[option] === rule;
}

/**
 * @param given names of the options that the user gave
 * @throws ArgumentError for one that the rule would not read
 */
export function checkRuleOptions(rule: RuleName, given: ReadonlySet<string>): void {
  for (const [name, owner] of Object.entries(OWN_OPTIONS)) {
    if (owner === rule || !given.has(name)) continue;
    const written = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new ArgumentError(`${written}: belongs to rule ${owner} (got rule ${rule}); leave it out`);
  }
}
