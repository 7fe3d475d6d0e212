/** How many units are active as the inhibition varies, with the weights as they are. */
import type { Comparison } from '../../experiments/types.ts';
import { linearScale, logScale } from '../axis-scale.ts';
import { algorithmColour, chartHeight, chartWidth } from '../chart-frame.ts';
import { curveChart } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { formatCount, formatSignificant } from '../numbers.ts';

/**
 * The figure.
 * @param own w_inh of the run, which is marked; null marks none
 */
export function activeByInhibitionFigure(
  { activeByInhibition, examples }: Pick<Comparison, 'activeByInhibition' | 'examples'>,
  own: number | null,
): Figure {
  const points = activeByInhibition.map(({ inhibition, meanActive }) => [inhibition, meanActive] as const);
  const colour = algorithmColour.exact;
  return {
    id: 'active-by-inhibition',
    title: 'Active units and inhibition',
    drawing: curveChart({
      width: chartWidth,
      height: chartHeight,
      xLabel: 'inhibition w',
      yLabel: 'active units per example',
      x: linearScale(0, Math.max(...points.map(([w]) => w)), { ticks: 6 }),
      y: logScale(
        points.map(([, active]) => active),
        (exponent) => formatSignificant(10 ** exponent),
      ),
      legend: [],
      panels: [
        {
          title: null,
          curves: [{ name: 'active units', colour, points }],
          marks: points
            .filter(([, active]) => active > 0)
            .map(([x, y]) => ({
              x,
              y,
              colour,
              filled: x === own,
              text: `w = ${formatSignificant(x)}: ${formatSignificant(y)} active`,
            })),
        },
      ],
      verticals: own === null ? [] : [{ value: own, name: `w = ${formatSignificant(own)}` }],
    }),
    caption: `Mean number of units that eq. 4 leaves active as w varies, for the exact run's weights, over the first ${formatCount(examples.perEpoch)} examples. From w = 1 on one is left.`,
  };
}
