/** How many units did not learn, over the epochs. */
import { scaleFromZero } from '../axis-scale.ts';
import { algorithmColour } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { lineChart } from '../line-chart.ts';
import { formatCount } from '../numbers.ts';
import type { ReportedRun } from '../types.ts';

/** The figure. */
export function deadUnitsFigure(runs: readonly ReportedRun[]): Figure {
  const series = runs.map(({ algorithm, metrics }) => ({
    name: algorithm,
    colour: algorithmColour[algorithm],
    points: metrics.map((m) => [m.epoch, m.deadUnits] as const),
  }));
  // At least a tenth of the layer, so that two dead units do not look like a catastrophe.
  const largest = Math.max(
    runs[0].hidden / 10,
    ...series.flatMap(({ points }) => points.map(([, dead]) => dead)),
  );
  return {
    id: 'dead-units',
    title: 'Dead units',
    drawing: lineChart({
      yLabel: 'units never Hebbian',
      y: scaleFromZero(largest, { integers: true }),
      legend: series,
      panels: [{ title: null, series }],
      format: formatCount,
    }),
    caption: `Hidden units, of ${formatCount(runs[0].hidden)}, that were not Hebbian for a single example of the epoch. The count should fall; units that stay dead are wasted.`,
  };
}
