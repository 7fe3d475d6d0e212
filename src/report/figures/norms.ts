/** Where the p-norms of the units lie, relative to the sphere. */
import { linearScale, scaleFromZero } from '../axis-scale.ts';
import { algorithmColour } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { histogram, histogramChart } from '../histogram-chart.ts';
import { formatCount, formatSignificant } from '../numbers.ts';
import type { ReportedRun } from '../types.ts';

const bins = 41;

/** Σ_i |W_μi|^p / R^p for each unit μ. O(hidden × inputs). */
function relativeNorms({ weights, hidden, inputs, p, radius }: ReportedRun): Float64Array {
  return Float64Array.from({ length: hidden }, (_, mu) => {
    let sum = 0;
    for (let i = mu * inputs; i < (mu + 1) * inputs; i++) sum += Math.abs(weights[i] / radius) ** p;
    return sum;
  });
}

/**
 * Half the width of the axis: the 90th percentile of the deviations from 1, rounded up to 1, 2 or 5 × 10^k. Units that never
 * learned lie thousands of times further out; they are counted in the caption, where the axis would only hide the rest.
 */
function halfWidth(norms: readonly Float64Array[]): number {
  const deviations = norms
    .flatMap((one) => Array.from(one, (norm) => Math.abs(norm - 1)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const wanted = Math.min(1, Math.max(1e-4, 1.1 * (deviations.at(Math.floor(0.9 * deviations.length)) ?? 1)));
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ([1, 2, 5].find((step) => step * power >= wanted) ?? 10);
}

/** The figure. */
export function normsFigure(runs: readonly ReportedRun[]): Figure {
  const norms = runs.map(relativeNorms);
  const half = halfWidth(norms);
  const series = runs.map(({ algorithm }, r) => ({
    name: algorithm,
    colour: algorithmColour[algorithm],
    histogram: histogram(norms[r], { low: 1 - half, high: 1 + half, bins }),
  }));
  const largest = Math.max(...series.flatMap((one) => one.histogram.counts));
  const beyond = series
    .map(({ name, histogram: { below, above } }) => ({ name, count: below + above }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${formatCount(count)} (${name})`);
  return {
    id: 'norms',
    title: 'Norms of the units',
    drawing: histogramChart({
      xLabel: 'Σ|W|ᵖ / Rᵖ',
      yLabel: 'units',
      x: linearScale(1 - half, 1 + half, { format: (value) => formatSignificant(value, 6) }),
      y: scaleFromZero(largest, { integers: true }),
      series,
      reference: { value: 1, name: 'sphere' },
    }),
    caption: `The p-norm of each unit at the end, relative to the sphere. The learning rule draws every unit that learns to 1.${
      beyond.length === 0 ? '' : ` Beyond the axis: ${beyond.join(', ')}.`
    }`,
  };
}
