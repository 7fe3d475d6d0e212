/** Several drawings in rows as one figure, with its title and notes inside, so that a file of it says what it is. */
import { ink, softInk } from './chart-frame.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

/** A drawing: an SVG element with a view box, fitted into its place. */
export interface SheetCell {
  readonly drawing: Markup;
  /** In the units of the sheet, about CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** null for none. */
  readonly title: string | null;
}

export interface FigureSheet {
  readonly title: string;
  /** Lines below it: which data, and what the figure is not. */
  readonly notes: readonly string[];
  readonly rows: readonly (readonly SheetCell[])[];
}

const margin = 16;
const gap = 24;
const lineHeight = 17;
const headingHeight = 22;

/** Draw it. */
export function figureSheet({ title, notes, rows }: FigureSheet): Markup {
  const widths = rows.map((row) => row.reduce((sum, { width }) => sum + width, gap * (row.length - 1)));
  const width = 2 * margin + Math.max(...widths);
  const lines = notes.map(
    (note, i) =>
      markup`<text x="${margin}" y="${margin + 30 + lineHeight * i}" font-size="12.5" fill="${softInk}">${note}</text>`,
  );
  let top = margin + 20 + lineHeight * notes.length + 14;
  const drawn = rows.map((row) => {
    const heading = row.some((cell) => cell.title !== null) ? headingHeight : 0;
    let left = margin;
    const cells = row.map((cell) => {
      const x = left;
      left += cell.width + gap;
      const name =
        cell.title === null
          ? null
          : markup`<text x="${x}" y="${top + 14}" font-size="13.5" font-weight="600" fill="${ink}">${cell.title}</text>`;
      return markup`${name}<svg x="${x}" y="${top + heading}" width="${cell.width}" height="${cell.height}">${cell.drawing}</svg>`;
    });
    top += heading + Math.max(...row.map(({ height }) => height)) + gap;
    return cells;
  });
  const height = top - gap + margin;
  return markup`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}"><text x="${margin}" y="${margin + 10}" font-size="16" font-weight="700" fill="${ink}">${title}</text>${lines}${drawn}</svg>`;
}
