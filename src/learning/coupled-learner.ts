/**
 * Online learning with h following the weights during each presentation (`--coupling adiabatic` and `full`), one example
 * at a time. The presentation time falls linearly to 0 over the run, at a constant τ/τ_L: under `full` the last
 * presentations are too short for h to settle.
 */
import type { ExampleSource } from '../kernels/sparse.ts';
import { createSparseVector } from '../kernels/sparse.ts';
import type { Competition } from './competition.ts';
import { countDecision } from './count-decision.ts';
import type { CoupledPresentation } from './coupled-presentation.ts';
import { currents } from './currents-engine.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import { retireUnit } from './hidden-layer.ts';
import type { Divergence, Learner } from './learner.ts';
import { createTally } from './learner.ts';
import type { WeightReader } from './participants.ts';
import { gatherWeights, scatterWeights } from './unit-weights.ts';

/** What a coupled learner works with. */
export interface CoupledLearnerOptions {
  readonly layer: HiddenLayer;
  readonly source: ExampleSource;
  /** Decides from the weights before each presentation; for the tally only. */
  readonly competition: Competition;
  readonly coupled: CoupledPresentation;
  /** ε = T/τ_L > 0 at the start of the run. */
  readonly presentation: number;
  /** Presentations before, by an earlier process (0). */
  readonly presented?: number;
}

/**
 * A learner that changes the weights after every example.
 * @remarks Where a presentation fails, nothing is learned from the example; a unit that diverged takes no further part.
 */
export function createCoupledLearner(options: CoupledLearnerOptions): Learner {
  const { layer, source, competition, coupled, presentation } = options;
  const tally = createTally(layer.units);
  const divergences: Divergence[] = [];
  const vector = createSparseVector(layer.inputs);
  const drive = new Float64Array(layer.units);
  let presented = options.presented ?? 0;
  const weights: WeightReader = {
    gather: (mu, example, w) => {
      if (layer.retired[mu] === 1) w.fill(0, 0, example.length);
      else gatherWeights(layer, mu, example, w);
    },
  };

  const retire = (unit: number, example: number): void => {
    retireUnit(layer, unit);
    divergences.push({ unit, example, presentation: presented });
  };

  return {
    tally,
    divergences,
    present: (example, remaining) => {
      source.load(example, vector);
      currents(layer, vector, drive);
      const decision = competition(drive);
      countDecision(tally, decision, drive);
      const { success, divergence } = coupled.present(weights, vector, presentation * remaining);
      if (success) {
        for (const { unit, w, amplitude } of coupled.moved()) {
          if (!scatterWeights(layer, unit, { vector, w, amplitude })) retire(unit, example);
        }
      } else if (divergence !== null) {
        retire(divergence.unit, example);
      } else if (decision.solved) {
        tally.unsolved++;
      }
      presented++;
    },
    flush: () => undefined,
    stride: 1,
  };
}
