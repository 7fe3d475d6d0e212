/** The weights of one layer as a mosaic with its colours, as in Fig. 3 and 5 (middle) of Krotov & Hopfield. */
import type { ImageShape } from '../../data/dataset.ts';
import type { Figure } from '../figure.ts';
import { coloursMean, isInColour, mosaicRow, spreadEvenly, unitsShown } from '../mosaic-row.ts';
import { weightScale } from '../weight-scale.ts';
import type { WeightMatrix } from '../weight-scale.ts';

/** Tiles in the mosaic at most. */
const MOST_TILES = 100;
/** Learned end to end, weights have no sphere to lie on: told of is their squared length. */
const P = 2;

/**
 * The figure. A layer with more than 100 units shows 100 of them, spread evenly.
 * @param shape of one input; null when the inputs are no picture
 */
export function layerMosaicFigure(layer: WeightMatrix, shape: ImageShape | null): Figure {
  const units = spreadEvenly(layer.hidden, MOST_TILES);
  return {
    id: 'weights',
    title: 'Weights after training',
    ...mosaicRow({ layers: [{ ...layer, name: null, units }], shape, scale: weightScale([layer]), p: P }),
    caption: `${unitsShown(units.length, layer.hidden)}. ${coloursMean(isInColour(layer, shape))} Inputs that are 0 in every example keep the weights of the start, so that what looks like noise at the border is noise.`,
  };
}
