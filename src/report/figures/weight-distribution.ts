/** How the weights are distributed. */
import { linearScale, logScale } from '../axis-scale.ts';
import { across, algorithmColour } from '../chart-frame.ts';
import { colourStrip } from '../colour-bar.ts';
import type { Figure } from '../figure.ts';
import { histogram, histogramChart } from '../histogram-chart.ts';
import { formatCount } from '../numbers.ts';
import { ruleWords } from '../rule-words.ts';
import type { ReportedRun } from '../types.ts';
import { weightScale } from '../weight-scale.ts';

const bins = 61;

/** The figure: counts on a logarithmic axis, over the range of the mosaics' colours and half as much again. */
export function weightDistributionFigure(runs: readonly ReportedRun[]): Figure {
  const { scale } = weightScale(runs);
  const { negative } = ruleWords(runs.map(({ summary }) => summary));
  const half = 1.5 * scale;
  const series = runs.map(({ algorithm, weights }) => ({
    name: algorithm,
    colour: algorithmColour[algorithm],
    histogram: histogram(weights, { low: -half, high: half, bins }),
  }));
  const beyond = series
    .map(({ name, histogram: { below, above } }) => ({ name, count: below + above }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${formatCount(count)} (${name})`);
  return {
    id: 'weight-distribution',
    title: 'Weights',
    drawing: histogramChart({
      xLabel: 'weight W',
      yLabel: 'weights per bin',
      x: linearScale(-half, half),
      y: logScale([1, ...series.flatMap((one) => one.histogram.counts)]),
      series,
      foreground: (panel, x) => {
        const left = across(panel, x, -scale);
        return colourStrip({
          x: left,
          y: panel.bottom - 6,
          width: across(panel, x, scale) - left,
          height: 6,
        });
      },
    }),
    caption: `All weights of the layer, counts on a logarithmic axis. In the sharp peak at zero are the inputs that a unit ignores; its feature lies in the tails. Negative weights ${negative}.${
      beyond.length === 0 ? '' : ` Beyond the axis: ${beyond.join(', ')}.`
    }`,
  };
}
