/** What every chart shares: size, colours, title and legend, and the axes of one panel. */
import type { AxisScale } from './axis-scale.ts';
import { divergingColour } from './diverging.ts';
import { markup } from './markup.ts';
import type { Content, Markup } from './markup.ts';
import { hexColour } from './oklab.ts';
import type { Algorithm } from '../experiments/types.ts';

/** Units of the drawing; about one CSS pixel at the width of a column. */
export const chartWidth = 372;
export const chartHeight = 236;

export const ink = '#1b1d22';
export const softInk = '#5d636e';
const hairline = '#e3e5ea';

/** Colours of the two algorithms: teal and amber, apart for every kind of colour vision, and neither of them red or blue (the signs). */
export const algorithmColour: Readonly<Record<Algorithm, string>> = {
  exact: '#0b7a75',
  ranking: '#d98200',
};

/** The colours of strengthening and weakening: those of the signs in the weight pictures. */
export const hebbianColour: string = hexColour(divergingColour(0.85));
export const antiHebbianColour: string = hexColour(divergingColour(-0.85));

/** A rectangle of the drawing, in its units. */
export interface Panel {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A line of a legend. */
export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly dashed?: boolean;
  /** Points instead of a line. */
  readonly dotted?: boolean;
}

/** Position in the drawing of a value on the axis of a panel, rounded to hundredths to keep the text short. */
export function across(panel: Panel, scale: AxisScale, value: number): number {
  return round(panel.left + scale.at(value) * (panel.right - panel.left));
}

/** As `across`, upwards. */
export function upward(panel: Panel, scale: AxisScale, value: number): number {
  return round(panel.bottom - scale.at(value) * (panel.bottom - panel.top));
}

/** Two decimals. */
function round(x: number): number {
  return Math.round(100 * x) / 100;
}

/** What the page's script needs to tell a value from a place: the ends of an axis. */
function axisData({ domain: [low, high], logarithmic }: AxisScale): string {
  return `${low} ${high} ${logarithmic ? 'log' : 'linear'}`;
}

/** Horizontal grid lines, both axes' tick labels and the base line. `yTicks: false` leaves the labels to a neighbour. */
export function axes(
  panel: Panel,
  x: AxisScale,
  { y, xLabel, yTicks = true }: { y: AxisScale; xLabel: string; yTicks?: boolean },
): Markup {
  const grid = y.ticks.map(({ value, text }) => {
    const height = upward(panel, y, value);
    return markup`<line class="grid" x1="${panel.left}" x2="${panel.right}" y1="${height}" y2="${height}" stroke="${hairline}"/>${
      yTicks
        ? markup`<text x="${panel.left - 6}" y="${height + 3.5}" text-anchor="end" fill="${softInk}">${text}</text>`
        : null
    }`;
  });
  const base = panel.bottom;
  const ticks = x.ticks.map(({ value, text }) => {
    const at = across(panel, x, value);
    return markup`<line x1="${at}" x2="${at}" y1="${base}" y2="${base + 4}" stroke="${softInk}"/><text x="${at}" y="${base + 16}" text-anchor="middle" fill="${softInk}">${text}</text>`;
  });
  const middle = round((panel.left + panel.right) / 2);
  const area = markup`<rect class="panel" x="${round(panel.left)}" y="${round(panel.top)}" width="${round(panel.right - panel.left)}" height="${round(panel.bottom - panel.top)}" fill="none" data-x="${axisData(x)}" data-y="${axisData(y)}" data-label="${xLabel}"/>`;
  return markup`${area}${grid}<line x1="${panel.left}" x2="${panel.right}" y1="${base}" y2="${base}" stroke="${softInk}"/>${ticks}<text x="${middle}" y="${base + 32}" text-anchor="middle" fill="${softInk}">${xLabel}</text>`;
}

/** The drawing as one SVG element: what its y axis shows at the top left, its legend at the top right, then `content`. */
export function chart(yLabel: string, legend: readonly LegendEntry[], content: Content): Markup {
  return markup`<svg class="chart" viewBox="0 0 ${chartWidth} ${chartHeight}" role="img" aria-label="${yLabel}" font-size="11.5"><text x="4" y="16" fill="${softInk}">${yLabel}</text>${drawLegend(legend, chartWidth)}${content}</svg>`;
}

/** A key and a name for each entry, side by side at the top right of a drawing of that width. */
export function drawLegend(legend: readonly LegendEntry[], width: number): Content {
  let right = width - 6;
  const entries = [...legend].reverse().map(({ name, ...kind }) => {
    // An estimate from the number of characters: without a browser there is no font to measure.
    const start = Math.round(right - 21 - 6.1 * name.length);
    right = start - 12;
    return markup`${legendKey(start, kind)}<text x="${start + 21}" y="16" fill="${ink}">${name}</text>`;
  });
  return entries.reverse();
}

function legendKey(start: number, { colour, dashed, dotted }: Omit<LegendEntry, 'name'>): Markup {
  if (dotted) return markup`<circle cx="${start + 11}" cy="12" r="2.5" fill="${colour}"/>`;
  const dashes = dashed ? markup` stroke-dasharray="4 3"` : null;
  return markup`<line x1="${start}" x2="${start + 16}" y1="12" y2="12" stroke="${colour}" stroke-width="2.5"${dashes}/>`;
}
