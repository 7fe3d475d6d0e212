import { describe, expect, it } from 'vitest';
import { createActiveSet } from '../../src/dynamics/active-set.ts';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';
import { stepActivation } from '../../src/learning/activation.ts';
import { createExactCompetition } from '../../src/learning/competition.ts';
import { inlineEngine } from '../../src/learning/currents-engine.ts';
import { createHiddenLayer, layerWeights, retireUnit } from '../../src/learning/hidden-layer.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import type { Learner } from '../../src/learning/learner.ts';
import { createOnlineLearner, onlineBytes } from '../../src/learning/online.ts';
import { createUnitFlow } from '../../src/learning/unit-flow.ts';
import type { FlowKind } from '../../src/learning/unit-flow.ts';
import { randomCourse } from '../support/course.ts';
import { denseLayer } from '../support/dense-layer.ts';
import { relativeDistance } from '../support/distance.ts';
import { learnOnline } from '../support/plain-learning.ts';
import type { Course } from '../support/plain-learning.ts';
import { sourceOf } from '../support/sparse-vectors.ts';

const UNITS = 9;
const INPUTS = 20;
const INHIBITION = 0.7;
const DELTA = 0.3;
const PRESENTATION = 0.3;

interface Run {
  readonly layer: HiddenLayer;
  readonly learner: Learner;
}

interface RunOptions {
  readonly p?: number;
  readonly radius?: number;
  readonly kind?: FlowKind;
  readonly precision?: Precision;
  readonly block?: number;
  readonly activation?: (h: number) => number;
  readonly presentation?: number;
}

const activation = stepActivation(0.15, DELTA);

function start(weights: ArrayLike<number>, course: Course, options: RunOptions = {}): Run {
  const { p = 4, radius = 1, kind = 'reduced', precision = 'f64', block = 4 } = options;
  const shape = { units: weights.length / INPUTS, inputs: INPUTS, p, radius, precision };
  const layer = createHiddenLayer(weights, { ...shape, spareBytes: onlineBytes(block, shape) });
  const solver = createSteadyState({ units: shape.units, inhibition: INHIBITION });
  const learner = createOnlineLearner({
    layer,
    source: sourceOf(course.examples),
    competition: createExactCompetition(shape.units, solver, options.activation ?? activation),
    flow: createUnitFlow(layer, { kind, method: 'dopri5', rtol: 1e-11, atol: 1e-13 }),
    presentation: options.presentation ?? PRESENTATION,
    engine: inlineEngine,
    block,
  });
  return { layer, learner };
}

function run(weights: ArrayLike<number>, course: Course, options: RunOptions = {}): Run {
  const started = start(weights, course, options);
  course.order.forEach((example, time) => started.learner.present(example, course.remaining[time]));
  started.learner.flush();
  return started;
}

const normalWeights = (units: number, size: number): Float64Array => {
  const stream = randomStream(1, 'online');
  return Float64Array.from({ length: units * INPUTS }, () => size * stream.normal());
};

const flat = (rows: readonly Float64Array[]): number[] => rows.flatMap((row) => [...row]);

/** Rounding of a few hundred presentations, which forget. */
const ROUNDING = 1e-12;
/** Steps at 1e-13 of the twin's integrator, which lose digits where weights change sign (p < 3). */
const INTEGRATED = 1e-9;

describe('online learning is section 2.2 of the paper', () => {
  const course = randomCourse(1, { inputs: INPUTS, count: 60, presentations: 300 });

  it.each([
    [2, 1],
    [3, 0.7],
    [4, 1],
    [4, 2],
  ])('by exact flows, p = %d and R = %d', (p, radius) => {
    const weights = normalWeights(UNITS, 0.5 * radius);
    // Currents are of the size R^(p−1).
    const step = stepActivation(0.15 * radius ** (p - 1), DELTA);
    const options = { p, radius, presentation: PRESENTATION / radius ** (p - 1), activation: step };
    const { layer, learner } = run(weights, course, options);
    const twin = denseLayer(weights, INPUTS);
    learnOnline(twin, course, { ...options, inhibition: INHIBITION, flow: { tolerance: 1e-13 } });
    expect(learner.divergences).toEqual([]);
    // Units of either kind took part, and changed much.
    expect(learner.tally.hebbian).toBeGreaterThan(50);
    expect(learner.tally.antiHebbian).toBeGreaterThan(20);
    expect(relativeDistance(flat(twin), weights)).toBeGreaterThan(0.1);
    expect(relativeDistance(layerWeights(layer), flat(twin))).toBeLessThan(INTEGRATED);
  });

  it.each([1.5, 2, 4])('by Euler steps, p = %d', (p) => {
    const weights = normalWeights(UNITS, 0.5);
    const { layer } = run(weights, course, { p, kind: 'euler', presentation: 0.1 });
    const twin = denseLayer(weights, INPUTS);
    const options = { p, radius: 1, inhibition: INHIBITION, activation, presentation: 0.1 };
    learnOnline(twin, course, { ...options, flow: 'euler' });
    expect(relativeDistance(layerWeights(layer), flat(twin))).toBeLessThan(ROUNDING);
  });

  it('by an activation that is not a step', () => {
    const weights = normalWeights(UNITS, 0.5);
    const smooth = (h: number): number => Math.tanh(4 * (h - 0.15));
    const { layer } = run(weights, course, { activation: smooth, kind: 'euler' });
    const twin = denseLayer(weights, INPUTS);
    const options = { p: 4, radius: 1, inhibition: INHIBITION, presentation: PRESENTATION };
    learnOnline(twin, course, { ...options, activation: smooth, flow: 'euler' });
    expect(relativeDistance(layerWeights(layer), flat(twin))).toBeLessThan(ROUNDING);
  });

  it('whether eq. 2 is solved on the line or for all weights', () => {
    const weights = normalWeights(UNITS, 0.5);
    const reduced = layerWeights(run(weights, course).layer);
    const integrated = layerWeights(run(weights, course, { kind: 'integrate' }).layer);
    expect(relativeDistance(integrated, reduced)).toBeLessThan(INTEGRATED);
  });

  it('in float32 to its rounding, while no decision hangs on it', () => {
    const weights = normalWeights(UNITS, 0.5).map(Math.fround);
    const short: Course = { ...course, order: course.order.slice(0, 60) };
    const double = layerWeights(run(weights, short).layer);
    const single = layerWeights(run(weights, short, { precision: 'f32' }).layer);
    expect(single).toBeInstanceOf(Float32Array);
    // Each presentation stores weights with half an ulp of 2⁻²³.
    expect(relativeDistance(single, double)).toBeLessThan(60 * 2 ** -24);
  });
});

describe('online learning', () => {
  const course = randomCourse(2, { inputs: INPUTS, count: 40, presentations: 150 });
  const weights = normalWeights(UNITS, 0.5);

  it.each<Precision>(['f32', 'f64'])('has the same bits for every size of block, in %s', (precision) => {
    const bits = (block: number): FloatArray =>
      layerWeights(run(weights, course, { precision, block }).layer);
    const single = bits(1);
    for (const block of [2, 7, 64, 1000]) expect(bits(block)).toEqual(single);
  });

  it('gives the first of equal currents the win in every block', () => {
    // Pairs of equal units: which one wins must not hang on the order of a sum.
    const twice = new Float64Array([...weights, ...weights]);
    const bits = (block: number): FloatArray => layerWeights(run(twice, course, { block }).layer);
    expect(bits(16)).toEqual(bits(1));
  });

  it('shortens presentations with the share of the run that is left', () => {
    const once = (remaining: number, presentation: number): FloatArray => {
      const { layer, learner } = start(weights, course, { presentation });
      learner.present(3, remaining);
      learner.flush();
      return layerWeights(layer);
    };
    expect(once(0.25, 0.8)).toEqual(once(1, 0.2));
    expect(once(0, 0.8)).toEqual(weights);
  });

  it('applies what is gathered when it is flushed, once', () => {
    const { layer, learner } = start(weights, course, { block: 100 });
    learner.present(0, 1);
    expect(layerWeights(layer)).toEqual(weights);
    learner.flush();
    const after = layerWeights(layer);
    expect(after).not.toEqual(weights);
    learner.flush();
    expect(layerWeights(layer)).toEqual(after);
    expect(learner.tally.examples).toBe(1);
  });

  it('counts what it decides', () => {
    const { learner } = run(weights, course);
    const { tally } = learner;
    expect(tally.examples).toBe(150);
    expect(tally.unsolved).toBe(0);
    expect(tally.active).toBe(tally.hebbian + tally.antiHebbian);
    expect(tally.hebbianCount.reduce((sum, count) => sum + count, 0)).toBe(tally.hebbian);
    expect(tally.largestCurrent).toBeGreaterThan(0);
  });
});

describe('a unit that diverges', () => {
  const course = randomCourse(3, { inputs: INPUTS, count: 30, presentations: 90 });
  /** Large weights are outside the sphere; below h* = 1000 all active units are anti-Hebbian, and run away from it. */
  const outside = 4;
  const rest = normalWeights(UNITS, 0.05);
  const weights = rest.slice();
  for (let i = 0; i < INPUTS; i++) weights[outside * INPUTS + i] = 3 + i / INPUTS;
  const anti = { activation: stepActivation(1000, 1), presentation: 0.05 };

  it('is retired with its last finite weights, and listed with the example, in blocks of any size', () => {
    for (const block of [1, 5, 90]) {
      const { layer, learner } = run(weights, course, { ...anti, block });
      expect(learner.divergences).toEqual([{ unit: outside, example: course.order[0], presentation: 0 }]);
      expect([...layer.retired]).toEqual(Array.from({ length: UNITS }, (_, mu) => Number(mu === outside)));
      const after = layerWeights(layer);
      expect(after.every(Number.isFinite)).toBe(true);
      expect(after.slice(outside * INPUTS, (outside + 1) * INPUTS)).toEqual(
        weights.slice(outside * INPUTS, (outside + 1) * INPUTS),
      );
    }
  });

  it('takes no further part: the others go on as if it had no current', () => {
    const { layer } = run(weights, course, anti);
    // The twin has no weights in that place, and does not see the first example, in which the unit alone was active.
    const without = rest.slice();
    without.fill(0, outside * INPUTS, (outside + 1) * INPUTS);
    const later: Course = {
      ...course,
      order: course.order.slice(1),
      remaining: course.remaining.slice(1),
    };
    const others = run(without, later, anti);
    const found = layerWeights(layer);
    const expected = layerWeights(others.layer);
    found.fill(0, outside * INPUTS, (outside + 1) * INPUTS);
    expect(found).toEqual(expected);
    expect(others.learner.tally.antiHebbian).toBeGreaterThan(20);
    expect(others.learner.divergences).toEqual([]);
  });

  it('is counted from the start of the run', () => {
    // It has one weight, at an input that only the 18th example has.
    const late = course.order[17];
    const examples = course.examples.map((input, example) => {
      const changed = input.slice();
      changed[0] = example === late ? 0.8 : 0;
      return changed;
    });
    const shy = weights.slice();
    shy.fill(0, outside * INPUTS, (outside + 1) * INPUTS);
    shy[outside * INPUTS] = 5;
    for (const block of [1, 4, 32]) {
      const { learner } = run(shy, { ...course, examples }, { ...anti, block });
      expect(learner.divergences).toEqual([{ unit: outside, example: late, presentation: 17 }]);
    }
  });

  it('is not moved though a competition picks it', () => {
    const shape = { units: UNITS, inputs: INPUTS, p: 4, radius: 1, precision: 'f64' } as const;
    const layer = createHiddenLayer(rest, { ...shape, spareBytes: onlineBytes(1, shape) });
    retireUnit(layer, 2);
    const learner = createOnlineLearner({
      layer,
      source: sourceOf(course.examples),
      competition: () => ({
        count: 2,
        units: Int32Array.of(2, 3),
        activation: Float64Array.of(1, 1),
        active: 2,
        winner: 2,
        solved: true,
        set: createActiveSet(0),
      }),
      flow: createUnitFlow(layer, { kind: 'reduced', method: 'dopri5', rtol: 1e-6, atol: 1e-9 }),
      presentation: 0.1,
      engine: inlineEngine,
      block: 1,
    });
    learner.present(0, 1);
    const moved = layerWeights(layer).map((w, i) => w - rest[i]);
    expect(moved.slice(2 * INPUTS, 3 * INPUTS)).toEqual(new Float64Array(INPUTS));
    expect(moved.slice(3 * INPUTS, 4 * INPUTS).some((change) => change !== 0)).toBe(true);
    expect(learner.divergences).toEqual([]);
  });
});
