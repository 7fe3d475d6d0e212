/** The comparison for a terminal. */
import Table from 'cli-table3';
import type { Comparison, TrainSummary } from '../experiments/types.ts';
import { comparisonRows } from './comparison-rows.ts';

/**
 * The same rows as on the page, as text without colour codes, narrower than 80 columns for two runs.
 * @param summaries of one run or two
 * @param comparison of the first with the second; null leaves its rows out
 */
export function comparisonTable(summaries: readonly TrainSummary[], comparison: Comparison | null): string {
  const table = new Table({
    head: ['', ...summaries.map(({ algorithm }) => algorithm)],
    colAligns: ['left', ...summaries.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const { label, values } of comparisonRows(summaries, comparison)) {
    const span = values.length < summaries.length ? summaries.length : 1;
    table.push([label, ...values.map((content) => ({ content, colSpan: span, hAlign: 'right' as const }))]);
  }
  return table.toString();
}
