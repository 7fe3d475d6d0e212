/** Quantities against the epoch: one panel or several side by side on the same axes. */
import { linearScale } from './axis-scale.ts';
import type { AxisScale } from './axis-scale.ts';
import { across, axes, chart, chartHeight, chartWidth, ink, softInk, upward } from './chart-frame.ts';
import type { LegendEntry, Panel } from './chart-frame.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** One curve. Points that the scale cannot show are left out. */
interface Series extends LegendEntry {
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

interface LinePanel {
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
  const pad = first === last ? 0.5 : 0.04 * (last - first);
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
    }${drawCurves(panel, series, { x, y, format, markers: last - first < mostMarkers })}`;
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

/** Lines first, then points. Where curves meet, the points of the earlier ones are larger, so that all show as rings. */
function drawCurves(panel: Panel, series: readonly Series[], options: CurveOptions): Markup {
  const { x, y, format, markers } = options;
  const curves = series.map(({ points, ...curve }) => ({
    ...curve,
    points: points
      .map(([epoch, value]) => ({ epoch, value, cx: across(panel, x, epoch), cy: upward(panel, y, value) }))
      .filter(({ cx, cy }) => Number.isFinite(cx) && Number.isFinite(cy)),
  }));
  const lines = curves.map(({ name, colour, dashed = false, points }) => {
    const path = points.map(({ cx, cy }, i) => `${i === 0 ? 'M' : 'L'}${cx} ${cy}`).join('');
    const dashes = dashed ? markup` stroke-dasharray="5 4"` : null;
    return markup`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${dashes}><title>${name}</title></path>`;
  });
  const dots = curves.map(({ name, colour, dashed = false, points }, c) =>
    points.map(({ epoch, value, cx, cy }) => {
      const over = curves
        .slice(c + 1)
        .filter((later) => later.points.some((q) => q.cx === cx && q.cy === cy));
      return markup`<circle cx="${cx}" cy="${cy}" r="${3 + 2 * over.length}" fill="${dashed ? '#ffffff' : colour}" stroke="${colour}" stroke-width="1.5"><title>${name}, epoch ${epoch}: ${format(value)}</title></circle>`;
    }),
  );
  return markup`${lines}${markers ? dots : null}`;
}
