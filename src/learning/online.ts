/**
 * The algorithm of section 2.2, one example after the other: currents, steady state of eq. 4, g(h), then eq. 2 with g
 * frozen for the presentation time ε, which falls linearly to 0 over the run.
 *
 * Examples are taken in blocks: the currents of a whole block come from the weights at its start, and while the block is
 * walked through in order, only those of the units that have changed since are computed again, with the same order of
 * summation. So the weights are, bit for bit, those of one example at a time, for every block size and number of threads.
 * With other threads, the currents of one block are computed while the one before is walked through and the one after is
 * read.
 */
import { allocatedBytes } from '../kernels/simd.ts';
import type { ExampleSource } from '../kernels/sparse.ts';
import type { Competition } from './competition.ts';
import { countDecision } from './count-decision.ts';
import type { CurrentsEngine } from './currents-engine.ts';
import { recomputeCurrents } from './currents-engine.ts';
import type { ExampleBlock } from './example-block.ts';
import { blockBytes, createExampleBlock, loadExample } from './example-block.ts';
import type { HiddenLayer, LayerOptions } from './hidden-layer.ts';
import { refreshPanels, retireUnit } from './hidden-layer.ts';
import type { Divergence, Learner } from './learner.ts';
import { createTally } from './learner.ts';
import type { LearningRule } from './learning-rule.ts';
import { frozenClocks } from './learning-rule.ts';
import type { UnitFlow } from './unit-flow.ts';

/** What an online learner works with. */
export interface OnlineOptions {
  readonly layer: HiddenLayer;
  readonly source: ExampleSource;
  readonly competition: Competition;
  /** How the weights of a unit move by its learning clock. */
  readonly flow: UnitFlow;
  /** Learning clocks of the units of a decision (g ε). */
  readonly clocks?: LearningRule['clocks'];
  /** ε = T/τ_L > 0 at the start of the run. */
  readonly presentation: number;
  readonly engine: CurrentsEngine;
  /** Examples in a block, ≥ 1; the result does not depend on it. */
  readonly block: number;
  /** Presentations before, by an earlier process (0). */
  readonly presented?: number;
}

/** One that is read, one whose currents are computed, one that is walked through. */
const BLOCKS = 3;

/** Bytes of the layer's memory that an online learner takes. */
export function onlineBytes(block: number, shape: LayerOptions): number {
  return BLOCKS * blockBytes(block, shape) + allocatedBytes(4 * shape.units);
}

/**
 * A learner that changes the weights after every example.
 * @remarks O(K · non-zeros) per example for the currents, O(non-zeros) per unit that learns, and O(non-zeros) per example and
 *   unit that its block has changed.
 */
export function createOnlineLearner(options: OnlineOptions): Learner {
  const { layer, source, competition, flow, presentation, engine } = options;
  const { clocks = frozenClocks(layer.units) } = options;
  const tally = createTally(layer.units);
  const divergences: Divergence[] = [];
  let presented = options.presented ?? 0;
  const blocks = Array.from({ length: BLOCKS }, () => createExampleBlock(layer, options.block));
  /** Counts the blocks that were filled; examples are read into the one of this number, modulo 3. */
  let turn = 0;
  /** The block whose currents are computed, from panels without what is changed meanwhile. */
  let computing: ExampleBlock | null = null;
  // Units that the last walk changed, while the currents of the next block were computed.
  const earlierAt = layer.simd.allocate(4 * layer.units);
  const earlier = layer.simd.int32(earlierAt, layer.units);
  let earlierCount = 0;

  const present = (block: ExampleBlock, place: number): void => {
    recomputeCurrents(layer, block, { place, units: earlierAt, count: earlierCount });
    const { pointer, count } = layer.changed;
    recomputeCurrents(layer, block, { place, units: pointer, count });
    const decision = competition(block.currents[place]);
    countDecision(tally, decision, block.currents[place]);
    const duration = presentation * block.remaining[place];
    const vector = block.vectors[place];
    const clock = clocks(decision, duration);
    for (let i = 0; i < decision.count; i++) {
      const unit = decision.units[i];
      if (layer.retired[unit] === 1 || flow(unit, vector, clock[i])) continue;
      retireUnit(layer, unit);
      divergences.push({ unit, example: block.examples[place], presentation: presented });
    }
    presented++;
  };

  const walk = (block: ExampleBlock): void => {
    for (let place = 0; place < block.count; place++) present(block, place);
    block.count = 0;
  };

  const process = (): void => {
    const { changed } = layer;
    const filling = blocks[turn % BLOCKS];
    const ready = computing;
    if (ready !== null) engine.finish();
    earlierCount = ready === null ? 0 : changed.count;
    earlier.set(changed.units.subarray(0, earlierCount));
    refreshPanels(layer);
    engine.start(layer, filling);
    if (engine.overlaps) {
      computing = filling;
      turn++;
      if (ready !== null) walk(ready);
    } else {
      engine.finish();
      walk(filling);
    }
  };

  return {
    tally,
    divergences,
    stride: 1,
    present: (example, remaining) => {
      const filling = blocks[turn % BLOCKS];
      loadExample(filling, source, { example, remaining });
      if (filling.count === filling.capacity) process();
    },
    flush: () => {
      if (blocks[turn % BLOCKS].count > 0) process();
      if (computing === null) return;
      engine.finish();
      // What its currents lack is still listed as changed.
      earlierCount = 0;
      walk(computing);
      computing = null;
    },
  };
}
