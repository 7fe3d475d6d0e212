/** How far the units are from the sphere that eq. 2 draws them to, over the epochs. */
import { logScale } from '../axis-scale.ts';
import { algorithmColour } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { lineChart } from '../line-chart.ts';
import { formatPercent, formatSignificant, powerOfTen } from '../numbers.ts';
import type { ReportedRun } from '../types.ts';

/** Percentages up to 100%, and "times Rᵖ" above. */
function formatPower(exponent: number): string {
  // Longer numbers would run out of the drawing.
  if (exponent < -4) return `${powerOfTen(exponent + 2)}%`;
  if (exponent <= 0) return formatPercent(10 ** exponent);
  return `${exponent < 3 ? formatSignificant(10 ** exponent) : powerOfTen(exponent)}×`;
}

/** The figure: median (solid) and 95th percentile (dashed) of |Σ|W|^p − R^p| / R^p over the units. */
export function normDeviationFigure(runs: readonly ReportedRun[]): Figure {
  const series = runs.flatMap(({ algorithm, metrics }) =>
    (['median', 'p95'] as const).map((of) => ({
      name: `${algorithm}, ${of === 'median' ? 'median' : '95th percentile'}`,
      colour: algorithmColour[algorithm],
      dashed: of === 'p95',
      points: metrics.map((m) => [m.epoch, m.normDeviation[of]] as const),
    })),
  );
  const values = series.flatMap(({ points }) => points.map(([, deviation]) => deviation));
  return {
    id: 'norm-deviation',
    title: 'Distance from the sphere',
    drawing: lineChart({
      yLabel: 'norm deviation',
      y: logScale(values, formatPower),
      legend: runs.map(({ algorithm }) => ({ name: algorithm, colour: algorithmColour[algorithm] })),
      panels: [{ title: null, series }],
      format: (value) => formatPercent(value),
    }),
    caption:
      'Relative deviation of Σ|W|ᵖ from Rᵖ at the end of each epoch, on a logarithmic axis: median over the units (solid) and 95th percentile (dashed). The learning rule draws both towards zero.',
  };
}
