/**
 * How the exact algorithm and the shortcut came out, from the same start and the same order of examples: who wins and
 * learns on the same examples at the end of training, how alike the learned features are, and what the shortcut gets
 * wrong where both have the same weights.
 */
import type { ExampleSource } from '../kernels/sparse.ts';
import { createInhibitionTally } from './active-by-inhibition.ts';
import type { Breathe } from './breathe.ts';
import { summarizeComparison } from './comparison-summary.ts';
import type { SummarizedComparison } from './comparison-summary.ts';
import type { Contestant } from './decisions.ts';
import { createDecisions, decisionAgreement, recordDecision, SAMPLE, visitCurrents } from './decisions.ts';
import { createRankTally } from './rank-table.ts';
import { createShortcutTally } from './shortcut-error.ts';
import type { Comparison } from './types.ts';
import { matchWeights } from './weight-matching.ts';

/** What is compared, and on which examples. */
export interface ComparisonOptions {
  readonly exact: Contestant;
  readonly ranking: Contestant;
  /** w_inh of the exact run. */
  readonly inhibition: number;
  readonly source: ExampleSource;
  readonly onProgress: Breathe;
}

/** What the two layers at the end of training tell. */
export type LayerComparison = Omit<Comparison, 'summary' | 'epochs' | 'readoutError'>;

/** Examples that the layers are compared on at the end, the first of the data set. */
const MOST_EXAMPLES = 10_000;

/** Compares two layers of the same size. */
export async function compareLayers(options: ComparisonOptions): Promise<LayerComparison> {
  const { exact, ranking, source, inhibition, onProgress } = options;
  const { units } = exact.layer;
  const count = Math.min(source.count, MOST_EXAMPLES);
  const part = (from: number, to: number): Breathe => {
    return (share) => onProgress(from + (to - from) * share);
  };

  const decided = { exact: createDecisions(), ranking: createDecisions() };
  const ranks = { exact: createRankTally(units, 'exact'), ranking: createRankTally(units, 'ranking') };
  const shortcut = createShortcutTally();
  const active = createInhibitionTally(units, inhibition);
  await visitCurrents(exact.layer, { source, count, onProgress: part(0, 0.4) }, (currents) => {
    const decision = exact.competition(currents);
    recordDecision(decided.exact, decision);
    ranks.exact.add(decision, currents);
    shortcut.add(decision, ranking.competition(currents));
    if (decided.exact.winners.length <= SAMPLE) active.add(currents);
  });
  await visitCurrents(ranking.layer, { source, count, onProgress: part(0.4, 0.7) }, (currents) => {
    const decision = ranking.competition(currents);
    recordDecision(decided.ranking, decision);
    ranks.ranking.add(decision, currents);
  });

  const { match, cosines, distance } = await matchWeights(exact.layer, ranking.layer, part(0.7, 1));
  const quantile = (q: number): number => cosines[Math.max(0, Math.ceil(q * cosines.length) - 1)];
  return {
    ...decisionAgreement(decided.exact, decided.ranking),
    matchedCosine: { median: quantile(0.5), p05: quantile(0.05), p95: quantile(0.95) },
    match,
    weightDistance: distance,
    ranks: { exact: ranks.exact.table(), ranking: ranks.ranking.table() },
    shortcut: shortcut.error(),
    activeByInhibition: active.means(),
    examples: { perEpoch: Math.min(count, SAMPLE), atEnd: count },
  };
}

/** What must be known beyond the layers. */
type RunComparison = Pick<Comparison, 'epochs' | 'readoutError'> &
  Pick<SummarizedComparison, 'testExamples' | 'perEpoch' | 'normDeviation'>;

/** Adds what the runs tell on their way, and the sentence. */
export function completeComparison(
  layers: LayerComparison,
  { epochs, readoutError, ...others }: RunComparison,
): Comparison {
  const summary = summarizeComparison({ ...layers, readoutError, ...others });
  return { summary, ...layers, readoutError, epochs };
}
