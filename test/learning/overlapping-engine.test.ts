/** Blocks whose currents are computed elsewhere while the block before is walked through. */
import { describe, expect, it } from 'vitest';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { FloatArray } from '../../src/kernels/sparse.ts';
import { stepActivation } from '../../src/learning/activation.ts';
import { createExactCompetition } from '../../src/learning/competition.ts';
import type { CurrentsEngine } from '../../src/learning/currents-engine.ts';
import { inlineEngine } from '../../src/learning/currents-engine.ts';
import type { ExampleBlock } from '../../src/learning/example-block.ts';
import { createHiddenLayer, layerWeights } from '../../src/learning/hidden-layer.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import type { Learner } from '../../src/learning/learner.ts';
import { createOnlineLearner, onlineBytes } from '../../src/learning/online.ts';
import { computeBlock } from '../../src/learning/panel-job.ts';
import { createUnitFlow } from '../../src/learning/unit-flow.ts';
import { randomCourse } from '../support/course.ts';
import { sourceOf } from '../support/sparse-vectors.ts';

const UNITS = 9;
const INPUTS = 20;
const course = randomCourse(2, { inputs: INPUTS, count: 40, presentations: 150 });
const stream = randomStream(1, 'overlapping');
const start = Float64Array.from({ length: UNITS * INPUTS }, () => 0.5 * stream.normal());

/** Another thread, as slow or as fast as it can be: it computes at the last moment that it may, or at the first. */
function overlapping(when: 'first' | 'last'): CurrentsEngine {
  let open: { readonly layer: HiddenLayer; readonly block: ExampleBlock } | null = null;
  return {
    overlaps: true,
    start: (layer, block) => {
      // One job at a time.
      expect(open).toBeNull();
      open = { layer, block };
      if (when === 'first') computeBlock(layer, block);
      else for (const row of block.currents) row.fill(NaN);
    },
    finish: () => {
      if (open === null) throw new Error('nothing was begun');
      if (when === 'last') computeBlock(open.layer, open.block);
      open = null;
    },
  };
}

interface Trained {
  readonly weights: FloatArray;
  readonly learner: Learner;
}

/** Learns from the first examples of the course, and flushes after some of them. */
function train(engine: CurrentsEngine, block: number, flushes: readonly number[]): Trained {
  const shape = { units: UNITS, inputs: INPUTS, p: 4, radius: 1, precision: 'f64' } as const;
  const layer = createHiddenLayer(start, { ...shape, spareBytes: onlineBytes(block, shape) });
  const solver = createSteadyState({ units: UNITS, inhibition: 0.7 });
  const learner = createOnlineLearner({
    ...{ layer, engine, block, presentation: 0.3, source: sourceOf(course.examples) },
    competition: createExactCompetition(UNITS, solver, stepActivation(0.15, 0.3)),
    flow: createUnitFlow(layer, { kind: 'reduced', method: 'dopri5', rtol: 1e-11, atol: 1e-13 }),
  });
  course.order.forEach((example, time) => {
    learner.present(example, course.remaining[time]);
    if (flushes.includes(time)) learner.flush();
  });
  learner.flush();
  return { weights: layerWeights(layer), learner };
}

describe.each(['first', 'last'] as const)('Currents computed at the %s moment', (when) => {
  it.each([1, 2, 7, 50, 64, 1000])('give the bits of one example at a time, blocks of %d', (block) => {
    // After a whole number of blocks, within one, and where there is nothing to do.
    const flushes = [48, 49, 50, 62, 99];
    const alone = train(inlineEngine, 1, []);
    const shared = train(overlapping(when), block, flushes);
    expect(shared.weights).toEqual(alone.weights);
    expect(shared.learner.tally).toEqual(alone.learner.tally);
    expect(shared.learner.tally.examples).toBe(150);
  });
});
