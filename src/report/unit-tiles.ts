/** The weights of some hidden units as a cell of a figure: a mosaic and the key to its colours, as in the paper's Fig. 3 and 5. */
import type { ImageShape } from '../data/dataset.ts';
import { softInk } from './chart-frame.ts';
import { colourStrip } from './colour-bar.ts';
import type { SheetCell } from './figure-sheet.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { formatSignificant } from './numbers.ts';
import type { Picture } from './png.ts';
import { pngDataUri } from './png.ts';
import { drawnShape } from './tile-grid.ts';
import { weightMosaic } from './weight-mosaic.ts';
import { weightScale } from './weight-scale.ts';

/** Some hidden units of a layer. */
export interface ChosenUnits {
  /** [units × inputs], C order. */
  readonly weights: Float32Array | Float64Array;
  readonly units: number;
  readonly inputs: number;
  /** Of one input; null when the inputs are no picture. */
  readonly shape: ImageShape | null;
}

/** Of a cell, about. */
const aboutWidth = 320;

/** Smallest and largest of them. */
export function weightRange({ weights }: ChosenUnits): {
  readonly largest: number;
  readonly mostNegative: number;
} {
  let largest = -Infinity;
  let mostNegative = Infinity;
  for (const weight of weights) {
    if (weight > largest) largest = weight;
    if (weight < mostNegative) mostNegative = weight;
  }
  return { largest, mostNegative };
}

/** A picture that keeps its pixels sharp where it is enlarged; of the ways to say so browsers and resvg both know this one. */
export function sharpImage(
  picture: Picture,
  box: { x: number; y: number; width: number; height: number },
): Markup {
  return markup`<image href="${pngDataUri(picture)}" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" image-rendering="optimizeSpeed"/>`;
}

/**
 * The cell.
 * @param options.columns tiles per row
 */
export function unitTiles(
  chosen: ChosenUnits,
  { title, columns }: { readonly title: string; readonly columns: number },
): SheetCell {
  const { weights, units, inputs, shape } = chosen;
  const bar = weightScale([{ weights, hidden: units, inputs }]);
  const all = Array.from({ length: units }, (_, unit) => unit);
  const picture = weightMosaic({ weights, inputs, units: all, shape, columns, scale: bar.scale });
  // A whole number of pixels for a weight: others blur or drop some.
  const factor = Math.max(1, Math.round(aboutWidth / picture.width));
  const [width, tall] = [factor * picture.width, factor * picture.height];
  const inColour = drawnShape(inputs, shape).channels === 3;
  const { largest, mostNegative } = weightRange(chosen);
  const range = `weights from ${formatSignificant(mostNegative)} to +${formatSignificant(largest)}`;
  const key = inColour
    ? markup`<text x="0" y="${tall + 20}">each tile from −max to +max of its own weights, zero mid-grey</text>`
    : colourKey({ ...bar, width, top: tall + 10 });
  const height = tall + 60;
  return {
    title,
    width,
    height,
    drawing: markup`<svg viewBox="0 0 ${width} ${height}" font-size="11.5" fill="${softInk}">${sharpImage(picture, { x: 0, y: 0, width, height: tall })}${key}<text x="0" y="${tall + 56}">${range}</text></svg>`,
  };
}

function colourKey({
  scale,
  clipped,
  width,
  top,
}: {
  scale: number;
  clipped: boolean;
  width: number;
  top: number;
}): Markup {
  const box = { x: 0, y: top, width, height: 10 };
  const ticks = [-1, 0, 1].map((t) => {
    const bound = !clipped || t === 0 ? '' : t < 0 ? '≤ ' : '≥ ';
    const text = `${bound}${t > 0 ? '+' : ''}${formatSignificant(t * scale)}`;
    const anchor = t < 0 ? 'start' : t > 0 ? 'end' : 'middle';
    return markup`<text x="${(width * (t + 1)) / 2}" y="${top + 23}" text-anchor="${anchor}">${text}</text>`;
  });
  return markup`${colourStrip(box)}<rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" fill="none" stroke="#c9ccd3"/>${ticks}`;
}
