/** The settings of a sweep by a measure: the best, or the ends of the order where nobody said what is good. */
import type { SweepMeasure } from './measure.ts';
import { settingOf } from './marginals.ts';
import type { ReportedPoint } from './types.ts';

/** Points that differ by their seeds alone. */
export interface Setting {
  readonly mean: number;
  /** Between seeds, as `SweepMeasure.deviation`; null of one. */
  readonly deviation: number | null;
  readonly seeds: number;
  /** The one of them whose value is nearest to the mean. */
  readonly typical: ReportedPoint;
}

/**
 * Settings by their means over seeds, the least first; only points that are done count.
 * Equal means keep the order of the points.
 */
export function settingsByMean(points: readonly ReportedPoint[], measure: SweepMeasure): Setting[] {
  const groups = new Map<string, { readonly point: ReportedPoint; readonly value: number }[]>();
  for (const point of points) {
    const value = measure.of(point);
    if (value === null || point.status !== 'done') continue;
    const setting = settingOf(point);
    const known = groups.get(setting);
    if (known === undefined) groups.set(setting, [{ point, value }]);
    else known.push({ point, value });
  }
  return [...groups.values()]
    .map((group) => {
      const values = group.map(({ value }) => value);
      const middle = measure.mean(values);
      const typical = group.reduce((best, one) =>
        Math.abs(one.value - middle) < Math.abs(best.value - middle) ? one : best,
      );
      return {
        mean: middle,
        deviation: measure.deviation(values),
        seeds: group.length,
        typical: typical.point,
      };
    })
    .sort((a, b) => a.mean - b.mean);
}
