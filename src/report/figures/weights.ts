/** The weights of each run as mosaics on one colour scale; of two runs, matched units at the same place. */
import type { Figure } from '../figure.ts';
import { coloursMean, isInColour, mosaicRow, spreadEvenly, unitsShown } from '../mosaic-row.ts';
import { formatCount } from '../numbers.ts';
import type { TrainingReport } from '../types.ts';
import { weightScale } from '../weight-scale.ts';

/** Tiles in a mosaic at most: enough to judge a layer, few enough that each can be seen. */
const mostTiles = 100;
/** Weights in all mosaics of a whole layer at most: 2,000 units of 784 inputs, 2.1 MB of text when they are noise. */
const mostWeights = 1_600_000;

function toDrawing(
  { runs, data, comparison }: TrainingReport,
  shown: readonly number[],
): Pick<Figure, 'drawing' | 'svg'> {
  const layers = runs.map((run, r) => ({
    ...run,
    name: run.algorithm,
    units: r === 0 || comparison === null ? shown : shown.map((mu) => comparison.match[mu]),
  }));
  return mosaicRow({ layers, shape: data.shape, scale: weightScale(runs), p: runs[0].p });
}

/** The figure. A run with more than 100 hidden units shows 100 of them, spread evenly. */
export function weightsFigure(report: TrainingReport): Figure {
  const { runs, data, comparison } = report;
  const { hidden } = runs[0];
  const shown = spreadEvenly(hidden, mostTiles);
  const inColour = isInColour(runs[0], data.shape);
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
    ...toDrawing(report, shown),
    caption: `${unitsShown(shown.length, hidden)}. ${coloursMean(inColour)} ${lookFor}${matched}`,
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
    ...toDrawing(report, shown),
    caption: `${formatCount(shown.length)} of the ${formatCount(hidden)} hidden units, on the same scale.`,
  };
}
