/** The figures that only a comparison has. */
import type { Figure } from './figure.ts';
import { activeByInhibitionFigure } from './figures/active-by-inhibition.ts';
import { epochAgreementFigure } from './figures/epoch-agreement.ts';
import { rankRegimesFigure } from './figures/rank-regimes.ts';
import type { TrainingReport } from './types.ts';

/** Agreement over the epochs, ranks, active units against inhibition; none for a single run. */
export function comparisonFigures({ comparison, config }: TrainingReport): Figure[] {
  if (comparison === null) return [];
  const agreement = epochAgreementFigure(comparison);
  const { inhibition } = config;
  return [
    ...(agreement === null ? [] : [agreement]),
    rankRegimesFigure(comparison),
    activeByInhibitionFigure(comparison, typeof inhibition === 'number' ? inhibition : null),
  ];
}
