/** How far two runs agree on the same examples, over the epochs. */
import type { EpochAgreement } from '../../experiments/comparison-types.ts';
import type { Comparison } from '../../experiments/types.ts';
import { linearScale } from '../axis-scale.ts';
import { antiHebbianColour, hebbianColour, ink } from '../chart-frame.ts';
import type { Figure } from '../figure.ts';
import { lineChart } from '../line-chart.ts';
import { formatCount, formatPercent } from '../numbers.ts';

const kinds = [
  { name: 'winner', colour: ink, of: 'winnerAgreement' },
  { name: 'Hebbian', colour: hebbianColour, of: 'hebbianJaccard' },
  { name: 'anti-Hebbian', colour: antiHebbianColour, of: 'antiHebbianJaccard' },
] as const satisfies readonly { name: string; colour: string; of: keyof EpochAgreement }[];

/** The figure; null where no epoch was compared. */
export function epochAgreementFigure({
  epochs,
  examples,
}: Pick<Comparison, 'epochs' | 'examples'>): Figure | null {
  if (epochs.length === 0) return null;
  const series = kinds.map(({ of, ...kind }) => ({
    ...kind,
    points: epochs.map((one) => [one.epoch, one[of]] as const),
  }));
  return {
    id: 'epoch-agreement',
    title: 'Agreement over the epochs',
    drawing: lineChart({
      yLabel: 'agreement',
      y: linearScale(0, 1, { format: (value) => formatPercent(value) }),
      legend: kinds,
      panels: [{ title: null, series }],
      format: (value) => formatPercent(value),
    }),
    caption: `After each epoch, on the first ${formatCount(examples.perEpoch)} examples, each network by its own weights: share on which the same unit wins, and overlap (Jaccard) of the units that are strengthened and pushed away. Both start from the same weights.`,
  };
}
