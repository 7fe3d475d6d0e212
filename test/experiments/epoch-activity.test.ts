import { describe, expect, it } from 'vitest';
import { epochActivity } from '../../src/experiments/epoch-activity.ts';
import type { Precision } from '../../src/kernels/sparse.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import { createHiddenLayer, setScale } from '../../src/learning/hidden-layer.ts';
import type { Tally } from '../../src/learning/learner.ts';
import { createTally } from '../../src/learning/learner.ts';

/** A tally of nothing beside a layer. */
function activityOf(
  weights: readonly number[],
  { p, precision }: { p: number; precision: Precision },
): Tally & { readonly layer: HiddenLayer } {
  const shape = { units: weights.length / 2, inputs: 2, p, radius: 2, precision };
  return { ...createTally(shape.units), layer: createHiddenLayer(weights, shape) };
}

describe('the norms at the end of an epoch', () => {
  it('deviate from R^p by median, 95th percentile and largest', () => {
    // Σ|W|² of 4, 5, 8 beside R² = 4.
    const { layer, ...tally } = activityOf([2, 0, 1, 2, 2, 2], { p: 2, precision: 'f64' });
    const { normDeviation, nonFinite } = epochActivity({ ...tally, examples: 1 }, layer);
    expect(normDeviation).toEqual({ median: 0.25, p95: 1, max: 1 });
    expect(nonFinite).toBe(0);
  });

  it('are numbers even where they are beyond their range, and such units are counted', () => {
    const { layer, ...tally } = activityOf([1, 1, 1e90, 1, 1, 1e100], { p: 4, precision: 'f64' });
    const { normDeviation, nonFinite } = epochActivity({ ...tally, examples: 1 }, layer);
    expect(nonFinite).toBe(2);
    expect(normDeviation).toMatchObject({ p95: Number.MAX_VALUE, max: Number.MAX_VALUE });
  });

  it('are counted where only the weight that is stored is beyond the range of f32', () => {
    const { layer, ...tally } = activityOf([1, 1, 3e38, 1], { p: 1.5, precision: 'f32' });
    setScale(layer, 1, 2);
    expect(epochActivity({ ...tally, examples: 1 }, layer).nonFinite).toBe(1);
  });
});
