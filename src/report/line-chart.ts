/** Quantities against the epoch: one panel or several side by side on the same axes. */
import { linearScale } from './axis-scale.ts';
import type { AxisScale } from './axis-scale.ts';
import { across, axes, chart, chartHeight, chartWidth, ink, softInk, upward } from './chart-frame.ts';
import type { LegendEntry, Panel } from './chart-frame.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** One curve. Points that the scale cannot show are left out. */
export interface Series extends LegendEntry {
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

export interface LinePanel {
  /** null where there is only one panel. */
  readonly title: string | null;
  readonly series: readonly Series[];
}

export interface LineChart {
  readonly yLabel: string;
  readonly y: AxisScale;
  readonly legend: readonly LegendEntry[];
  readonly panels: readonly LinePanel[];
  /** A horizontal line with its name. */
  readonly reference?: { readonly value: number; readonly name: string } | null;
  /** A value as the tooltip of its point shows it. */
  readonly format: (value: number) => string;
}

/** Above this number of epochs points would run into one another. */
const mostMarkers = 40;

/** Draw it. Every point carries a tooltip of the browser's own, so no script is needed. */
export function lineChart({ yLabel, y, legend, panels, reference = null, format }: LineChart): Markup {
  const epochs = panels.flatMap(({ series }) =>
    series.flatMap(({ points }) => points.map(([epoch]) => epoch)),
  );
  const first = Math.min(...epochs);
  const last = Math.max(...epochs);
  const pad = first === last ? 0.5 : 0;
  const ticks = panels.length > 1 ? 3 : 6;
  const x = linearScale(first - pad, last + pad, { ticks, integers: true });
  const left = 46;
  const gap = 18;
  const width = (chartWidth - 10 - left - gap * (panels.length - 1)) / panels.length;
  const drawn = panels.map(({ title, series }, i) => {
    const start = left + i * (width + gap);
    const panel: Panel = {
      left: start,
      right: start + width,
      top: title === null ? 34 : 50,
      bottom: chartHeight - 38,
    };
    const heading =
      title === null
        ? null
        : markup`<text x="${start}" y="40" font-weight="600" fill="${ink}">${title}</text>`;
    return markup`${heading}${axes(panel, x, { y, xLabel: 'epoch', yTicks: i === 0 })}${
      reference === null ? null : referenceLine(panel, y, reference)
    }${series.map((curve) => drawCurve(panel, curve, { x, y, format, markers: last - first < mostMarkers }))}`;
  });
  return chart(yLabel, legend, drawn);
}

function referenceLine(panel: Panel, y: AxisScale, { value, name }: { value: number; name: string }): Markup {
  const height = upward(panel, y, value);
  return markup`<line x1="${panel.left}" x2="${panel.right}" y1="${height}" y2="${height}" stroke="${ink}" stroke-dasharray="2 3"/><text x="${panel.right}" y="${height - 5}" text-anchor="end" fill="${softInk}">${name}</text>`;
}

interface CurveOptions {
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly format: (value: number) => string;
  readonly markers: boolean;
}

function drawCurve(
  panel: Panel,
  { name, colour, dashed = false, points }: Series,
  options: CurveOptions,
): Markup {
  const { x, y, format, markers } = options;
  const placed = points
    .map(([epoch, value]) => ({ epoch, value, at: [across(panel, x, epoch), upward(panel, y, value)] }))
    .filter(({ at }) => at.every(Number.isFinite));
  const path = placed.map(({ at }, i) => `${i === 0 ? 'M' : 'L'}${at.join(' ')}`).join('');
  const dots = placed.map(
    ({ epoch, value, at }) =>
      markup`<circle cx="${at[0]}" cy="${at[1]}" r="3" fill="${dashed ? '#ffffff' : colour}" stroke="${colour}" stroke-width="1.5"><title>${name}, epoch ${epoch}: ${format(value)}</title></circle>`,
  );
  return markup`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${
    dashed ? markup` stroke-dasharray="5 4"` : null
  }/>${markers ? dots : null}`;
}
