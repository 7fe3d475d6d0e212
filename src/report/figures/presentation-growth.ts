/** What the Lyapunov function gains during one presentation, in all and by each unit that learns. */
import type { PresentationGrowth } from '../../experiments/presentation-growth.ts';
import { linearScale, scaleFromZero } from '../axis-scale.ts';
import { antiHebbianColour, hebbianColour, ink } from '../chart-frame.ts';
import { curveChart } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';

/** Units drawn beside the sum at most. */
const mostParts = 5;

/** The figure. */
export function presentationGrowthFigure({ times, total, parts }: PresentationGrowth, id: string): Figure {
  const last = times.length - 1;
  const drawn = parts.toSorted((a, b) => b.gain[last] - a.gain[last]).slice(0, mostParts);
  const byUnit = drawn.map(({ unit, g, gain }) => ({
    name: `unit ${unit}`,
    colour: g > 0 ? hebbianColour : antiHebbianColour,
    gain,
  }));
  const sum = { name: 'L', colour: ink, gain: total };
  const shown = parts.length === 1 ? byUnit : [...byUnit, sum];
  const low = Math.min(0, ...shown.flatMap(({ gain }) => gain));
  const high = Math.max(...shown.flatMap(({ gain }) => gain));
  return {
    id,
    title: 'The Lyapunov function',
    drawing: curveChart({
      width: 372,
      height: 250,
      xLabel: 'time t / τ_L',
      yLabel: 'L(t) − L(0)',
      x: linearScale(0, times[last], { ticks: 5 }),
      y: low < 0 ? linearScale(low, Math.max(high, 0) || 1) : scaleFromZero(high),
      legend: [],
      panels: [
        {
          title: null,
          curves: shown.map(({ name, colour, gain }) => ({
            name,
            colour,
            points: times.map((t, k) => [t, gain[k]] as const),
          })),
        },
      ],
      endLabels: shown.map(({ name, colour, gain }) => ({ name, colour, value: gain[last] })),
    }),
    caption: `L = Σ g Q (eq. 3) if this example were presented once more to the trained layer, g held at its steady state: eq. 5 says that it can only grow (p > 1).${
      parts.length > drawn.length ? ` The ${mostParts} largest parts are drawn beside the sum.` : ''
    }`,
  };
}
