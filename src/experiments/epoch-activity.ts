/** What an epoch of training did, from its tally and the weights at its end. */
import { absolutePower } from '../kernels/power.ts';
import type { HiddenLayer } from '../learning/hidden-layer.ts';
import { layerNorms } from '../learning/hidden-layer.ts';
import type { Tally } from '../learning/learner.ts';
import type { EpochMetrics, NormDeviation } from './types.ts';

/** An epoch's averages, but for its number, its time and the count of diverged units over the whole run. */
export type EpochActivity = Omit<EpochMetrics, 'epoch' | 'seconds' | 'diverged'>;

/** Averages of a tally, and the norms of the layer. */
export function epochActivity(tally: Tally, layer: HiddenLayer): EpochActivity {
  const { examples } = tally;
  return {
    meanActive: tally.active / examples,
    meanHebbian: tally.hebbian / examples,
    meanAntiHebbian: tally.antiHebbian / examples,
    deadUnits: tally.hebbianCount.reduce((dead, count) => dead + (count === 0 ? 1 : 0), 0),
    normDeviation: normDeviation(layer),
    meanLargestCurrent: tally.largestCurrent / examples,
    unsolved: tally.unsolved,
  };
}

/** |Σ|W|^p − R^p| / R^p over all units: median, 95th percentile and largest (nearest rank). */
function normDeviation(layer: HiddenLayer): NormDeviation {
  const target = absolutePower(layer.p)(layer.radius);
  const deviations = layerNorms(layer)
    .map((norm) => Math.abs(norm - target) / target)
    .sort();
  const quantile = (q: number): number => deviations[Math.max(0, Math.ceil(q * deviations.length) - 1)];
  return { median: quantile(0.5), p95: quantile(0.95), max: quantile(1) };
}
