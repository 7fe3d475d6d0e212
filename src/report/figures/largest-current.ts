/** The largest input current of an example against the threshold h*, over the epochs. */
import { scaleFromZero } from '../axis-scale.ts';
import { algorithmColour } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { lineChart } from '../line-chart.ts';
import { formatSignificant } from '../numbers.ts';
import type { ReportedRun } from '../types.ts';

/** The figure. */
export function largestCurrentFigure(runs: readonly ReportedRun[]): Figure {
  const threshold = runs.find((run) => run.threshold !== null)?.threshold ?? null;
  const series = runs.map(({ algorithm, metrics }) => ({
    name: algorithm,
    colour: algorithmColour[algorithm],
    points: metrics.map((m) => [m.epoch, m.meanLargestCurrent] as const),
  }));
  const largest = Math.max(threshold ?? 0, ...series.flatMap(({ points }) => points.map(([, I]) => I)));
  return {
    id: 'largest-current',
    title: 'Drive',
    drawing: lineChart({
      yLabel: 'largest current',
      y: scaleFromZero(largest),
      legend: series,
      panels: [{ title: null, series }],
      reference:
        threshold === null ? null : { value: threshold, name: `h* = ${formatSignificant(threshold)}` },
      format: (value) => formatSignificant(value),
    }),
    caption:
      threshold === null
        ? 'Largest input current of an example, averaged over the epoch: how well the best unit fits what it is shown.'
        : 'Largest input current of an example, averaged over the epoch. It must stay above the threshold h* (dotted): below it no unit is Hebbian.',
  };
}
