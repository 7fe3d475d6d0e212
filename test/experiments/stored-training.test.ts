/** A run that is stored within an epoch and goes on elsewhere, in every way that examples are learned from. */
import { describe, expect, it } from 'vitest';
import { generateDigits } from '../../src/data/digits.ts';
import type { EpochActivity } from '../../src/experiments/epoch-activity.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { RULE_DEFAULTS } from '../../src/experiments/training-rule.ts';
import { createTraining } from '../../src/experiments/training.ts';
import type { LearningOptions, StoredTraining, Training } from '../../src/experiments/training.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';
import { layerWeights } from '../../src/learning/hidden-layer.ts';
import { randomWeights } from '../../src/learning/initial-weights.ts';
import type { Divergence } from '../../src/learning/learner.ts';
import { createPanelPool } from '../../src/workers/panel-pool.ts';

const EPOCHS = 2;
const UNITS = 12;
const source = createExampleSource(generateDigits({ train: 130, test: 1, seed: 3 }).train, 'unit');

interface Kind {
  readonly learning: Partial<LearningOptions>;
  readonly precision?: Precision;
  readonly p?: number;
}

function open(kind: Kind, stored?: StoredTraining, threads = 1): [Training, () => void] {
  const { learning, precision = 'f32', p = 4 } = kind;
  const shape = { units: UNITS, p, radius: 1, precision };
  const weights = randomWeights('normal', { ...shape, inputs: source.inputs, seed: 0 });
  const pool = threads > 1 ? createPanelPool(threads) : null;
  const training = createTraining({
    start: stored === undefined ? { weights } : { stored },
    shape,
    source,
    epochs: EPOCHS,
    seed: 5,
    learning: { ...TRAINING_DEFAULTS, batch: 30, rtol: 1e-4, ...learning },
    ...(pool !== null && { threads: pool.engineOf }),
  });
  return [training, () => pool?.close()];
}

/** What a checkpoint would hold: nothing of it is shared with the run, whose memory threads may share. */
function copyOf(training: Training): StoredTraining {
  const { layer, tally, memory, ...rest } = training.store();
  const { base, scale, retired } = layer;
  return {
    ...rest,
    layer: { base: base.slice(), scale: scale.slice(), retired: retired.slice() },
    tally: structuredClone(tally),
    memory: memory.slice(),
  };
}

interface Ended {
  readonly weights: FloatArray;
  readonly activity: readonly EpochActivity[];
  readonly divergences: readonly Divergence[];
}

function finish(training: Training): Ended {
  const activity: EpochActivity[] = [];
  while (training.epochsDone() < EPOCHS) {
    const found = training.advance(41);
    if (found !== null) activity.push(found);
  }
  return { weights: layerWeights(training.layer), activity, divergences: training.divergences };
}

/** Takes `count` examples over all epochs, and then as many as it must. */
function advanceTo(training: Training, count: number): EpochActivity[] {
  const activity: EpochActivity[] = [];
  const taken = (): number => training.epochsDone() * source.count + training.examplesDone();
  const advance = (by: number): void => {
    const found = training.advance(by);
    if (found !== null) activity.push(found);
  };
  while (taken() < count) advance(Math.min(7, count - taken()));
  advance(training.untilStorable());
  return activity;
}

const kinds: Readonly<Record<string, Kind>> = {
  exact: { learning: {} },
  'exact in float64 at p = 2.5': { learning: {}, precision: 'f64', p: 2.5 },
  'exact with steady states by events': { learning: { steadyState: 'events' } },
  'exact with steady states by integration': { learning: { steadyState: 'integrate' } },
  'exact with all weights integrated': { learning: { flow: 'integrate', rtol: 1e-3, method: 'bs3' } },
  'exact by Euler steps': { learning: { flow: 'euler', presentation: 0.02 } },
  'exact with h adiabatic': { learning: { coupling: 'adiabatic' }, precision: 'f64' },
  'exact with h by eq. 4': { learning: { coupling: 'full' } },
  'exact with units that diverge': { learning: { threshold: 50, presentation: 0.01, delta: 1 } },
  'exact by Oja’s rule': { learning: { rule: 'oja', ...RULE_DEFAULTS.oja }, p: 2 },
  'exact by Oja’s rule with h adiabatic': {
    learning: { rule: 'oja', ...RULE_DEFAULTS.oja, coupling: 'adiabatic' },
    p: 2,
  },
  'exact by the rule of BCM': { learning: { rule: 'bcm', ...RULE_DEFAULTS.bcm, presentation: 0.05 }, p: 2 },
  ranking: { learning: { algorithm: 'ranking' } },
  'ranking scaled by the largest change': { learning: { algorithm: 'ranking', updateScale: 'max' } },
  'ranking with a minibatch larger than a block': { learning: { algorithm: 'ranking', batch: 129 } },
  'ranking with a minibatch larger than the data': { learning: { algorithm: 'ranking', batch: 1000 } },
};

describe('a run that is stored', () => {
  it.each(Object.entries(kinds))('within an epoch goes on to the same bits: %s', (_name, kind) => {
    const whole = finish(open(kind)[0]);
    for (const count of [1, 45, 129, 130, 163]) {
      const [first] = open(kind);
      const before = advanceTo(first, count);
      const stored = copyOf(first);
      const known = [...first.divergences];
      // The run that was stored is not changed by it.
      const kept = finish(first);
      expect({ ...kept, activity: [...before, ...kept.activity] }).toEqual(whole);
      const second = finish(open(kind, stored)[0]);
      expect(second.weights).toEqual(whole.weights);
      expect([...before, ...second.activity]).toEqual(whole.activity);
      expect([...known, ...second.divergences]).toEqual(whole.divergences);
    }
  });

  it.each([2, 3])('goes on to the same bits from and with %i threads', (threads) => {
    for (const kind of [kinds['exact'], kinds['exact by the rule of BCM'], kinds['ranking']]) {
      const whole = finish(open(kind)[0]);
      const [first, close] = open(kind, undefined, threads);
      advanceTo(first, 45);
      const stored = copyOf(first);
      expect(finish(first).weights).toEqual(whole.weights);
      close();
      const [second, closeSecond] = open(kind, stored, threads);
      expect(finish(second).weights).toEqual(whole.weights);
      closeSecond();
    }
  });

  it('has units that diverged before and after, so that the case above says something', () => {
    const { divergences } = finish(open(kinds['exact with units that diverge'])[0]);
    const early = divergences.filter(({ presentation }) => presentation < 45);
    expect(early.length).toBeGreaterThan(0);
    expect(early.length).toBeLessThan(divergences.length);
  });

  it('can be stored after any example, or after whole minibatches', () => {
    const [exact] = open(kinds['exact']);
    exact.advance(13);
    expect(exact.untilStorable()).toBe(0);
    const [ranking] = open(kinds['ranking']);
    expect(ranking.untilStorable()).toBe(0);
    ranking.advance(13);
    expect(ranking.untilStorable()).toBe(17);
    ranking.advance(17);
    expect(ranking.untilStorable()).toBe(0);
    // The last minibatch of an epoch is shorter: 130 = 4 · 30 + 10.
    ranking.advance(92);
    expect(ranking.untilStorable()).toBe(8);
    ranking.advance(8);
    expect(ranking.epochsDone()).toBe(1);
    expect(ranking.untilStorable()).toBe(0);
  });
});
