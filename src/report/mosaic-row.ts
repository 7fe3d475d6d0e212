/** Mosaics of one or two layers side by side with the key to their colours: for a page, whose script enlarges tiles, and for a file. */
import type { ImageShape } from '../data/dataset.ts';
import { ink } from './chart-frame.ts';
import { colourBar } from './colour-bar.ts';
import type { Figure } from './figure.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { formatCount, formatSignificant } from './numbers.ts';
import { pngDataUri } from './png.ts';
import type { Picture } from './png.ts';
import { drawnShape } from './tile-grid.ts';
import { weightMosaic } from './weight-mosaic.ts';
import type { WeightMatrix, WeightScale } from './weight-scale.ts';

/** A layer and those of its units that are drawn. */
interface MosaicLayer extends WeightMatrix {
  /** Above its mosaic; null where there is one layer without a name. */
  readonly name: string | null;
  readonly units: readonly number[];
}

/** Layers with as many inputs each. */
export interface MosaicRow {
  readonly layers: readonly MosaicLayer[];
  /** Of one input; null when the inputs are no picture. */
  readonly shape: ImageShape | null;
  readonly scale: WeightScale;
  /** p of Σ|W|^p, told of each enlarged tile. */
  readonly p: number;
}

/** `count` of `total` units, spread evenly; all of them where they are no more. */
export function spreadEvenly(total: number, count: number): number[] {
  const chosen = Math.min(total, count);
  return Array.from({ length: chosen }, (_, i) => Math.floor((i * total) / chosen));
}

/** Which units are shown, as a caption begins. */
export function unitsShown(shown: number, hidden: number): string {
  return shown < hidden
    ? `A tile for each of ${formatCount(shown)} of the ${formatCount(hidden)} hidden units, spread evenly over the layer`
    : `One tile for each of the ${formatCount(hidden)} hidden units`;
}

/** Whether tiles are in colour, each on its own scale. */
export function isInColour({ inputs }: WeightMatrix, shape: ImageShape | null): boolean {
  return drawnShape(inputs, shape).channels === 3;
}

/** What the colours stand for, for a caption. */
export function coloursMean(inColour: boolean): string {
  return inColour
    ? 'Every tile has its own scale, from minus to plus its largest |W|; a weight of zero is mid-grey.'
    : 'White is zero, red strengthens and blue weakens the response to an input that is on.';
}

/** Draw them. */
export function mosaicRow(row: MosaicRow): Pick<Figure, 'drawing' | 'svg'> {
  const pictures = row.layers.map((layer) =>
    weightMosaic({ ...layer, shape: row.shape, scale: row.scale.scale }),
  );
  return { drawing: toHtml(row, pictures), svg: () => toSvg(row, pictures) };
}

/** Σ|W|^p and the extremes of each drawn unit: three words a unit, as a text. */
function measures({ weights, inputs, units }: MosaicLayer, p: number): string {
  return units
    .map((unit) => {
      let [norm, least, most] = [0, Infinity, -Infinity];
      for (let i = unit * inputs; i < (unit + 1) * inputs; i++) {
        const weight = weights[i];
        norm += Math.abs(weight) ** p;
        least = Math.min(least, weight);
        most = Math.max(most, weight);
      }
      return [norm, least, most].map((value) => formatSignificant(value).replaceAll(' ', '\u00a0')).join(' ');
    })
    .join(' ');
}

/** What the page's script needs to enlarge a tile and to read a weight from its colour. */
function toHtml({ layers, shape, scale, p }: MosaicRow, pictures: readonly Picture[]): Markup {
  const { width, height } = drawnShape(layers[0].inputs, shape);
  const inColour = isInColour(layers[0], shape);
  const columns = (pictures[0].width - 1) / (width + 1);
  const images = layers.map((layer, i) => {
    const { name, units } = layer;
    const { width: wide, height: high } = pictures[i];
    const of = name === null ? '' : `, ${name} algorithm`;
    return markup`<div class="mosaic">${name === null ? null : markup`<h3>${name}</h3>`}<img class="pixels" src="${pngDataUri(pictures[i])}" width="${wide}" height="${high}" data-name="${name ?? ''}" data-units="${units.join(' ')}" data-measures="${measures(layer, p)}" alt="Weights of ${units.length} hidden units${of}"></div>`;
  });
  return markup`<div class="layers-${layers.length}"><div class="mosaics" data-tile="${width} ${height} ${columns}" data-norm="${normName(p)}"${inColour ? null : markup` data-scale="${scale.scale}"`}>${images}</div>${inColour ? null : colourBar(scale)}</div>`;
}

function normName(p: number): string {
  return p === 1 ? 'Σ|W|' : `Σ|W|^${formatSignificant(p)}`;
}

/** Width of a mosaic in a file, at least, and of what lies between; a large layer gets a unit per weight. */
const leastSide = 560;
const gap = 32;

function toSvg({ layers, shape, scale }: MosaicRow, pictures: readonly Picture[]): Markup {
  const side = Math.max(leastSide, pictures[0].width);
  const height = Math.round((side * pictures[0].height) / pictures[0].width);
  const width = layers.length * (side + gap) - gap;
  const above = layers.some(({ name }) => name !== null) ? 28 : 0;
  const bar = isInColour(layers[0], shape)
    ? null
    : markup`<g transform="translate(${(width - 520) / 2} ${above + height + 16})">${colourBar(scale)}</g>`;
  const images = layers.map(({ name }, i) => {
    const left = i * (side + gap);
    const title =
      name === null
        ? null
        : markup`<text x="${left}" y="16" font-size="15" font-weight="600" fill="${ink}">${name}</text>`;
    return markup`${title}<image href="${pngDataUri(pictures[i])}" x="${left}" y="${above}" width="${side}" height="${height}" style="image-rendering:pixelated"/>`;
  });
  return markup`<svg viewBox="0 0 ${width} ${above + height + (bar === null ? 4 : 60)}">${images}${bar}</svg>`;
}
