/** How a readout went: errors and loss over the epochs. */
import type { ReadoutEpoch } from '../../experiments/readout.ts';
import { logScale, scaleFromZero } from '../axis-scale.ts';
import { algorithmColour, ink } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { lineChart } from '../line-chart.ts';
import { formatPercent, formatSignificant } from '../numbers.ts';

/** Errors on the examples learned from and on the others. */
export function readoutErrorsFigure(curve: readonly ReadoutEpoch[], judged: string): Figure {
  const train = {
    name: 'training',
    colour: ink,
    dashed: true,
    points: curve.map(({ epoch, trainError }) => [epoch, trainError] as const),
  };
  const others = {
    name: judged,
    colour: algorithmColour.exact,
    points: curve.flatMap(({ epoch, testError }) =>
      testError === null ? [] : [[epoch, testError] as const],
    ),
  };
  const series = others.points.length === 0 ? [train] : [train, others];
  const largest = Math.max(...series.flatMap(({ points }) => points.map(([, error]) => error)));
  return {
    id: 'errors',
    title: 'Errors',
    drawing: lineChart({
      yLabel: 'error',
      y: scaleFromZero(largest, { format: (value) => formatPercent(value) }),
      legend: series,
      panels: [{ title: null, series }],
      format: (value) => formatPercent(value),
    }),
    caption:
      'Share of examples whose largest output is that of another class, for the network at the end of each epoch. The gap between the curves is what was learned by heart.',
  };
}

/** Loss on the training set. */
export function readoutLossFigure(curve: readonly ReadoutEpoch[], lossExponent: number): Figure {
  const points = curve.map(({ epoch, loss }) => [epoch, loss] as const);
  const losses = curve.map(({ loss }) => loss);
  const most = Math.max(...losses);
  // Within less than a decade, a logarithmic axis would be mostly empty.
  const isNarrow = most < 10 * Math.min(...losses);
  const series = [{ name: 'loss', colour: ink, points }];
  return {
    id: 'loss',
    title: 'Loss',
    drawing: lineChart({
      yLabel: 'loss per example',
      y: isNarrow ? scaleFromZero(most) : logScale(losses),
      legend: [],
      panels: [{ title: null, series }],
      format: (value) => formatSignificant(value, 4),
    }),
    caption: `Σ|c − t|^${formatSignificant(lossExponent)} over the outputs, averaged over the training set at the end of each epoch.`,
  };
}
