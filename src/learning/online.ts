/**
 * The algorithm of section 2.2, one example at a time: currents, steady state of eq. 4, g(h), then eq. 2 with g frozen
 * for the presentation time ε, which falls linearly to 0 over the run.
 */
import type { ExampleSource } from '../kernels/sparse.ts';
import { createSparseVector } from '../kernels/sparse.ts';
import type { Competition } from './competition.ts';
import { countDecision } from './count-decision.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import { currents, retireUnit } from './hidden-layer.ts';
import type { Divergence, Learner } from './learner.ts';
import { createTally } from './learner.ts';
import type { UnitFlow } from './unit-flow.ts';

/** What an online learner works with. */
export interface OnlineOptions {
  readonly layer: HiddenLayer;
  readonly source: ExampleSource;
  readonly competition: Competition;
  readonly flow: UnitFlow;
  /** ε = T/τ_L > 0 at the start of the run. */
  readonly presentation: number;
}

/**
 * A learner that changes the weights after every example.
 * @remarks O(K · non-zeros) for the currents, O(non-zeros) per unit that learns.
 */
export function createOnlineLearner(options: OnlineOptions): Learner {
  const { layer, source, competition, flow, presentation } = options;
  const vector = createSparseVector(source.inputs);
  const drive = new Float64Array(layer.units);
  const tally = createTally(layer.units);
  const divergences: Divergence[] = [];
  let presented = 0;
  return {
    tally,
    divergences,
    flush: () => undefined,
    present: (example, remaining) => {
      source.load(example, vector);
      currents(layer, vector, drive);
      const decision = competition(drive);
      countDecision(tally, decision, drive);
      const duration = presentation * remaining;
      for (let i = 0; i < decision.count; i++) {
        const unit = decision.units[i];
        if (layer.retired[unit] === 1 || flow(unit, vector, decision.activation[i] * duration)) continue;
        retireUnit(layer, unit);
        divergences.push({ unit, example, presentation: presented });
      }
      presented++;
    },
  };
}
