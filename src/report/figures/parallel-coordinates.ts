/**
 * All points of a sweep at once: one line each, over its axes and measures side by side (A. Inselberg, The Visual Computer
 * 1 (1985) 69). In a browser, ranges can be chosen on every axis; without its script the drawing is complete.
 */
import { softInk, ink } from '../chart-frame.ts';
import type { AxisScale } from '../axis-scale.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { Content, Markup } from '../markup.ts';
import { formatCount } from '../numbers.ts';
import { hexColour } from '../oklab.ts';
import { sequentialColour } from '../sequential.ts';
import type { SweepAxis } from '../sweep/axis.ts';
import type { SweepMeasure } from '../sweep/measure.ts';
import { levelAxis, measureAxis } from '../sweep/scale.ts';
import type { ReportedPoint } from '../sweep/types.ts';

const width = 1160;
const height = 420;
const top = 62;
const bottom = 366;
/** Where a line goes that has no value on an axis. */
const rail = 394;
const side = 58;
/** Of the lines at one value of an axis. */
const spread = 9;
const noValue = '#9aa0ab';
const colours = 17;
/** More lines than this are one dark surface, and slow. */
const MOST_LINES = 1500;
/** More axes than this have no room for their names. */
const MOST_AXES = 12;
/** Of a letter of the names. */
const letter = 6.3;

interface Coordinate {
  readonly name: string;
  readonly scale: AxisScale;
  readonly of: (point: ReportedPoint) => number | null;
  readonly isMeasure: boolean;
  /** Many points have the same place; their lines are set apart. */
  readonly isSpread: boolean;
}

function round(x: number): number {
  return Math.round(10 * x) / 10;
}

function coordinates(
  points: readonly ReportedPoint[],
  axes: readonly SweepAxis[],
  measures: readonly SweepMeasure[],
): Coordinate[] {
  const options = axes.map((axis) => ({
    name: axis.label,
    scale: levelAxis(axis, 7),
    of: (point: ReportedPoint): number => axis.placeOf(point.axes[axis.key]),
    isMeasure: false,
    isSpread: !axis.isBinned,
  }));
  const measured = measures.flatMap((measure) => {
    const values = points.map(measure.of).filter((value) => value !== null);
    if (values.length === 0) return [];
    return [
      {
        name: measure.path,
        scale: measureAxis(values, measure),
        of: measure.of,
        isMeasure: true,
        isSpread: false,
      },
    ];
  });
  return [...options.slice(0, MOST_AXES - 1), ...measured].slice(0, MOST_AXES);
}

/** Evenly from all of them: points come in the order of their hashes, so these are a fair sample. */
function thinned(points: readonly ReportedPoint[]): readonly ReportedPoint[] {
  if (points.length <= MOST_LINES) return points;
  return Array.from({ length: MOST_LINES }, (_, i) => points[Math.floor((i * points.length) / MOST_LINES)]);
}

/** Fractions of these multiples of the golden ratio fill [0, 1) evenly, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

function heightOf({ scale, of, isSpread }: Coordinate, point: ReportedPoint, line: number): number | null {
  const share = scale.at(of(point) ?? NaN);
  if (!Number.isFinite(share)) return null;
  const apart = isSpread ? (((line * GOLDEN) % 1) - 0.5) * spread : 0;
  return round(bottom - share * (bottom - top) + apart);
}

/** Of the palette; lines that are set apart may lie just beyond the ends of an axis. */
function shade(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * (colours - 1));
}

function shorten(text: string, room: number): string {
  const most = Math.max(6, Math.floor(room / letter));
  return text.length <= most ? text : `…${text.slice(1 - most)}`;
}

function drawAxis(
  { name, scale }: Coordinate,
  index: number,
  { places, chosen }: { readonly places: readonly number[]; readonly chosen: number },
): Markup {
  const x = places[index];
  const room = 2 * (places[1] - places[0]) - 12;
  const anchor = index === 0 ? 'start' : index === places.length - 1 ? 'end' : 'middle';
  const at = index === 0 ? 4 : index === places.length - 1 ? width - 4 : x;
  const ticks = scale.ticks.map(({ value, text }) => {
    const y = round(bottom - scale.at(value) * (bottom - top));
    const last = index === places.length - 1;
    return markup`<line x1="${x - 3}" x2="${x + 3}" y1="${y}" y2="${y}" stroke="${ink}"/><text class="tick" x="${last ? x + 7 : x - 7}" y="${y + 4}" text-anchor="${last ? 'start' : 'end'}" fill="${ink}">${shorten(text, 60)}</text>`;
  });
  return markup`<g><line x1="${x}" x2="${x}" y1="${top}" y2="${bottom}" stroke="${ink}"/>${ticks}<rect class="brush" data-axis="${index}" x="${x - 14}" y="${top - 6}" width="28" height="${rail - top + 14}" fill="none" pointer-events="all"/><text class="${index === chosen ? 'name chosen' : 'name'}" data-axis="${index}" x="${at}" y="${index % 2 === 0 ? 18 : 38}" text-anchor="${anchor}" fill="${ink}"><title>${name}</title>${shorten(name, room)}</text></g>`;
}

/**
 * The figure; null with fewer than two axes. Lines have the colour of the first measure until the reader chooses another.
 */
export function parallelCoordinatesFigure(
  points: readonly ReportedPoint[],
  axes: readonly SweepAxis[],
  measures: readonly SweepMeasure[],
): Figure | null {
  const shown = coordinates(points, axes, measures);
  if (shown.length < 2) return null;
  const each = (width - 2 * side) / (shown.length - 1);
  const places = shown.map((_, i) => round(side + i * each));
  const chosen = Math.max(
    0,
    shown.findIndex(({ isMeasure }) => isMeasure),
  );
  const lines = thinned(points);
  const opacity = lines.length > 600 ? 0.25 : lines.length > 150 ? 0.45 : 0.75;
  const palette = Array.from({ length: colours }, (_, i) =>
    // The palest colours are lost on white.
    hexColour(sequentialColour(0.18 + (0.82 * i) / (colours - 1))),
  );
  const drawn: Content = lines.map((point, line) => {
    const heights = shown.map((coordinate) => heightOf(coordinate, point, line));
    const path = heights.map((y, i) => `${i === 0 ? 'M' : 'L'}${places[i]} ${y ?? rail}`).join('');
    const own = heights[chosen];
    const stroke = own === null ? noValue : palette[shade((bottom - own) / (bottom - top))];
    return markup`<path class="line" d="${path}" stroke="${stroke}"><title>${point.commandLine}</title></path>`;
  });
  const hasGaps = lines.some((point) => shown.some((coordinate) => heightOf(coordinate, point, 0) === null));
  const left = axes.length + measures.length - shown.length;
  return {
    id: 'parallel-coordinates',
    title: 'All points',
    drawing: markup`<svg class="parallel" viewBox="0 0 ${width} ${height}" role="img" aria-label="Parallel coordinates of ${lines.length} points" font-size="12" data-places="${places.join(' ')}" data-span="${top} ${bottom}" data-palette="${palette.join(' ')}" data-none="${noValue}"><g fill="none" stroke-width="1.4" stroke-opacity="${opacity}" stroke-linejoin="round">${drawn}</g>${hasGaps ? markup`<text x="${width / 2}" y="${height - 8}" text-anchor="middle" fill="${softInk}">no value</text>` : null}${shown.map((coordinate, i) => drawAxis(coordinate, i, { places, chosen }))}<text class="count" x="4" y="${height - 8}" fill="${ink}"></text></svg>`,
    caption: [
      `Each line is a point; its colour is its ${shown[chosen].name}, from pale (low) to dark (high).`,
      'Lines at one value of an option are set a little apart.',
      'Drag along an axis to keep a range, press it to let go, press a name to colour by it.',
      ...(hasGaps ? ['A line that ends at the bottom has no value there.'] : []),
      ...(lines.length < points.length
        ? [`${formatCount(lines.length)} of ${formatCount(points.length)} points are drawn.`]
        : []),
      ...(left > 0 ? [`${formatCount(left)} further axes and measures have no room.`] : []),
    ].join(' '),
  };
}
