/** A measure over two axes of a sweep, averaged over all else; what was not measured is shown as such. */
import { softInk, ink } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { Content, Markup } from '../markup.ts';
import { formatCount } from '../numbers.ts';
import { hexColour } from '../oklab.ts';
import { inkOn, sequentialColour } from '../sequential.ts';
import type { SweepAxis } from '../sweep/axis.ts';
import { cells } from '../sweep/cells.ts';
import type { Cell } from '../sweep/cells.ts';
import { meanText, NOT_DONE } from '../sweep/measure.ts';
import type { SweepMeasure } from '../sweep/measure.ts';
import { colourScale } from '../sweep/scale.ts';
import type { ReportedPoint } from '../sweep/types.ts';

const width = 372;
const top = 62;
const right = 10;
const bottom = 40;
const leastHeight = 26;
const mostHeight = 52;
const emptyFill = '#f1f2f4';
const emptyLine = '#c9ccd3';
const failedColour = '#b3261e';
/** Of a letter of the labels. */
const letter = 6.1;

interface Drawing {
  readonly x: SweepAxis;
  readonly y: SweepAxis;
  readonly measure: SweepMeasure;
}

function tooltip(cell: Cell, { x, y, measure }: Drawing, [column, row]: readonly [number, number]): string {
  const { mean, deviation, measured, points, notDone } = cell;
  const place = `${x.label} ${x.levels[column].text}, ${y.label} ${y.levels[row].text}`;
  if (points === 0) return `${place}: no point`;
  const value = mean === null ? 'no value' : meanText(measure, { mean, deviation });
  const failed = notDone === 0 ? '' : `, ${formatCount(notDone)} not done`;
  return `${place}: ${value} (${formatCount(measured)} of ${formatCount(points)} points${failed})`;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function fillOf(cell: Cell, share: (value: number) => number): string {
  return cell.mean === null ? emptyFill : hexColour(sequentialColour(share(cell.mean)));
}

interface Signs {
  /** Of the way along the colours. */
  readonly share: (value: number) => number;
  /** Whether points that did not end well are marked. */
  readonly hasCorner: boolean;
  readonly format: (value: number) => string;
}

/** A dash where there is no point, a cross where none could be measured, else the number if there is room. */
function signIn(
  { x, y, width: w, height: h }: Box,
  cell: Cell,
  { share, hasCorner, format }: Signs,
): Content {
  const [cx, cy] = [x + w / 2, y + h / 2];
  if (cell.points === 0) {
    return markup`<path d="M${cx - 4} ${cy}h8" stroke="${emptyLine}" stroke-width="1.5"/>`;
  }
  if (cell.mean === null) {
    return markup`<path d="M${cx - 4} ${cy - 4}l8 8m0 -8l-8 8" stroke="${failedColour}" stroke-width="1.5"/>`;
  }
  const text = format(cell.mean);
  const corner =
    cell.notDone === 0 || !hasCorner
      ? null
      : markup`<path d="M${x + w - 8} ${y}h8v8z" fill="${failedColour}"/>`;
  const number =
    text.length * letter + 4 > w
      ? null
      : markup`<text x="${cx}" y="${cy + 4}" text-anchor="middle" fill="${inkOn(share(cell.mean))}">${text}</text>`;
  return [corner, number];
}

function round(x: number): number {
  return Math.round(100 * x) / 100;
}

/** Every label, or every second, … where they would touch. */
function everyNth(labels: readonly string[], room: number): number {
  const longest = labels.reduce((most, text) => Math.max(most, text.length), 0);
  return Math.max(1, Math.ceil((longest * letter + 6) / room));
}

function key(measure: SweepMeasure, { low, high }: { low: number; high: number }): Markup {
  const steps = 48;
  const box = { x: width - right - 150, y: 24, width: 150, height: 9 };
  const each = box.width / steps;
  const strip = Array.from({ length: steps }, (_, i) => {
    const colour = hexColour(sequentialColour((i + 0.5) / steps));
    return markup`<rect x="${round(box.x + i * each)}" y="${box.y}" width="${round(each + 0.3)}" height="${box.height}" fill="${colour}"/>`;
  });
  return markup`${strip}<text x="${box.x}" y="46" fill="${softInk}">${measure.format(low)}</text><text x="${width - right}" y="46" text-anchor="end" fill="${softInk}">${measure.format(high)}</text>`;
}

/**
 * The figure.
 * @param id unique on the page
 * @returns null where the measure has no value
 */
export function heatMapFigure(
  points: readonly ReportedPoint[],
  { x, y, measure }: Drawing,
  id: string,
): Figure | null {
  const rows = cells(points, { x, y, measure });
  const means = rows.flat().flatMap(({ mean }) => (mean === null ? [] : [mean]));
  if (means.length === 0) return null;
  const colours = colourScale(means, measure);
  const yTexts = y.levels.map(({ text }) => text);
  const longest = yTexts.reduce((most, text) => Math.max(most, text.length), 0);
  const left = Math.min(130, Math.max(30, longest * letter + 12));
  const w = (width - left - right) / x.levels.length;
  const h = Math.min(mostHeight, Math.max(leastHeight, Math.min(w, 190 / y.levels.length)));
  const height = round(top + h * y.levels.length + bottom);
  // The first level of y is at the bottom.
  const boxOf = (column: number, row: number): Box => ({
    x: round(left + column * w),
    y: round(top + (y.levels.length - 1 - row) * h),
    width: round(w),
    height: round(h),
  });
  const drawn = rows.map((row, r) =>
    row.map((cell, c) => {
      const box = boxOf(c, r);
      return markup`<g><title>${tooltip(cell, { x, y, measure }, [c, r])}</title><rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="${fillOf(cell, colours.at)}" stroke="#ffffff"/>${signIn(box, cell, { share: colours.at, hasCorner: measure.path !== NOT_DONE, format: measure.format })}</g>`;
    }),
  );
  const every = everyNth(
    x.levels.map(({ text }) => text),
    w,
  );
  const base = height - bottom;
  const xTicks = x.levels.map(({ text }, c) =>
    c % every === 0
      ? markup`<text x="${round(left + (c + 0.5) * w)}" y="${base + 15}" text-anchor="middle" fill="${softInk}">${text}</text>`
      : null,
  );
  const yTicks = y.levels.map(
    ({ text }, r) =>
      markup`<text x="${left - 6}" y="${round(boxOf(0, r).y + h / 2 + 4)}" text-anchor="end" fill="${softInk}">${text}</text>`,
  );
  const title = `${y.label} against ${x.label}`;
  return {
    id,
    title,
    drawing: markup`<svg class="heat" viewBox="0 0 ${width} ${height}" role="img" aria-label="${measure.path}: ${title}" font-size="11.5"><text x="4" y="16" fill="${ink}" font-weight="600">${measure.path}</text>${key(measure, colours)}<text x="4" y="${top - 8}" fill="${softInk}">${y.label}</text>${drawn}${xTicks}${yTicks}<text x="${round((left + width - right) / 2)}" y="${height - 6}" text-anchor="middle" fill="${softInk}">${x.label}</text></svg>`,
    caption: captionOf({ x, y, measure }, rows.flat()),
  };
}

function captionOf({ x, y, measure }: Drawing, all: readonly Cell[]): string {
  const binned = [x, y].filter(({ isBinned }) => isBinned).map(({ label }) => label);
  const count = all.reduce((sum, { measured }) => sum + measured, 0);
  return [
    `${measure.isLog ? 'Geometric means' : 'Means'} of ${formatCount(count)} points.`,
    ...(binned.length === 0 ? [] : [`In ten equal intervals, named by their middles: ${binned.join(', ')}.`]),
  ].join(' ');
}

/** What all maps of a measure have in common; the signs, where one of them is used. */
export function heatMapNote(points: readonly ReportedPoint[], measure: SweepMeasure): string {
  const hasGaps = points.some((point) => measure.of(point) === null);
  const hasFailures = points.some(({ status }) => status !== 'done') && measure.path !== NOT_DONE;
  return [
    'Cells are means over all other axes and seeds; a dash is where there is no point.',
    ...(hasGaps ? ['A cross is where no point has a value.'] : []),
    ...(hasFailures ? ['Of cells with a red corner, some points did not end well.'] : []),
  ].join(' ');
}
