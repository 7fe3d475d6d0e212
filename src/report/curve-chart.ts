/** Curves over any quantity: one panel or several side by side on the same axes, of any size, also as a file of its own. */
import type { AxisScale } from './axis-scale.ts';
import { across, axes, drawLegend, ink, softInk, upward } from './chart-frame.ts';
import type { LegendEntry, Panel } from './chart-frame.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';

/** One curve. It is interrupted where the scales cannot show a point. */
export interface Curve extends LegendEntry {
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Of the line (2). */
  readonly width?: number;
}

/** A ring or a dot with a tooltip. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly filled: boolean;
  readonly text: string;
}

export interface CurvePanel {
  /** null where there is only one panel. */
  readonly title: string | null;
  readonly curves: readonly Curve[];
  readonly marks?: readonly Mark[];
}

export interface CurveChart {
  /** In the units of the drawing, about CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: AxisScale;
  readonly y: AxisScale;
  readonly legend: readonly LegendEntry[];
  readonly panels: readonly CurvePanel[];
  /** Vertical lines with their names. */
  readonly verticals?: readonly NamedValue[];
  /** Horizontal lines with their names. */
  readonly horizontals?: readonly NamedValue[];
  /** Names at the right, each at the height of a value; they keep apart. */
  readonly endLabels?: readonly EndLabel[];
  /** Drawn below the curves. */
  readonly background?: (panel: Panel) => Content;
}

/** A value on an axis. */
interface NamedValue {
  readonly value: number;
  readonly name: string;
}

interface EndLabel extends NamedValue {
  readonly colour: string;
}

/** Colours of a few kinds that all colour vision tells apart (Okabe & Ito 2008), without yellow, which is too light for a line. */
export const categoryColours: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
];

const margin = { left: 52, right: 12, bottom: 38, gap: 22 };
/** Room for names at the right. */
const endLabelWidth = 58;
const lineHeight = 14;

/** Draw it. */
export function curveChart(options: CurveChart): Markup {
  const { width, height, xLabel, yLabel, x, y, legend, panels, background } = options;
  const { verticals = [], horizontals = [], endLabels = [] } = options;
  const right = endLabels.length > 0 ? endLabelWidth : margin.right;
  const each = (width - margin.left - right - margin.gap * (panels.length - 1)) / panels.length;
  const drawn = panels.map(({ title, curves, marks = [] }, i) => {
    const left = margin.left + i * (each + margin.gap);
    const top = title === null ? 42 : 54;
    const panel: Panel = { left, right: left + each, top, bottom: height - margin.bottom };
    const heading =
      title === null
        ? null
        : markup`<text x="${left}" y="42" font-weight="600" fill="${ink}">${title}</text>`;
    return markup`${heading}${axes(panel, x, { y, xLabel, yTicks: i === 0 })}${background?.(panel) ?? null}${verticals.map((line) => vertical(panel, x, line))}${horizontals.map((line) => horizontal(panel, y, line))}${curves.map((curve) => drawCurve(panel, curve, { x, y }))}${marks.map((mark) => drawMark(panel, mark, { x, y }))}${drawEndLabels(panel, y, endLabels)}`;
  });
  return markup`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${yLabel}" font-size="11.5"><text x="4" y="16" fill="${softInk}">${yLabel}</text>${drawLegend(legend, width)}${drawn}</svg>`;
}

interface Scales {
  readonly x: AxisScale;
  readonly y: AxisScale;
}

function horizontal(panel: Panel, y: AxisScale, { value, name }: NamedValue): Markup {
  const at = upward(panel, y, value);
  return markup`<line x1="${panel.left}" x2="${panel.right}" y1="${at}" y2="${at}" stroke="${ink}" stroke-dasharray="2 3"/><text x="${panel.left + 5}" y="${at - 5}" fill="${softInk}">${name}</text>`;
}

/** From the top down, each at least a line below the one before. */
function drawEndLabels(panel: Panel, y: AxisScale, labels: readonly EndLabel[]): Content {
  let free = panel.top;
  return labels
    .map((label) => ({ ...label, height: upward(panel, y, label.value) }))
    .sort((a, b) => a.height - b.height)
    .map(({ name, colour, height }) => {
      const at = Math.max(free, height);
      free = at + lineHeight;
      return markup`<text x="${panel.right + 6}" y="${at + 4}" fill="${colour}">${name}</text>`;
    });
}

function vertical(panel: Panel, x: AxisScale, { value, name }: NamedValue): Markup {
  const at = across(panel, x, value);
  return markup`<line x1="${at}" x2="${at}" y1="${panel.top}" y2="${panel.bottom}" stroke="${ink}" stroke-dasharray="2 3"/><text x="${at}" y="${panel.top - 5}" text-anchor="middle" fill="${softInk}">${name}</text>`;
}

function drawCurve(panel: Panel, curve: Curve, { x, y }: Scales): Content {
  const { points, colour, dashed = false, dotted = false, width = 2 } = curve;
  const placed = points.map(([a, b]) => ({ cx: across(panel, x, a), cy: upward(panel, y, b) }));
  const shown = ({ cx, cy }: { cx: number; cy: number }): boolean =>
    Number.isFinite(cx) && Number.isFinite(cy);
  if (dotted) {
    return placed
      .filter(shown)
      .map(({ cx, cy }) => markup`<circle cx="${cx}" cy="${cy}" r="${width}" fill="${colour}"/>`);
  }
  let path = '';
  let pen = false;
  for (const at of placed) {
    const visible = shown(at);
    if (visible) path += `${pen ? 'L' : 'M'}${at.cx} ${at.cy}`;
    pen = visible;
  }
  const dashes = dashed ? markup` stroke-dasharray="5 4"` : null;
  return markup`<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"${dashes}><title>${curve.name}</title></path>`;
}

function drawMark(panel: Panel, { x: a, y: b, colour, filled, text }: Mark, { x, y }: Scales): Markup {
  return markup`<circle cx="${across(panel, x, a)}" cy="${upward(panel, y, b)}" r="3.5" fill="${filled ? colour : '#ffffff'}" stroke="${colour}" stroke-width="1.5"><title>${text}</title></circle>`;
}
