/** The weights of each run as mosaics on one colour scale; of two runs, matched units at the same place. */
import { colourBar } from '../colour-bar.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import { formatCount } from '../numbers.ts';
import { pngDataUri } from '../png.ts';
import { drawnShape } from '../tile-grid.ts';
import type { TrainingReport } from '../types.ts';
import { weightMosaic } from '../weight-mosaic.ts';
import { weightScale } from '../weight-scale.ts';

/** Tiles in a mosaic at most: enough to judge a layer, few enough that each can be seen. */
const mostTiles = 100;

/** `count` of `total` units, spread evenly; all of them where they are no more. */
function spreadEvenly(total: number, count: number): number[] {
  const chosen = Math.min(total, count);
  return Array.from({ length: chosen }, (_, i) => Math.floor((i * total) / chosen));
}

/** The figure. A run with more than 100 hidden units shows 100 of them, spread evenly. */
export function weightsFigure({ runs, data, comparison }: TrainingReport): Figure {
  const scale = weightScale(runs);
  const { hidden, inputs } = runs[0];
  const shown = spreadEvenly(hidden, mostTiles);
  const inColour = drawnShape(inputs, data.shape).channels === 3;
  const mosaics = runs.map((run, r) => {
    const units = r === 0 || comparison === null ? shown : shown.map((mu) => comparison.match[mu]);
    const picture = weightMosaic({ ...run, units, shape: data.shape, scale: scale.scale });
    return markup`<div class="mosaic"><h3>${run.algorithm}</h3><img class="pixels" src="${pngDataUri(picture)}" width="${picture.width}" height="${picture.height}" alt="Weights of ${units.length} hidden units, ${run.algorithm} algorithm"></div>`;
  });
  const which =
    shown.length < hidden
      ? `A tile for each of ${formatCount(shown.length)} of the ${formatCount(hidden)} hidden units, spread evenly over the layer`
      : `One tile for each of the ${formatCount(hidden)} hidden units`;
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
    drawing: markup`<div class="layers-${runs.length}"><div class="mosaics">${mosaics}</div>${inColour ? null : colourBar(scale)}</div>`,
    caption: `${which}. ${colours} ${lookFor}${matched}`,
  };
}
