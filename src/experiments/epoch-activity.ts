/** What an epoch of training did, from its tally and the weights at its end. */
import { absolutePower } from '../kernels/power.ts';
import type { HiddenLayer } from '../learning/hidden-layer.ts';
import { layerNorms, layerWeights } from '../learning/hidden-layer.ts';
import type { Tally } from '../learning/learner.ts';
import type { EpochMetrics, NormDeviation } from './types.ts';

/** An epoch's averages, but for its number, its time and the count of diverged units over the whole run. */
export type EpochActivity = Omit<EpochMetrics, 'epoch' | 'seconds' | 'diverged'>;

/** Averages of a tally, and the norms of the layer. */
export function epochActivity(tally: Tally, layer: HiddenLayer): EpochActivity {
  const { examples } = tally;
  const norms = layerNorms(layer);
  return {
    meanActive: tally.active / examples,
    meanHebbian: tally.hebbian / examples,
    meanAntiHebbian: tally.antiHebbian / examples,
    deadUnits: tally.hebbianCount.reduce((dead, count) => dead + (count === 0 ? 1 : 0), 0),
    normDeviation: normDeviation(norms, absolutePower(layer.p)(layer.radius)),
    meanLargestCurrent: tally.largestCurrent / examples,
    unsolved: tally.unsolved,
    nonFinite: countNonFinite(layer, norms),
  };
}

/**
 * |Σ|W|^p − R^p| / R^p over all units: median, 95th percentile and largest (nearest rank). What is beyond the range of
 * numbers counts as the largest of them.
 */
function normDeviation(norms: Float64Array, target: number): NormDeviation {
  const deviations = norms
    .map((norm) => {
      const deviation = Math.abs(norm - target) / target;
      return Number.isFinite(deviation) ? deviation : Number.MAX_VALUE;
    })
    .sort();
  const quantile = (q: number): number => deviations[Math.max(0, Math.ceil(q * deviations.length) - 1)];
  return { median: quantile(0.5), p95: quantile(0.95), max: quantile(1) };
}

/** A norm may be finite where a weight is not: in f32 that weight itself would be stored as ∞. */
function countNonFinite(layer: HiddenLayer, norms: Float64Array): number {
  const { inputs } = layer;
  const weights = layerWeights(layer);
  return norms.reduce((count, norm, mu) => {
    const own = weights.subarray(mu * inputs, (mu + 1) * inputs);
    return count + (Number.isFinite(norm) && own.every(Number.isFinite) ? 0 : 1);
  }, 0);
}
