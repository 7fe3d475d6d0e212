import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { allocatedBytes } from '../../src/kernels/simd.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';
import { plainSelection } from '../../src/kernels/selection.ts';
import { createRankingCompetition } from '../../src/learning/competition.ts';
import { inlineEngine } from '../../src/learning/currents-engine.ts';
import { blockBytes } from '../../src/learning/example-block.ts';
import { createHiddenLayer, layerWeights, retireUnit } from '../../src/learning/hidden-layer.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import type { Learner } from '../../src/learning/learner.ts';
import { createMinibatchLearner, minibatchBytes } from '../../src/learning/minibatch.ts';
import type { UpdateScale } from '../../src/learning/minibatch.ts';
import { randomCourse } from '../support/course.ts';
import { denseLayer } from '../support/dense-layer.ts';
import { relativeDistance } from '../support/distance.ts';
import { learnByRanks } from '../support/plain-learning.ts';
import type { Course } from '../support/plain-learning.ts';
import { sourceOf } from '../support/sparse-vectors.ts';

const UNITS = 8;
const INPUTS = 20;
const RATE = 0.05;

interface RunOptions {
  readonly p?: number;
  readonly radius?: number;
  readonly rank?: number;
  readonly delta?: number;
  readonly batch?: number;
  readonly rate?: number;
  readonly updateScale?: UpdateScale;
  readonly precision?: Precision;
}

interface Run {
  readonly layer: HiddenLayer;
  readonly learner: Learner;
}

function start(weights: ArrayLike<number>, course: Course, options: RunOptions = {}): Run {
  const { p = 4, radius = 1, rank = 2, delta = 0.4, batch = 10 } = options;
  const { rate = RATE, updateScale = 'paper', precision = 'f64' } = options;
  const shape = { units: weights.length / INPUTS, inputs: INPUTS, p, radius, precision };
  const layer = createHiddenLayer(weights, { ...shape, spareBytes: minibatchBytes(batch, shape) });
  const learner = createMinibatchLearner({
    layer,
    source: sourceOf(course.examples),
    competition: createRankingCompetition(rank, delta, plainSelection(new Int32Array(shape.units))),
    batch,
    rate,
    updateScale,
    engine: inlineEngine,
  });
  return { layer, learner };
}

function run(weights: ArrayLike<number>, course: Course, options: RunOptions = {}): Run {
  const started = start(weights, course, options);
  course.order.forEach((example, time) => started.learner.present(example, course.remaining[time]));
  started.learner.flush();
  return started;
}

const normalWeights = (size: number): Float64Array => {
  const stream = randomStream(1, 'minibatch');
  return Float64Array.from({ length: UNITS * INPUTS }, () => size * stream.normal());
};

/** Sums over a minibatch in another order, over some hundred examples. */
const ROUNDING = 1e-12;

describe('learning by ranks is section 3 of the paper', () => {
  const course = randomCourse(1, { inputs: INPUTS, count: 60, presentations: 300 });

  it.each<readonly [string, RunOptions]>([
    ['averaged over the minibatch', {}],
    ['one example at a time', { batch: 1 }],
    ['in one minibatch', { batch: 300 }],
    ['in minibatches larger than a block', { batch: 140 }],
    ['with a last minibatch that is not full', { batch: 7 }],
    ['against the fifth unit', { rank: 5 }],
    ['against the last unit', { rank: UNITS }],
    ['without an anti-Hebbian unit', { delta: 0 }],
    ['for p = 2', { p: 2 }],
    ['for p = 3 and R = 0.5', { p: 3, radius: 0.5 }],
    ['for a p that the kernels do not know', { p: 2.3, radius: 1.5 }],
    ['for a p beyond the kernels', { p: 20 }],
    ['scaled to the largest change', { updateScale: 'max' }],
    ['scaled to the largest change, one example at a time', { updateScale: 'max', batch: 1 }],
  ])('%s', (_, options) => {
    const weights = normalWeights(0.5 * (options.radius ?? 1));
    const { layer, learner } = run(weights, course, options);
    const twin = denseLayer(weights, INPUTS);
    const { p = 4, radius = 1, rank = 2, delta = 0.4, batch = 10, updateScale = 'paper' } = options;
    const scale = updateScale === 'max' ? 'largest' : 'mean';
    learnByRanks(twin, course, { p, radius, rank, delta, batch, rate: RATE, scale });
    const expected = twin.flatMap((row) => [...row]);
    expect(learner.divergences).toEqual([]);
    expect(relativeDistance(expected, weights)).toBeGreaterThan(0.01);
    expect(relativeDistance(layerWeights(layer), expected)).toBeLessThan(ROUNDING);
  });
});

describe('a minibatch learner', () => {
  const course = randomCourse(2, { inputs: INPUTS, count: 40, presentations: 80 });
  const weights = normalWeights(0.5);

  it('changes no weight by more than the rate, and one by the rate, when it scales to the largest change', () => {
    const { layer, learner } = start(weights, course, { updateScale: 'max', batch: 8, rate: 0.07 });
    let before: FloatArray = layerWeights(layer);
    for (let time = 0; time < course.order.length; time++) {
      learner.present(course.order[time], 1);
      if (time % 8 !== 7) continue;
      const after = layerWeights(layer);
      const largest = Math.max(...Array.from(after, (w, i) => Math.abs(w - before[i])));
      expect(Math.abs(largest / 0.07 - 1)).toBeLessThan(1e-13);
      before = after;
    }
  });

  it('changes weights when a minibatch is full, or flushed, and not before', () => {
    const { layer, learner } = start(weights, course, { batch: 3 });
    learner.present(0, 1);
    learner.present(1, 1);
    expect(layerWeights(layer)).toEqual(weights);
    learner.present(2, 1);
    const full = layerWeights(layer);
    expect(full).not.toEqual(weights);
    learner.flush();
    expect(layerWeights(layer)).toEqual(full);
    learner.present(3, 1);
    expect(layerWeights(layer)).toEqual(full);
    learner.flush();
    expect(layerWeights(layer)).not.toEqual(full);
  });

  it('takes the share of the run that is left at the first of a minibatch', () => {
    const once = (shares: readonly number[], rate: number): FloatArray => {
      const { layer, learner } = start(weights, course, { batch: 3, rate });
      shares.forEach((share, example) => learner.present(example, share));
      return layerWeights(layer);
    };
    expect(once([0.5, 0.25, 0.125], RATE)).toEqual(once([1, 1, 1], RATE / 2));
  });

  it('takes memory for the units that a batch can change, and for blocks of 128 examples at most', () => {
    const shape = { units: 1000, inputs: INPUTS, p: 4, radius: 1, precision: 'f32' } as const;
    const few = { ...shape, units: 8 };
    expect(minibatchBytes(3, shape) - blockBytes(3, shape)).toBe(allocatedBytes(6 * INPUTS * 8));
    expect(minibatchBytes(3000, few) - blockBytes(128, few)).toBe(allocatedBytes(8 * INPUTS * 8));
  });

  it('counts what it decides', () => {
    const { tally } = run(weights, course).learner;
    expect(tally.examples).toBe(80);
    expect([tally.hebbian, tally.antiHebbian, tally.active, tally.unsolved]).toEqual([80, 80, 160, 0]);
    expect(tally.hebbianCount.reduce((sum, count) => sum + count, 0)).toBe(80);
  });

  it('does the same in float32 to its rounding, while no rank hangs on it', () => {
    const rounded = weights.map(Math.fround);
    const single = layerWeights(run(rounded, course, { precision: 'f32' }).layer);
    expect(single).toBeInstanceOf(Float32Array);
    // Eight minibatches, each of which stores weights with half an ulp of 2⁻²³, beside sums in float32.
    expect(relativeDistance(single, layerWeights(run(rounded, course).layer))).toBeLessThan(20 * 2 ** -24);
  });
});

describe('a unit that diverges by ranks', () => {
  const course = randomCourse(3, { inputs: INPUTS, count: 30, presentations: 60 });
  const outside = 5;
  /** So large that ⟨W,v⟩W overflows in one step of p = 4, while the weights and their powers do not. */
  const weights = normalWeights(0.5);
  for (let i = 0; i < INPUTS; i++) weights[outside * INPUTS + i] = 1e90;

  it('is retired with its last finite weights, and listed with the last example of its minibatch', () => {
    for (const batch of [1, 10]) {
      const { layer, learner } = run(weights, course, { batch });
      expect(learner.divergences).toEqual([
        { unit: outside, example: course.order[batch - 1], presentation: batch - 1 },
      ]);
      expect(layer.retired[outside]).toBe(1);
      const after = layerWeights(layer);
      expect(after.every(Number.isFinite)).toBe(true);
      expect([...after.slice(outside * INPUTS, (outside + 1) * INPUTS)]).toEqual(
        new Array<number>(INPUTS).fill(1e90),
      );
    }
  });

  it.each<UpdateScale>(['paper', 'max'])(
    'does not keep the others from learning, scaled as %s',
    (updateScale) => {
      const { layer } = run(weights, course, { updateScale });
      const moved = layerWeights(layer).map((w, i) => w - weights[i]);
      const units = Array.from({ length: UNITS }, (_, mu) =>
        moved.slice(mu * INPUTS, (mu + 1) * INPUTS).some((change) => change !== 0),
      );
      expect(units.filter(Boolean).length).toBeGreaterThan(2);
      expect(units[outside]).toBe(false);
    },
  );

  it('takes no rank from the others where its current of 0 is the largest', () => {
    const negative = weights.map((_, i) => -0.1 - (i % 7) / 10);
    const { layer, learner } = start(negative, course);
    retireUnit(layer, outside);
    course.order.forEach((example) => learner.present(example, 1));
    const after = layerWeights(layer);
    const [from, to] = [outside * INPUTS, (outside + 1) * INPUTS];
    expect(after.slice(from, to)).toEqual(negative.slice(from, to));
    expect(after).not.toEqual(negative);
    // One Hebbian and one anti-Hebbian live unit for each example.
    expect(learner.tally.hebbianCount[outside]).toBe(0);
    expect(learner.tally.hebbian).toBe(course.order.length);
    expect(learner.tally.antiHebbian).toBe(course.order.length);
  });

  it('learns nothing where it has a rank because too few others are left', () => {
    const { layer, learner } = start(normalWeights(0.5), course, { batch: 1 });
    for (let mu = 1; mu < UNITS; mu++) retireUnit(layer, mu);
    const before = layerWeights(layer);
    learner.present(course.order[0], 1);
    expect(learner.tally).toMatchObject({ examples: 1, active: 1, hebbian: 1, antiHebbian: 0 });
    const after = layerWeights(layer);
    expect(after.slice(0, INPUTS)).not.toEqual(before.slice(0, INPUTS));
    expect(after.slice(INPUTS)).toEqual(before.slice(INPUTS));
    const winning = learner.tally.largestCurrent;
    retireUnit(layer, 0);
    const last = layerWeights(layer);
    learner.present(course.order[1], 1);
    expect(learner.tally).toMatchObject({ examples: 2, active: 1, hebbian: 1, antiHebbian: 0 });
    expect(layerWeights(layer)).toEqual(last);
    // Of no live unit: retired ones stand at −∞.
    expect(learner.tally.largestCurrent).toBe(winning);
  });
});
