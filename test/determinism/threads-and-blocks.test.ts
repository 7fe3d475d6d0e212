/** The same bits for every number of threads and every size of blocks, together: each may hide what the other does. */
import { describe, expect, it } from 'vitest';
import { generateDigits } from '../../src/data/digits.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { RULE_DEFAULTS } from '../../src/experiments/training-rule.ts';
import type { LearningOptions } from '../../src/experiments/training.ts';
import { createTraining } from '../../src/experiments/training.ts';
import type { EpochActivity } from '../../src/experiments/epoch-activity.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';
import { layerWeights } from '../../src/learning/hidden-layer.ts';
import { randomWeights } from '../../src/learning/initial-weights.ts';
import { createPanelPool } from '../../src/workers/panel-pool.ts';

// No multiple of any block size: the last block of an epoch is a part of one.
const source = createExampleSource(generateDigits({ train: 165, test: 1, seed: 2 }).train, 'unit');
const EPOCHS = 2;

interface Case extends Partial<LearningOptions> {
  readonly p?: number;
  readonly precision: Precision;
}

interface Trained {
  readonly weights: FloatArray;
  readonly activity: readonly (EpochActivity | null)[];
}

/** @param threads 1: this one alone, by the engine that overlaps nothing */
function trained(
  { p = 4, precision, ...learning }: Case,
  { threads, block }: { readonly threads: number; readonly block: number },
): Trained {
  // No multiple of a panel, and enough panels that every thread gets some.
  const shape = { units: 70, p, radius: 1, precision };
  const pool = threads > 1 ? createPanelPool(threads) : null;
  try {
    const training = createTraining({
      start: { weights: randomWeights('normal', { ...shape, inputs: source.inputs, seed: 0 }) },
      shape,
      source,
      epochs: EPOCHS,
      seed: 0,
      learning: { ...TRAINING_DEFAULTS, batch: 30, ...learning },
      block,
      ...(pool !== null && { threads: pool.engineOf }),
    });
    const activity = Array.from({ length: EPOCHS }, () => training.advance(source.count));
    return { weights: layerWeights(training.layer), activity };
  } finally {
    pool?.close();
  }
}

const cases: Readonly<Record<string, Case>> = {
  'exact, f32': { precision: 'f32' },
  'exact, f64': { precision: 'f64' },
  'exact, p = 2.7': { precision: 'f32', p: 2.7 },
  'exact, no unit inhibits another, so that all learn at once': { precision: 'f32', inhibition: 0 },
  'exact, by events': { precision: 'f32', steadyState: 'events' },
  'exact, by Oja’s rule': { precision: 'f32', rule: 'oja', ...RULE_DEFAULTS.oja },
  'exact, by the rule of BCM': { precision: 'f32', rule: 'bcm', ...RULE_DEFAULTS.bcm },
  ranking: { precision: 'f32', algorithm: 'ranking' },
};

describe.each(Object.entries(cases))('%s', (_name, one) => {
  const alone = trained(one, { threads: 1, block: 1 });

  it('learns something', () => {
    expect(alone.activity.map((activity) => activity?.meanHebbian ?? 0)).not.toContain(0);
  });

  it.each([1, 2, 3].flatMap((threads) => [1, 8, 32].map((block) => ({ threads, block }))))(
    'gives the bits of one thread, one example at a time, with $threads threads and blocks of $block',
    (how) => {
      expect(trained(one, how)).toEqual(alone);
    },
  );
});
