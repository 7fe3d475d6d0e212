/** Shares of a whole for each of a few numbered things, as stacked bars: one panel or several on the same axes. */
import { linearScale } from './axis-scale.ts';
import type { AxisScale } from './axis-scale.ts';
import { across, axes, chart, chartHeight, chartWidth, ink, upward } from './chart-frame.ts';
import type { LegendEntry, Panel } from './chart-frame.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** A bar at a number from 1 on. */
interface Bar {
  readonly at: number;
  /** From the bottom up, in the order of the legend. */
  readonly values: readonly number[];
}

export interface StackedBars {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly y: AxisScale;
  /** The kinds that a bar is made of. */
  readonly kinds: readonly LegendEntry[];
  readonly panels: readonly { readonly title: string; readonly bars: readonly Bar[] }[];
  /** A value as the tooltip of its part shows it. */
  readonly format: (value: number) => string;
}

const margin = { left: 46, right: 10, top: 50, bottom: 38, gap: 18 };
/** Less is no part but the rounding of a difference of shares. */
const least = 1e-9;
/** Half the width of a bar, where bars are 1 apart. */
const half = 0.36;

/** Draw it. */
export function stackedBars({ xLabel, yLabel, y, kinds, panels, format }: StackedBars): Markup {
  const last = Math.max(...panels.flatMap(({ bars }) => bars.map(({ at }) => at)));
  const x = linearScale(0.4, last + 0.6, { integers: true, ticks: 5 });
  const width = (chartWidth - margin.left - margin.right - margin.gap * (panels.length - 1)) / panels.length;
  const drawn = panels.map(({ title, bars }, i) => {
    const left = margin.left + i * (width + margin.gap);
    const panel: Panel = {
      left,
      right: left + width,
      top: margin.top,
      bottom: chartHeight - margin.bottom,
    };
    const drawBar = ({ at, values }: Bar): Markup[] => {
      let below = 0;
      return values.flatMap((value, kind) => {
        if (!(value > least)) return [];
        const bottom = upward(panel, y, below);
        below += value;
        const top = upward(panel, y, below);
        const [from, to] = [at - half, at + half].map((end) => across(panel, x, end));
        const { name, colour } = kinds[kind];
        return markup`<path d="M${from} ${bottom}V${top}H${to}V${bottom}Z" fill="${colour}"><title>${title}, ${xLabel} ${at}, ${name}: ${format(value)}</title></path>`;
      });
    };
    const heading = markup`<text x="${left}" y="40" font-weight="600" fill="${ink}">${title}</text>`;
    return [heading, axes(panel, x, { y, xLabel, yTicks: i === 0 }), bars.map(drawBar)];
  });
  return chart(yLabel, kinds, drawn);
}
