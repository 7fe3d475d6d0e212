/** Results beside those of the paper, as a table in Markdown. */
import { networkName } from './figures/paper-networks.ts';
import type { NetworkKind } from './figures/paper-networks.ts';
import { formatPercent, formatSeconds, formatSignificant } from './numbers.ts';

/** A quantity over seeds. */
export interface Measured {
  /** One for each seed. */
  readonly values: readonly number[];
  readonly mean: number;
  /** Standard deviation over the seeds (n − 1); null for a single one. */
  readonly spread: number | null;
}

/** What one network reached. */
export interface NetworkResult {
  /** Fractions. */
  readonly trainError: Measured;
  readonly testError: Measured;
  /** Of the unsupervised phase; null where there is none. */
  readonly unsupervisedSeconds: Measured | null;
  readonly supervisedSeconds: Measured;
  /** Over the units of the figure, each scaled to Σ|W|^4 = 1. */
  readonly weights: {
    readonly largest: number;
    readonly mostNegative: number;
    readonly units: readonly number[];
  };
}

/** What the paper reports. */
export interface PublishedResult {
  readonly competing: { readonly trainError: number | null; readonly testError: number };
  readonly sgd: { readonly trainError: number | null; readonly testError: number };
  /** Over the units of its figure; null where it does not say. */
  readonly weights: { readonly largest: number; readonly mostNegative: number } | null;
}

/** Mean and spread. @param values at least one */
export function measured(values: readonly number[]): Measured {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { values, mean, spread: values.length > 1 ? Math.sqrt(square / (values.length - 1)) : null };
}

function percent({ mean, spread }: Measured): string {
  const plain = (fraction: number): string => (100 * fraction).toFixed(2);
  return spread === null ? `${plain(mean)}%` : `${plain(mean)} ± ${plain(spread)}%`;
}

function seconds(time: Measured | null): string {
  return time === null ? '–' : formatSeconds(time.mean);
}

function ofPaper({ competing, sgd }: PublishedResult, set: 'trainError' | 'testError'): string {
  const text = (fraction: number | null): string => (fraction === null ? '–' : formatPercent(fraction, 4));
  return `${text(competing[set])}, SGD ${text(sgd[set])}`;
}

/** The rows, the first of them the heading. */
export function reproductionRows(
  results: readonly (NetworkResult & { readonly kind: NetworkKind })[],
  published: PublishedResult,
): readonly (readonly string[])[] {
  const row = (label: string, paper: string, value: (result: NetworkResult) => string): readonly string[] => [
    label,
    paper,
    ...results.map(value),
  ];
  const { weights } = published;
  const shown = results[0].weights.units.length;
  const where = `of ${shown} units, on the sphere of p = 4`;
  return [
    ['', 'paper', ...results.map(({ kind }) => networkName[kind])],
    row('test error', ofPaper(published, 'testError'), ({ testError }) => percent(testError)),
    row('training error', ofPaper(published, 'trainError'), ({ trainError }) => percent(trainError)),
    row('unsupervised phase', '–', ({ unsupervisedSeconds }) => seconds(unsupervisedSeconds)),
    row('supervised phase', '–', ({ supervisedSeconds }) => seconds(supervisedSeconds)),
    row(`largest weight ${where}`, weights === null ? '–' : formatSignificant(weights.largest), (result) =>
      formatSignificant(result.weights.largest),
    ),
    row(
      `most negative weight ${where}`,
      weights === null ? '–' : formatSignificant(weights.mostNegative),
      (result) => formatSignificant(result.weights.mostNegative),
    ),
  ];
}

/** Rows as a table in Markdown, the first as its heading, columns of equal width. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(3, ...rows.map((row) => row[column].length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((text, column) => text.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n');
}
