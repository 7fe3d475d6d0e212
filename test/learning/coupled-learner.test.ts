import { describe, expect, test } from 'vitest';
import { createTraining } from '../../src/experiments/training.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import type { LearningOptions, Training } from '../../src/experiments/training.ts';
import { permutation, randomStream } from '../../src/kernels/random.ts';
import type { Precision } from '../../src/kernels/sparse.ts';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import { stepActivation } from '../../src/learning/activation.ts';
import type { Competition } from '../../src/learning/competition.ts';
import { createExactCompetition } from '../../src/learning/competition.ts';
import { createCoupledLearner } from '../../src/learning/coupled-learner.ts';
import type { CoupledOutcome, CoupledPresentation } from '../../src/learning/coupled-presentation.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import { createHiddenLayer, layerWeights } from '../../src/learning/hidden-layer.ts';
import type { Learner } from '../../src/learning/learner.ts';
import type { DenseLayer } from '../support/dense-layer.ts';
import { denseLayer } from '../support/dense-layer.ts';
import { plainAdiabatic, plainFull } from '../support/plain-coupling.ts';
import { layerDistance } from '../support/present-coupled.ts';
import { randomExample, sourceOf } from '../support/sparse-vectors.ts';

const units = 4;
const inputs = 10;
const p = 3;
const radius = 1;
const seed = 3;
const stream = randomStream(0, 'test/coupled-learner');
const examples = Array.from({ length: 6 }, () => randomExample(stream, inputs, 0.6));
const start = Array.from({ length: units * inputs }, () => 0.5 * stream.normal());

function train(
  learning: Partial<LearningOptions>,
  { precision = 'f64', weights = start }: { precision?: Precision; weights?: readonly number[] } = {},
): Training {
  const training = createTraining({
    start: { weights },
    shape: { units, p, radius, precision },
    source: sourceOf(examples),
    epochs: 1,
    seed,
    learning: { ...TRAINING_DEFAULTS, inhibition: 0.6, rtol: 1e-11, atol: 1e-12, ...learning },
  });
  expect(training.advance(Infinity)).not.toBeNull();
  return training;
}

const weightsOf = (training: Training): DenseLayer => denseLayer(layerWeights(training.layer), inputs);

describe('training with h following the weights is one coupled presentation after another', () => {
  test.each(['adiabatic', 'full'] as const)('%s', (coupling) => {
    const activation = (h: number): number => 3 * h * (h - 0.3);
    const trained = train({ coupling, activation: '3 * h * (h - 0.3)', presentation: 0.3, timescale: 0.05 });
    let layer = denseLayer(start, inputs);
    permutation(examples.length, randomStream(seed, 'order/0')).forEach((example, time) => {
      const duration = 0.3 * (1 - time / examples.length);
      const problem = { layer, input: examples[example], p, radius, inhibition: 0.6, activation };
      const shown = { ...problem, duration, tolerance: 1e-12 };
      layer = coupling === 'adiabatic' ? plainAdiabatic(shown) : plainFull(shown, 0.05).layer;
    });
    // Six presentations at 1e-11 per step, and kinks of the plain form at h = 0.
    expect(layerDistance(weightsOf(trained), layer)).toBeLessThan(5e-9);
  });
});

test('all three couplings come together where presentations are short and τ is shorter', () => {
  const runs = (['frozen', 'adiabatic', 'full'] as const).map((coupling) =>
    weightsOf(train({ coupling, activation: 'h', presentation: 1e-3, timescale: 1e-6 })),
  );
  const change = layerDistance(runs[0], denseLayer(start, inputs));
  // Frozen differs by a share of the order of ε = 1e-3, full by one of the order of τ/T = 1e-3.
  expect(layerDistance(runs[0], runs[1])).toBeLessThan(1e-2 * change);
  expect(layerDistance(runs[1], runs[2])).toBeLessThan(1e-2 * change);
});

test('a unit that diverges is listed and keeps its last weights; the run goes on', () => {
  // Outside the sphere, and anti-Hebbian for every h.
  const weights = start.map((w) => 3 * w);
  const training = train({ coupling: 'adiabatic', activation: '-1', presentation: 5 }, { weights });
  const retired = training.divergences.map(({ unit }) => unit);
  expect(retired.length).toBeGreaterThan(0);
  expect(new Set(retired).size).toBe(retired.length);
  expect(training.layer.retired.reduce((sum, one) => sum + one, 0)).toBe(retired.length);
  expect(layerWeights(training.layer).every(Number.isFinite)).toBe(true);
});

describe('a presentation that fails', () => {
  const coupled = (outcome: Partial<CoupledOutcome>): CoupledPresentation => ({
    present: () => ({
      ...{ retcode: 'MaxIters', success: false, message: '', divergence: null },
      ...{ stats: { evaluations: 0, accepted: 0, rejected: 0, events: 0 }, ...outcome },
    }),
    moved: () => {
      throw new Error('asked for what is not there');
    },
    activityOf: () => null,
  });

  const presented = (outcome: Partial<CoupledOutcome>, inhibition = 0.6): [Learner, HiddenLayer] => {
    const layer = createHiddenLayer(start, { units, inputs, p, radius, precision: 'f64' });
    const solver = createSteadyState({ units, inhibition });
    const learner = createCoupledLearner({
      ...{ layer, source: sourceOf(examples), coupled: coupled(outcome), presentation: 0.1, presented: 7 },
      competition: createExactCompetition(units, solver, stepActivation(0.1, 0.2)),
    });
    learner.present(2, 1);
    learner.present(3, 0.5);
    learner.flush();
    return [learner, layer];
  };

  test('teaches nothing, and is counted', () => {
    const [{ tally, divergences }, layer] = presented({});
    expect(tally).toMatchObject({ examples: 2, unsolved: 2 });
    expect(divergences).toEqual([]);
    expect([...layerWeights(layer)]).toEqual(start);
  });

  test('is counted once where the competition had no answer either', () => {
    const unsolved: Competition = (drive) => ({
      ...createExactCompetition(units, createSteadyState({ units, inhibition: 0 }), () => 1)(drive),
      solved: false,
    });
    const layer = createHiddenLayer(start, { units, inputs, p, radius, precision: 'f64' });
    const options = { layer, source: sourceOf(examples), coupled: coupled({}), presentation: 0.1 };
    const learner = createCoupledLearner({ ...options, competition: unsolved });
    learner.present(0, 1);
    expect(learner.tally).toMatchObject({ examples: 1, unsolved: 1 });
  });

  test('takes the unit that diverged out of the competition, with the place in the run', () => {
    const [{ tally, divergences }, layer] = presented({ divergence: { unit: 1, at: 0.01 } });
    expect(divergences).toEqual([
      { unit: 1, example: 2, presentation: 7 },
      { unit: 1, example: 3, presentation: 8 },
    ]);
    expect(tally.unsolved).toBe(0);
    expect([...layer.retired]).toEqual([0, 1, 0, 0]);
  });
});

test('single precision differs by rounding', () => {
  const learning = { coupling: 'adiabatic', activation: 'h - 0.1', presentation: 0.1 } as const;
  const distance = layerDistance(
    weightsOf(train(learning, { precision: 'f32' })),
    weightsOf(train(learning)),
  );
  // Weights of about 1, six presentations.
  expect(distance).toBeGreaterThan(0);
  expect(distance).toBeLessThan(1e-5);
});

test.each([
  [{ flow: 'euler' }, /^flow: must be reduced with coupling adiabatic \(got euler\)/],
  [{ steadyState: 'events' }, /^steady-state: must be closed-form with coupling adiabatic \(got events\)/],
] as const)('refuses %o', (contradiction, message) => {
  expect(() => train({ coupling: 'adiabatic', ...contradiction })).toThrow(message);
});
