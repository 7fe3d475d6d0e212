/** What becomes of the units by the rank of their current: active, Hebbian, anti-Hebbian. */
import type { RankTable } from '../../experiments/comparison-types.ts';
import type { Comparison } from '../../experiments/types.ts';
import { linearScale } from '../axis-scale.ts';
import { antiHebbianColour, hebbianColour } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { formatPercent, formatSignificant } from '../numbers.ts';
import { stackedBars } from '../stacked-bars.ts';
import { inactiveColour } from './roles.ts';

const kinds = [
  { name: 'Hebbian', colour: hebbianColour },
  { name: 'anti-Hebbian', colour: antiHebbianColour },
  { name: 'active only', colour: inactiveColour },
];

function barsOf({ ranks }: RankTable): { at: number; values: number[] }[] {
  return ranks.map(({ rank, active, hebbian, antiHebbian }) => ({
    at: rank,
    values: [hebbian, antiHebbian, active - hebbian - antiHebbian],
  }));
}

/** The figure: a panel for each algorithm, by its own weights. */
export function rankRegimesFigure({ ranks }: Pick<Comparison, 'ranks'>): Figure {
  const { beyond } = ranks.exact;
  const rest =
    beyond.active > 0
      ? ` Of the ranks beyond, ${formatSignificant(beyond.active)} units per example are active under exact, ${formatSignificant(beyond.antiHebbian)} of them anti-Hebbian.`
      : '';
  return {
    id: 'rank-regimes',
    title: 'Who learns, by rank',
    drawing: stackedBars({
      xLabel: 'rank',
      yLabel: 'examples',
      y: linearScale(0, 1, { format: (value) => formatPercent(value) }),
      kinds,
      panels: (['exact', 'ranking'] as const).map((title) => ({ title, bars: barsOf(ranks[title]) })),
      format: (value) => formatPercent(value),
    }),
    caption: `Units in the order of their currents, which eq. 4 keeps: share of the examples on which the unit of a rank was strengthened or pushed away, at the end of training. Ranking always picks the same two ranks.${rest}`,
  };
}
