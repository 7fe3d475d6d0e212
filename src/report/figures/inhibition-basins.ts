/** Which share of random starts each unit wins, against the inhibition. */
import type { InhibitionState } from '../../dynamics/inhibition-states.ts';
import { linearScale } from '../axis-scale.ts';
import { categoryColours, curveChart } from '../curve-chart.ts';
import type { Figure } from '../figure.ts';
import { formatCount, formatPercent } from '../numbers.ts';

/** The figure; null where fewer than two inhibitions from 1 on were sampled: below, there is one state only. */
export function basinsFigure(states: readonly InhibitionState[]): Figure | null {
  const sampled = states.flatMap(({ inhibition, basins }) =>
    basins === null ? [] : [{ inhibition, basins }],
  );
  if (sampled.length < 2) return null;
  const totals = new Map<number, number>();
  for (const { basins } of sampled) {
    for (const { unit, count } of basins.winners) totals.set(unit, (totals.get(unit) ?? 0) + count);
  }
  const units = [...totals.keys()].sort((a, b) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || a - b);
  const shown = units.slice(0, categoryColours.length);
  const [{ basins: first, inhibition: low }] = sampled;
  const high = sampled[sampled.length - 1].inhibition;
  const curves = shown.map((unit, i) => ({
    name: `unit ${unit}`,
    colour: categoryColours[i],
    points: sampled.map(({ inhibition, basins }) => {
      const count = basins.winners.find((winner) => winner.unit === unit)?.count ?? 0;
      return [inhibition, count / basins.samples] as const;
    }),
  }));
  return {
    id: 'basins',
    isWide: true,
    title: 'Where random starts lead',
    drawing: curveChart({
      width: 760,
      height: 280,
      xLabel: 'inhibition w',
      yLabel: 'share of starts won alone',
      x: linearScale(low, high, { ticks: 8 }),
      y: linearScale(0, 1, { format: (value) => formatPercent(value) }),
      legend: curves,
      panels: [{ title: null, curves }],
    }),
    caption: `The share of ${formatCount(first.samples)} random starts, uniform between 0 and the largest current, from which a unit ends as the only active one; the same starts for every w. From equal starts the largest current always wins.${
      units.length > shown.length
        ? ` ${formatCount(units.length - shown.length)} units with smaller shares are left out.`
        : ''
    }`,
  };
}
