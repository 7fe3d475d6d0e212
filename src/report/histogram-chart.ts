/** Counts of a quantity, one outline per run over the same bins. */
import type { AxisScale } from './axis-scale.ts';
import { across, axes, chart, chartHeight, chartWidth, ink, softInk, upward } from './chart-frame.ts';
import type { LegendEntry, Panel } from './chart-frame.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';

/** Counts in equal bins from `low` to `high`; what lies beyond is counted apart. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
  readonly below: number;
  /** Also what is not finite. */
  readonly above: number;
}

/** Count `values` in `bins` equal bins on [low, high]. */
export function histogram(
  values: ArrayLike<number>,
  { low, high, bins }: { low: number; high: number; bins: number },
): Histogram {
  const counts = new Array<number>(bins).fill(0);
  let below = 0;
  let above = 0;
  for (let i = 0; i < values.length; i++) {
    const bin = ((values[i] - low) / (high - low)) * bins;
    if (bin < 0) below++;
    else if (bin <= bins) counts[Math.min(bins - 1, Math.floor(bin))]++;
    else above++;
  }
  return { low, high, counts, below, above };
}

interface HistogramSeries extends LegendEntry {
  readonly histogram: Histogram;
}

export interface HistogramChart {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly series: readonly HistogramSeries[];
  /** A vertical line with its name. */
  readonly reference?: { readonly value: number; readonly name: string } | null;
  /** Drawn over the outlines, in the panel. */
  readonly foreground?: (panel: Panel, x: AxisScale) => Content;
}

const panel: Panel = { left: 44, right: chartWidth - 10, top: 34, bottom: chartHeight - 38 };

/** Draw it. */
export function histogramChart(options: HistogramChart): Markup {
  const { xLabel, yLabel, x, y, series, reference = null, foreground } = options;
  const line =
    reference === null
      ? null
      : markup`<line x1="${across(panel, x, reference.value)}" x2="${across(panel, x, reference.value)}" y1="${panel.top - 12}" y2="${panel.bottom}" stroke="${ink}" stroke-dasharray="2 3"/><text x="${across(panel, x, reference.value) + 5}" y="${panel.top - 4}" fill="${softInk}">${reference.name}</text>`;
  const outlines = series.map((one) => outline(one, x, y));
  return chart(yLabel, series.length > 1 ? series : [], [
    axes(panel, x, { y, xLabel }),
    line,
    outlines,
    foreground?.(panel, x) ?? null,
  ]);
}

/** Steps from bin to bin; an empty bin lies on the base line, also on a logarithmic axis. */
function outline(
  { name, colour, histogram: { low, high, counts } }: HistogramSeries,
  x: AxisScale,
  y: AxisScale,
): Markup {
  const heights = counts.map((count) => (count > 0 ? upward(panel, y, count) : panel.bottom));
  let path = `M${across(panel, x, low)} ${panel.bottom}V${heights[0]}`;
  for (let bin = 1; bin < heights.length; bin++) {
    if (heights[bin] === heights[bin - 1]) continue;
    path += `H${across(panel, x, low + (bin * (high - low)) / counts.length)}V${heights[bin]}`;
  }
  path += `H${across(panel, x, high)}V${panel.bottom}`;
  return markup`<path d="${path}" fill="${colour}" fill-opacity="0.14" stroke="${colour}" stroke-width="1.6" stroke-linejoin="round"><title>${name}</title></path>`;
}
