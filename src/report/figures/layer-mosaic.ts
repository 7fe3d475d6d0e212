/** The weights of one layer as a mosaic with its colours, as in Fig. 3 and 5 (middle) of Krotov & Hopfield. */
import type { ImageShape } from '../../data/dataset.ts';
import { colourBar } from '../colour-bar.ts';
import type { Figure } from '../figure.ts';
import { markup } from '../markup.ts';
import { formatCount } from '../numbers.ts';
import { pngDataUri } from '../png.ts';
import { drawnShape } from '../tile-grid.ts';
import { weightMosaic } from '../weight-mosaic.ts';
import { weightScale } from '../weight-scale.ts';
import type { WeightMatrix } from '../weight-scale.ts';

/** Tiles in the mosaic at most. */
const MOST_TILES = 100;

/**
 * The figure. A layer with more than 100 units shows 100 of them, spread evenly.
 * @param shape of one input; null when the inputs are no picture
 */
export function layerMosaicFigure(layer: WeightMatrix, shape: ImageShape | null): Figure {
  const { hidden, inputs } = layer;
  const count = Math.min(hidden, MOST_TILES);
  const units = Array.from({ length: count }, (_, i) => Math.floor((i * hidden) / count));
  const scale = weightScale([layer]);
  const picture = weightMosaic({ ...layer, units, shape, scale: scale.scale });
  const inColour = drawnShape(inputs, shape).channels === 3;
  const which =
    count < hidden
      ? `A tile for each of ${formatCount(count)} of the ${formatCount(hidden)} hidden units, spread evenly over the layer`
      : `One tile for each of the ${formatCount(hidden)} hidden units`;
  const colours = inColour
    ? 'Every tile has its own scale, from minus to plus its largest |W|; a weight of zero is mid-grey.'
    : 'White is zero, red strengthens and blue weakens the response to an input that is on.';
  return {
    id: 'weights',
    title: 'Weights after training',
    drawing: markup`<div class="layers-1"><div class="mosaics"><div class="mosaic"><img class="pixels" src="${pngDataUri(picture)}" width="${picture.width}" height="${picture.height}" alt="Weights of ${count} hidden units"></div></div>${inColour ? null : colourBar(scale)}</div>`,
    caption: `${which}. ${colours} Inputs that are 0 in every example keep the weights of the start, so that what looks like noise at the border is noise.`,
  };
}
