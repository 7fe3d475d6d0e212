/** How many units are active at the steady state, over many examples. */
import { linearScale, scaleFromZero } from '../axis-scale.ts';
import { algorithmColour } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { histogram, histogramChart } from '../histogram-chart.ts';
import { formatCount } from '../numbers.ts';

/** Wider ranges than that get bins of several numbers. */
const mostBins = 60;

/**
 * The figure.
 * @param active `[examples]` number of active units
 * @param options.marked that of the example shown beside
 */
export function activeUnitsFigure(
  active: Uint32Array,
  { id, marked, units }: { id: string; marked: number; units: number },
): Figure {
  const largest = active.reduce((most, count) => Math.max(most, count), marked);
  const width = Math.ceil((largest + 1) / mostBins);
  const bins = Math.ceil((largest + 1) / width);
  const high = bins * width - 0.5;
  const counts = histogram(active, { low: -0.5, high, bins });
  return {
    id,
    title: 'Active units',
    drawing: histogramChart({
      xLabel: 'active units',
      yLabel: 'examples',
      x: linearScale(-0.5, high, { integers: true, ticks: 8 }),
      y: scaleFromZero(Math.max(...counts.counts), { integers: true }),
      series: [{ name: 'examples', colour: algorithmColour.exact, histogram: counts }],
      reference: { value: marked, name: 'this example' },
    }),
    caption: `Units with h > 0 at the steady state, of ${formatCount(units)}, over the first ${formatCount(active.length)} examples, by the trained layer.`,
  };
}
