import { afterEach, describe, expect, it, vi } from 'vitest';
import { generateDigits } from '../../src/data/digits.ts';
import { createExampleSource } from '../../src/experiments/example-source.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { createTraining } from '../../src/experiments/training.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';
import { layerWeights } from '../../src/learning/hidden-layer.ts';
import { randomWeights } from '../../src/learning/initial-weights.ts';
import { createPanelPool } from '../../src/workers/panel-pool.ts';
import { availableThreads } from '../../src/workers/thread-count.ts';

const source = createExampleSource(generateDigits({ train: 500, test: 1, seed: 2 }).train, 'unit');
// Not a multiple of a panel, and enough panels that every thread gets some.
const UNITS = 150;

function trained(algorithm: 'exact' | 'ranking', precision: Precision, threads: number): FloatArray {
  const shape = { units: UNITS, p: 4, radius: 1, precision };
  const weights = randomWeights('normal', { ...shape, inputs: source.inputs, seed: 0 });
  const pool = threads > 1 ? createPanelPool(threads) : null;
  const training = createTraining({
    start: { weights },
    shape,
    source,
    epochs: 3,
    seed: 0,
    learning: { ...TRAINING_DEFAULTS, algorithm, batch: 50 },
    ...(pool !== null && { threads: pool.engineOf }),
  });
  while (training.epochsDone() < 3) training.advance(170);
  pool?.close();
  return layerWeights(training.layer);
}

describe('a pool of threads', () => {
  for (const algorithm of ['exact', 'ranking'] as const) {
    for (const precision of ['f32', 'f64'] as const) {
      it(`gives the bits of one thread (${algorithm}, ${precision})`, () => {
        const alone = trained(algorithm, precision, 1);
        for (const threads of [2, 3]) expect(trained(algorithm, precision, threads)).toEqual(alone);
      });
    }
  }
});

describe('the number of threads', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('is at least one, and at most what Slurm gives the task', () => {
    vi.stubEnv('SLURM_CPUS_PER_TASK', undefined);
    const all = availableThreads();
    expect(all).toBeGreaterThanOrEqual(1);
    vi.stubEnv('SLURM_CPUS_PER_TASK', '1');
    expect(availableThreads()).toBe(1);
    vi.stubEnv('SLURM_CPUS_PER_TASK', '100000');
    expect(availableThreads()).toBe(all);
    vi.stubEnv('SLURM_CPUS_PER_TASK', 'nonsense');
    expect(availableThreads()).toBe(all);
  });
});
