/** A measure along one axis of a sweep, with how much the other axes and the seeds spread it. */
import { across, chartHeight, chartWidth, upward } from '../chart-frame.ts';
import type { Panel } from '../chart-frame.ts';
import { curveChart } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { Content } from '../markup.ts';
import { formatCount } from '../numbers.ts';
import type { SweepAxis } from '../sweep/axis.ts';
import { marginals } from '../sweep/marginals.ts';
import type { Marginal } from '../sweep/marginals.ts';
import type { SweepMeasure } from '../sweep/measure.ts';
import { levelAxis, measureAxis } from '../sweep/scale.ts';
import type { ReportedPoint } from '../sweep/types.ts';

const colour = '#2a5d9c';
const wide = '#dfe8f3';
const narrow = '#a9c2df';

interface Scales {
  readonly x: ReturnType<typeof levelAxis>;
  readonly y: ReturnType<typeof measureAxis>;
}

/** From the upper bounds forth and the lower ones back; of words, a bar each. */
function band(
  panel: Panel,
  bounds: readonly { readonly place: number; readonly low: number; readonly high: number }[],
  { x, y, fill, bar }: Scales & { readonly fill: string; readonly bar: number | null },
): Content {
  const at = (place: number, value: number): string =>
    `${across(panel, x, place)} ${Math.min(panel.bottom, Math.max(panel.top, upward(panel, y, value)))}`;
  if (bar !== null) {
    return bounds.map(
      ({ place, low, high }) =>
        markup`<path d="M${at(place - bar, high)}L${at(place + bar, high)}L${at(place + bar, low)}L${at(place - bar, low)}Z" fill="${fill}"/>`,
    );
  }
  const there = bounds.map(({ place, high }) => at(place, high));
  const back = [...bounds].reverse().map(({ place, low }) => at(place, low));
  return markup`<path d="M${[...there, ...back].join('L')}Z" fill="${fill}"/>`;
}

function seedsOf(points: readonly Marginal[]): { place: number; low: number; high: number }[] {
  return points.flatMap(({ place, seeds }) =>
    seeds === null ? [] : [{ place, low: seeds[0], high: seeds[1] }],
  );
}

/**
 * The figure.
 * @param id unique on the page
 * @returns null where fewer than two levels have a value
 */
export function marginalFigure(
  points: readonly ReportedPoint[],
  { axis, measure }: { readonly axis: SweepAxis; readonly measure: SweepMeasure },
  id: string,
): Figure | null {
  const along = marginals(points, axis, measure);
  if (along.length < 2) return null;
  const seeds = seedsOf(along);
  const y = measureAxis(
    along.flatMap(({ low, high, mean, seeds: own }) =>
      [low, high, mean, ...(own ?? [])].filter((value) => !measure.isLog || value > 0),
    ),
    measure,
  );
  const x = levelAxis(axis, 6);
  const scales = { x, y };
  const background = (panel: Panel): Content => [
    band(panel, along, { ...scales, fill: wide, bar: axis.isNumeric ? null : 0.3 }),
    seeds.length === 0
      ? null
      : band(panel, seeds, { ...scales, fill: narrow, bar: axis.isNumeric ? null : 0.2 }),
  ];
  return {
    id,
    title: `${measure.path} along ${axis.label}`,
    drawing: curveChart({
      width: chartWidth,
      height: chartHeight,
      xLabel: axis.label,
      yLabel: measure.path,
      x,
      y,
      legend: [],
      panels: [
        {
          title: null,
          curves: axis.isNumeric
            ? [{ name: 'mean', colour, points: along.map(({ place, mean }) => [place, mean] as const) }]
            : [],
          marks: along.map(({ place, mean, text, count }) => ({
            x: place,
            y: mean,
            colour,
            filled: true,
            text: `${axis.label} ${text}: ${measure.format(mean)}, mean of ${formatCount(count)} points`,
          })),
        },
      ],
      background,
    }),
    caption: `${measure.isLog ? 'Geometric means' : 'Means'} of ${formatCount(along.reduce((sum, { count }) => sum + count, 0))} points.`,
  };
}

/** What all curves have in common. */
export function marginalNote(hasRepeats: boolean): string {
  return `Lines are means over all other axes and seeds. Light: the middle 80% of the points, so what all else does.${
    hasRepeats ? ' Dark: plus and minus the standard deviation between seeds of one setting.' : ''
  }`;
}
