/** A measure along one axis: its mean over all else, and how much of the spread is the seeds' and how much the other axes'. */
import type { SweepAxis } from './axis.ts';
import type { SweepMeasure } from './measure.ts';
import { ascending, pooledDeviation, quantile } from './statistics.ts';
import type { ReportedPoint } from './types.ts';

/** At one level of the axis. */
export interface Marginal {
  readonly place: number;
  readonly text: string;
  /** Points with a value. */
  readonly count: number;
  readonly mean: number;
  /** The tenth and the ninetieth percentile over all other axes and seeds. */
  readonly low: number;
  readonly high: number;
  /** Bounds of the mean less and plus the standard deviation between seeds, pooled over settings; null without repeats. */
  readonly seeds: readonly [low: number, high: number] | null;
}

/** Points with the same values of all axes differ by their seeds alone. */
export function settingOf({ axes }: ReportedPoint): string {
  return JSON.stringify(Object.entries(axes).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** One for each level that has a value. O(points log points). */
export function marginals(
  points: readonly ReportedPoint[],
  axis: SweepAxis,
  measure: SweepMeasure,
): readonly Marginal[] {
  const levels = axis.levels.map(() => new Map<string, number[]>());
  for (const point of points) {
    const value = measure.of(point);
    const level = axis.levelOf(point.axes[axis.key]);
    if (value === null || level < 0) continue;
    const setting = settingOf(point);
    const known = levels[level].get(setting);
    if (known === undefined) levels[level].set(setting, [value]);
    else known.push(value);
  }
  return levels.flatMap((settings, level) => {
    const groups = [...settings.values()];
    const values = groups.flat();
    if (values.length === 0) return [];
    const sorted = ascending(values);
    const middle = measure.mean(values);
    const spread = pooledDeviation(measure.isLog ? groups.map((group) => group.map(Math.log)) : groups);
    const around = (sign: number, by: number): number =>
      measure.isLog ? middle * Math.exp(sign * by) : middle + sign * by;
    return [
      {
        ...axis.levels[level],
        count: values.length,
        mean: middle,
        low: quantile(sorted, 0.1),
        high: quantile(sorted, 0.9),
        seeds: spread === null ? null : ([around(-1, spread), around(1, spread)] as const),
      },
    ];
  });
}
