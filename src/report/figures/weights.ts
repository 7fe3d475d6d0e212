/** The weights of each run as mosaics on one colour scale; of two runs, matched units at the same place. */
import { ink } from '../chart-frame.ts';
import { colourBar } from '../colour-bar.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import type { Markup } from '../markup.ts';
import { formatCount } from '../numbers.ts';
import type { Picture } from '../png.ts';
import { pngDataUri } from '../png.ts';
import { drawnShape } from '../tile-grid.ts';
import type { ReportedRun, TrainingReport } from '../types.ts';
import { weightMosaic } from '../weight-mosaic.ts';
import { weightScale } from '../weight-scale.ts';
import type { WeightScale } from '../weight-scale.ts';

/** Tiles in a mosaic at most: enough to judge a layer, few enough that each can be seen. */
const mostTiles = 100;
/** Weights in all mosaics of a whole layer at most: 2,000 units of 784 inputs, 2.1 MB of text when they are noise. */
const mostWeights = 1_600_000;

/** The units of one run, drawn. */
interface Mosaic {
  readonly run: ReportedRun;
  readonly units: readonly number[];
  readonly picture: Picture;
}

type Shown = Pick<TrainingReport, 'runs' | 'data' | 'comparison'>;

/** `count` of `total` units, spread evenly; all of them where they are no more. */
function spreadEvenly(total: number, count: number): number[] {
  const chosen = Math.min(total, count);
  return Array.from({ length: chosen }, (_, i) => Math.floor((i * total) / chosen));
}

function drawMosaics(
  { runs, data, comparison }: Shown,
  shown: readonly number[],
  { scale }: WeightScale,
): Mosaic[] {
  return runs.map((run, r) => {
    const units = r === 0 || comparison === null ? shown : shown.map((mu) => comparison.match[mu]);
    return { run, units, picture: weightMosaic({ ...run, units, shape: data.shape, scale }) };
  });
}

function isInColour({ runs, data }: Shown): boolean {
  return drawnShape(runs[0].inputs, data.shape).channels === 3;
}

/** What the page's script needs to enlarge a tile and to read a weight from its colour. */
function toHtml(mosaics: readonly Mosaic[], report: Shown, scale: WeightScale): Markup {
  const { width, height } = drawnShape(mosaics[0].run.inputs, report.data.shape);
  const inColour = isInColour(report);
  const columns = (mosaics[0].picture.width - 1) / (width + 1);
  const images = mosaics.map(
    ({ run: { algorithm }, units, picture }) =>
      markup`<div class="mosaic"><h3>${algorithm}</h3><img class="pixels" src="${pngDataUri(picture)}" width="${picture.width}" height="${picture.height}" data-name="${algorithm}" data-units="${units.join(' ')}" alt="Weights of ${units.length} hidden units, ${algorithm} algorithm"></div>`,
  );
  return markup`<div class="layers-${mosaics.length}"><div class="mosaics" data-tile="${width} ${height} ${columns}"${inColour ? null : markup` data-scale="${scale.scale}"`}>${images}</div>${inColour ? null : colourBar(scale)}</div>`;
}

/** Width of a mosaic in a file, at least, and of what lies between; a large layer gets a unit per weight. */
const leastSide = 560;
const gap = 32;

function toSvg(mosaics: readonly Mosaic[], report: Shown, scale: WeightScale): Markup {
  const { picture } = mosaics[0];
  const side = Math.max(leastSide, picture.width);
  const height = Math.round((side * picture.height) / picture.width);
  const width = mosaics.length * (side + gap) - gap;
  const bar = isInColour(report)
    ? null
    : markup`<g transform="translate(${(width - 520) / 2} ${height + 44})">${colourBar(scale)}</g>`;
  const images = mosaics.map((mosaic, i) => {
    const left = i * (side + gap);
    return markup`<text x="${left}" y="16" font-size="15" font-weight="600" fill="${ink}">${mosaic.run.algorithm}</text><image href="${pngDataUri(mosaic.picture)}" x="${left}" y="28" width="${side}" height="${height}" style="image-rendering:pixelated"/>`;
  });
  return markup`<svg viewBox="0 0 ${width} ${height + (bar === null ? 32 : 88)}">${images}${bar}</svg>`;
}

function toDrawing(
  report: Shown,
  shown: readonly number[],
  scale: WeightScale,
): Pick<Figure, 'drawing' | 'svg'> {
  const mosaics = drawMosaics(report, shown, scale);
  return { drawing: toHtml(mosaics, report, scale), svg: () => toSvg(mosaics, report, scale) };
}

/** The figure. A run with more than 100 hidden units shows 100 of them, spread evenly. */
export function weightsFigure(report: TrainingReport): Figure {
  const { runs, data, comparison } = report;
  const scale = weightScale(runs);
  const { hidden } = runs[0];
  const shown = spreadEvenly(hidden, mostTiles);
  const which =
    shown.length < hidden
      ? `A tile for each of ${formatCount(shown.length)} of the ${formatCount(hidden)} hidden units, spread evenly over the layer`
      : `One tile for each of the ${formatCount(hidden)} hidden units`;
  const inColour = isInColour(report);
  const colours = inColour
    ? 'Every tile has its own scale, from minus to plus its largest |W|; a weight of zero is mid-grey.'
    : 'White is zero, red strengthens and blue weakens the response to an input that is on.';
  const lookFor =
    data.shape === null
      ? 'The inputs are no picture: their order runs along the rows of a tile.'
      : `Look for ${inColour ? 'patches of one colour' : 'strokes and whole prototypes against the opposite sign'}; noise is what is left of the start in a unit that has learned little.`;
  const matched =
    comparison === null
      ? ''
      : ` Tiles at the same place are matched, one to one, by the cosine of their weights: where they look alike, both algorithms found the same feature.`;
  return {
    id: 'weights',
    title: 'Weights after training',
    ...toDrawing(report, shown, scale),
    caption: `${which}. ${colours} ${lookFor}${matched}`,
  };
}

/** All units, or as many as keep the page small; null where the other figure shows them all. */
export function wholeLayerFigure(report: TrainingReport): Figure | null {
  const { runs } = report;
  const { hidden, inputs } = runs[0];
  if (hidden <= mostTiles) return null;
  const shown = spreadEvenly(hidden, Math.max(mostTiles, Math.floor(mostWeights / (inputs * runs.length))));
  return {
    id: 'whole-layer',
    title: shown.length < hidden ? 'More of the layer' : 'The whole layer',
    ...toDrawing(report, shown, weightScale(runs)),
    caption: `${formatCount(shown.length)} of the ${formatCount(hidden)} hidden units, on the same scale.`,
  };
}
