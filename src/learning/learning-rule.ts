/**
 * The learning rules by name, and what one is to the algorithm that takes examples one after the other: how strongly a unit
 * learns at its activity, how its weights then move, and what it remembers. Competition, steady states, blocks of examples,
 * storage of weights and checkpoints are the same for all.
 */
import type { UnitActivation } from './activation.ts';
import type { Decision } from './competition.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import type { FlowOptions, UnitFlow } from './unit-flow.ts';

/**
 * `krotov-hopfield`: eq. 2 with g(h) of section 2.2; `oja`: eq. 2 with p = 2 and g = h; `bcm`: a sliding threshold in place of
 * the norm.
 */
export const RULE_NAMES = ['krotov-hopfield', 'oja', 'bcm'] as const;

/** Name of a rule. */
export type RuleName = (typeof RULE_NAMES)[number];

/** A rule for one layer. */
export interface LearningRule {
  /** g of a unit with activity h as things are before the presentation: decides which units learn, and what is counted. */
  readonly activation: UnitActivation;
  /** A single unit, which has no rivals, learns at h < 0 as well. */
  readonly linear: boolean;
  /**
   * Learning clocks ∫ g dt/τ_L of the units of a decision over one presentation; the memory is that at its end.
   * @param duration ε = T/τ_L
   * @returns `[≥ count]` in the order of `decision.units`; a buffer of the rule
   */
  readonly clocks: (decision: Decision, duration: number) => Float64Array;
  /** How a unit's weights move by its clock. */
  readonly flowOf: (layer: HiddenLayer, options: FlowOptions) => UnitFlow;
  /** What the rule knows beside the weights and cannot be recomputed; `[0]` for most. */
  readonly memory: Float64Array;
}

/**
 * Clocks of a g that is frozen during the presentation: g ε.
 * @param units K
 */
export function frozenClocks(units: number): LearningRule['clocks'] {
  const clocks = new Float64Array(units);
  return ({ count, activation }, duration) => {
    for (let i = 0; i < count; i++) clocks[i] = activation[i] * duration;
    return clocks;
  };
}
