/** The numbers that say how two runs compare, in words and digits for a person; shown on the page and in the terminal. */
import type { Comparison, TrainSummary } from '../experiments/types.ts';
import { formatCount, formatHundredths, formatPercent, formatSeconds } from './numbers.ts';
import { ruleWords } from './rule-words.ts';

/** One row of the table. */
export interface ComparisonRow {
  readonly label: string;
  /** What exactly was measured. */
  readonly detail: string;
  /** One per run, or a single one that belongs to both together. */
  readonly values: readonly string[];
}

/** The rows in their order: how good the features are, what each run did, how far the two agree. */
export function comparisonRows(
  summaries: readonly TrainSummary[],
  comparison: Comparison | null,
): ComparisonRow[] {
  if (comparison === null) return runRows(summaries);
  return [...readoutRows(summaries, comparison), ...runRows(summaries), ...agreementRows(comparison)];
}

function readoutRows(summaries: readonly TrainSummary[], { readoutError }: Comparison): ComparisonRow[] {
  if (readoutError === null) return [];
  return [
    {
      label: 'test error',
      detail: 'the same quick linear readout on both',
      values: summaries.map(({ algorithm }) => formatPercent(readoutError[algorithm])),
    },
  ];
}

type MakeRow = (label: string, detail: string, value: (summary: TrainSummary) => string) => ComparisonRow;

/** For rules that keep a norm. */
function sphereRows(row: MakeRow): ComparisonRow[] {
  return [
    row('distance from the sphere', '|Σ|W|ᵖ − Rᵖ| / Rᵖ, median over the units', ({ weights }) =>
      formatPercent(weights.normDeviation.median, 2),
    ),
    row('its 95th percentile', 'smaller than this for all but one unit in twenty', ({ weights }) =>
      formatPercent(weights.normDeviation.p95, 2),
    ),
  ];
}

function runRows(summaries: readonly TrainSummary[]): ComparisonRow[] {
  const { hebbian, antiHebbian } = ruleWords(summaries);
  const row: MakeRow = (label, detail, value) => ({
    label,
    detail,
    values: summaries.map(value),
  });
  return [
    row('time per epoch', 'mean over the run', ({ seconds }) => formatSeconds(seconds.perEpoch)),
    row(
      'hidden units that learned',
      'Hebbian at least once in the last epoch',
      ({ hidden, activity }) => `${formatCount(hidden - activity.deadUnits)} of ${formatCount(hidden)}`,
    ),
    row('active units per example', 'last epoch', ({ activity }) => formatHundredths(activity.meanActive)),
    row('Hebbian units per example', `${hebbian}, last epoch`, ({ activity }) =>
      formatHundredths(activity.meanHebbian),
    ),
    ...(antiHebbian === null
      ? []
      : [
          row('anti-Hebbian units per example', `${antiHebbian}, last epoch`, ({ activity }) =>
            formatHundredths(activity.meanAntiHebbian),
          ),
        ]),
    ...(summaries.some(({ rule }) => rule === 'bcm') ? [] : sphereRows(row)),
    row(
      'range of the weights',
      'smallest and largest',
      ({ weights }) => `${formatHundredths(weights.min)} … ${formatHundredths(weights.max)}`,
    ),
    row('units that diverged', 'their last finite weights are kept', ({ diverged }) =>
      diverged.length === 0 ? 'none' : formatCount(diverged.length),
    ),
  ];
}

function agreementRows(comparison: Comparison): ComparisonRow[] {
  const { matchedCosine, weightDistance, shortcut } = comparison;
  const row = (label: string, detail: string, value: string): ComparisonRow => ({
    label,
    detail,
    values: [value],
  });
  const overlap = 'overlap of the sets (Jaccard), mean over examples';
  const given = (share: number | null): string => (share === null ? 'none active' : formatPercent(share));
  const cosines = [matchedCosine.p05, matchedCosine.p95].map(formatHundredths).join(' … ');
  return [
    row(
      'same winner',
      'examples on which the same unit comes first',
      formatPercent(comparison.winnerAgreement),
    ),
    row('same Hebbian units', overlap, formatPercent(comparison.hebbianJaccard)),
    row('same anti-Hebbian units', overlap, formatPercent(comparison.antiHebbianJaccard)),
    row(
      'matched features',
      'cosine of weights matched one to one, median (5th … 95th percentile)',
      `${formatHundredths(matchedCosine.median)} (${cosines})`,
    ),
    row(
      'distance of weights',
      'matched (row by row), as a share of the size of the exact weights',
      `${formatHundredths(weightDistance.matched)} (${formatHundredths(weightDistance.byIndex)})`,
    ),
    row(
      'shortcut: same winner',
      'ranking with the exact weights, examples with an active unit',
      given(shortcut.winnerAgreement),
    ),
    row(
      'shortcut: same Hebbian',
      'ranking with the exact weights, examples on which all are the same',
      formatPercent(shortcut.hebbian.same),
    ),
    row(
      'shortcut: same anti-Hebbian',
      'ranking with the exact weights, examples on which all are the same',
      formatPercent(shortcut.antiHebbian.same),
    ),
  ];
}
