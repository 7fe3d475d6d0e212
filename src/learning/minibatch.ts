/**
 * The shortcut of section 3: ranks instead of activities, and eq. 2 as one Euler step per minibatch,
 * ΔW_μ = η Σ_b g_bμ (R^p v_b − I_bμ W_μ), scaled in one of two ways.
 *
 * `paper`: divided by the size of the batch ("averaged over all examples in the minibatch"), η as in appendix B.
 * `max`: divided by the largest |change| of all weights in the batch, as the program does that the authors published
 * with the PNAS version, so that η is the largest change of a weight.
 */
import { absolutePower } from '../kernels/power.ts';
import { allocatedBytes } from '../kernels/simd.ts';
import type { ExampleSource, SparseVector } from '../kernels/sparse.ts';
import type { Competition, Decision } from './competition.ts';
import { countDecision } from './count-decision.ts';
import type { CurrentsEngine } from './currents-engine.ts';
import { blockBytes, createExampleBlock, loadExample } from './example-block.ts';
import type { HiddenLayer, LayerOptions } from './hidden-layer.ts';
import { refreshPanels, retireUnit } from './hidden-layer.ts';
import { addToWeights, subtractWeights } from './unit-weights.ts';
import type { Divergence, Learner } from './learner.ts';
import { createTally } from './learner.ts';

/** What the sum over a minibatch is divided by. */
export type UpdateScale = 'paper' | 'max';

/** What a minibatch learner works with. */
export interface MinibatchOptions {
  readonly layer: HiddenLayer;
  readonly source: ExampleSource;
  readonly competition: Competition;
  /** B ≥ 1. */
  readonly batch: number;
  /** η > 0 at the start of the run. */
  readonly rate: number;
  readonly updateScale: UpdateScale;
  readonly engine: CurrentsEngine;
  /** Presentations before, by an earlier process (0). */
  readonly presented?: number;
}

/** Examples whose currents are computed together; a larger minibatch takes several. */
const LARGEST_BLOCK = 128;

/** Bytes of the layer's memory that a minibatch learner takes. */
export function minibatchBytes(batch: number, shape: LayerOptions): number {
  const sums = allocatedBytes(Math.min(2 * batch, shape.units) * shape.inputs * 8);
  return blockBytes(Math.min(batch, LARGEST_BLOCK), shape) + sums;
}

/** The smallest divisor of `max`: a batch that changes nothing stays without effect. */
const LEAST_CHANGE = 1e-30;

/**
 * A learner that changes the weights after every `batch` examples.
 * @remarks O(K · non-zeros) per example for the currents, O(N) per unit that a batch changes (at most 2 B of them).
 */
export function createMinibatchLearner(options: MinibatchOptions): Learner {
  const { layer, source, competition, batch, rate, updateScale, engine } = options;
  const { units, inputs } = layer;
  const radiusPower = absolutePower(layer.p)(layer.radius);
  const block = createExampleBlock(layer, Math.min(batch, LARGEST_BLOCK));
  const tally = createTally(units);
  const divergences: Divergence[] = [];
  let presented = options.presented ?? 0;
  let gathered = 0;
  let share = 1;
  let lastExample = 0;
  // Units that the batch changes, in the order of their first change, and their sums Σ g R^p v and Σ g I.
  const changed = new Int32Array(units);
  let changedCount = 0;
  const slot = new Int32Array(units).fill(-1);
  const room = Math.min(2 * batch, units);
  const pullAt = layer.simd.allocate(room * inputs * 8);
  const pull = Array.from({ length: room }, (_, place) =>
    layer.simd.float64(pullAt + place * inputs * 8, inputs),
  );
  const decay = new Float64Array(room);

  const slotOf = (unit: number): number => {
    if (slot[unit] >= 0) return slot[unit];
    const place = changedCount++;
    slot[unit] = place;
    changed[place] = unit;
    decay[place] = 0;
    pull[place].fill(0);
    return place;
  };

  const gather = (from: SparseVector, unit: number, { g, current }: { g: number; current: number }): void => {
    const place = slotOf(unit);
    const { byteOffset: sum } = pull[place];
    const { index, value, length } = from;
    layer.simd.accumulateSparse(sum, g * radiusPower, index.byteOffset, value.byteOffset, length);
    decay[place] += g * current;
  };

  /** Turns the pulls into changes Σ g (R^p v − I W), and returns the largest of them. */
  const largestChange = (): number => {
    let largest = 0;
    for (let place = 0; place < changedCount; place++) {
      const { byteOffset } = pull[place];
      largest = Math.max(largest, subtractWeights(layer, changed[place], byteOffset, decay[place]));
    }
    return largest;
  };

  /** A retired unit has current 0, which may be larger than those of live units: it must take no rank from them. */
  const leaveOutRetired = (drive: Float64Array): void => {
    for (let mu = 0; mu < units; mu++) if (layer.retired[mu] === 1) drive[mu] = -Infinity;
  };

  /** Where fewer live units are left than ranks are asked for, a retired one has a rank: it learns nothing. */
  const dropRetired = (decision: Decision): void => {
    let kept = 0;
    for (let i = 0; i < decision.count; i++) {
      if (layer.retired[decision.units[i]] === 1) continue;
      decision.units[kept] = decision.units[i];
      decision.activation[kept] = decision.activation[i];
      kept++;
    }
    decision.count = kept;
    decision.active = kept;
    if (kept === 0) decision.winner = -1;
  };

  /** Adds the pulls of the examples in the block. */
  const takeBlock = (): void => {
    refreshPanels(layer);
    engine.start(layer, block);
    engine.finish();
    const someRetired = layer.retired.includes(1);
    for (let place = 0; place < block.count; place++) {
      const drive = block.currents[place];
      if (someRetired) leaveOutRetired(drive);
      const decision = competition(drive);
      if (someRetired) dropRetired(decision);
      countDecision(tally, decision, drive);
      for (let i = 0; i < decision.count; i++) {
        const unit = decision.units[i];
        const pulled = { g: decision.activation[i], current: drive[unit] };
        gather(block.vectors[place], unit, pulled);
      }
      if (gathered === 0) share = block.remaining[place];
      lastExample = block.examples[place];
      gathered++;
      presented++;
    }
    block.count = 0;
  };

  const flush = (): void => {
    if (block.count > 0) takeBlock();
    if (gathered === 0) return;
    const largest = largestChange();
    const step =
      updateScale === 'paper' ? (rate * share) / gathered : (rate * share) / Math.max(largest, LEAST_CHANGE);
    for (let place = 0; place < changedCount; place++) {
      const unit = changed[place];
      slot[unit] = -1;
      if (addToWeights(layer, unit, pull[place].byteOffset, step)) continue;
      retireUnit(layer, unit);
      divergences.push({ unit, example: lastExample, presentation: presented - 1 });
    }
    changedCount = 0;
    gathered = 0;
  };

  return {
    tally,
    divergences,
    flush,
    stride: batch,
    present: (example, remaining) => {
      loadExample(block, source, { example, remaining });
      if (gathered + block.count === batch) flush();
      else if (block.count === block.capacity) takeBlock();
    },
  };
}
