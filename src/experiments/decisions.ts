/** Who wins and who learns on a set of examples, and how far two networks agree on that. */
import type { ExampleSource } from '../kernels/sparse.ts';
import { createSparseVector } from '../kernels/sparse.ts';
import type { Competition, Decision } from '../learning/competition.ts';
import { currents } from '../learning/currents-engine.ts';
import type { HiddenLayer } from '../learning/hidden-layer.ts';
import type { Breathe } from './breathe.ts';
import type { DecisionAgreement } from './comparison-types.ts';

/** A trained layer with its rule. */
export interface Contestant {
  readonly layer: HiddenLayer;
  readonly competition: Competition;
}

/** What a network decides on one example after the other. */
export interface Decisions {
  /** The unit with the largest activity, −1 where none is active. */
  readonly winners: readonly number[];
  /** Units with g > 0, the winner first. */
  readonly hebbian: readonly (readonly number[])[];
  /** Units with g < 0. */
  readonly antiHebbian: readonly (readonly number[])[];
}

/** Decisions that more are added to. */
interface GrowingDecisions extends Decisions {
  readonly winners: number[];
  readonly hebbian: number[][];
  readonly antiHebbian: number[][];
}

/** Decisions at the end of an epoch, on the first examples of the data set. */
export interface EpochDecisions extends Decisions {
  readonly epoch: number;
}

/** Examples on which decisions are compared after every epoch, the first of the data set. */
export const SAMPLE = 1000;

/** Examples between two breaths. */
const SLICE = 50;

/**
 * Visits the first `count` examples with their currents from the weights as they are.
 * @param visit is given `[K]` currents in a buffer that is used again
 * @remarks O(K · non-zeros) per example, one at a time: 0.12 ms at K = 2000 on MNIST; a block of 32 takes 0.07 ms each,
 * which at 1000 examples of 60 000 is not worth its memory in the layer.
 */
export async function visitCurrents(
  layer: HiddenLayer,
  { source, count, onProgress }: { source: ExampleSource; count: number; onProgress: Breathe },
  visit: (currents: Float64Array) => void,
): Promise<void> {
  const vector = createSparseVector(source.inputs);
  const drive = new Float64Array(layer.units);
  for (let example = 0; example < count; example++) {
    if (example % SLICE === 0) await onProgress(example / count);
    source.load(example, vector);
    currents(layer, vector, drive);
    visit(drive);
  }
}

/** No decisions. */
export function createDecisions(): GrowingDecisions {
  return { winners: [], hebbian: [], antiHebbian: [] };
}

/** Appends a decision. */
export function recordDecision(
  { winners, hebbian, antiHebbian }: GrowingDecisions,
  decision: Decision,
): void {
  winners.push(decision.winner);
  hebbian.push(unitsOfSign(decision, 1));
  antiHebbian.push(unitsOfSign(decision, -1));
}

/** Units with g of the given sign, the winner first. */
export function unitsOfSign({ count, units, activation }: Decision, sign: 1 | -1): number[] {
  const found: number[] = [];
  for (let i = 0; i < count; i++) if (Math.sign(activation[i]) === sign) found.push(units[i]);
  return found;
}

/** Decides the first examples of the data set, at most `SAMPLE`. Weights stay as they are, bit for bit. */
export async function sampleDecisions(
  { layer, competition }: Contestant,
  source: ExampleSource,
  onProgress: Breathe,
): Promise<Decisions> {
  const decisions = createDecisions();
  const count = Math.min(source.count, SAMPLE);
  await visitCurrents(layer, { source, count, onProgress }, (drive) =>
    recordDecision(decisions, competition(drive)),
  );
  return decisions;
}

/** Agreement of two networks on the same examples, at least one. */
export function decisionAgreement(first: Decisions, second: Decisions): DecisionAgreement {
  const { length } = first.winners;
  let same = 0;
  let hebbian = 0;
  let antiHebbian = 0;
  for (let i = 0; i < length; i++) {
    if (first.winners[i] >= 0 && first.winners[i] === second.winners[i]) same++;
    hebbian += jaccard(first.hebbian[i], second.hebbian[i]);
    antiHebbian += jaccard(first.antiHebbian[i], second.antiHebbian[i]);
  }
  return {
    winnerAgreement: same / length,
    hebbianJaccard: hebbian / length,
    antiHebbianJaccard: antiHebbian / length,
  };
}

/** |A ∩ B| / |A ∪ B|, 1 for two empty sets. */
function jaccard(a: readonly number[], b: readonly number[]): number {
  const common = inBoth(a, b);
  const union = a.length + b.length - common;
  return union === 0 ? 1 : common / union;
}

/** |A ∩ B|; no unit is twice in one of them. */
export function inBoth(a: readonly number[], b: readonly number[]): number {
  const set = new Set(a);
  return b.reduce((common, unit) => common + (set.has(unit) ? 1 : 0), 0);
}
