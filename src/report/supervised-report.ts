/** What the reports of networks that learned from labels have in common: their errors at the end and over the epochs. */
import type { ReadoutEpoch } from '../experiments/readout.ts';
import type { Figure } from './figure.ts';
import { readoutErrorsFigure, readoutLossFigure } from './figures/readout-curves.ts';
import type { ReportSection } from './instrument-report.ts';
import { formatCount, formatPercent } from './numbers.ts';

/** A network, as far as both are alike. */
export interface SupervisedReport {
  readonly classes: number;
  /** Examples held out that took the place of the test set; 0 for the test set. */
  readonly validation: number;
  /** A line per epoch, from the first. */
  readonly metrics: readonly ReadoutEpoch[];
  /** The command line. */
  readonly command: string;
  /** Everything resolved, as in `config.json`. */
  readonly config: Readonly<Record<string, unknown>> & { readonly lossExponent: number };
  readonly warnings: readonly string[];
}

function judgedOn({ validation }: Pick<SupervisedReport, 'validation'>): string {
  return validation > 0 ? 'held out' : 'test';
}

/** The errors at the end, as a table. */
export function errorsSection(report: Pick<SupervisedReport, 'validation' | 'metrics'>): ReportSection {
  const { validation, metrics } = report;
  const { trainError, testError } = metrics[metrics.length - 1];
  const share = 'Share of examples whose largest output is that of another class.';
  return {
    title: 'Errors at the end',
    text:
      validation > 0
        ? `${share} ${formatCount(validation)} training examples were held out; the test set was not touched.`
        : share,
    table: {
      head: ['examples', 'error'],
      rows: [
        ['training', formatPercent(trainError)],
        ...(testError === null ? [] : [[judgedOn(report), formatPercent(testError)]]),
      ],
    },
  };
}

/** Errors and loss over the epochs. */
export function learningFigures(
  report: Pick<SupervisedReport, 'validation' | 'metrics'> & {
    readonly config: { readonly lossExponent: number };
  },
): Figure[] {
  const { metrics, config } = report;
  return [readoutErrorsFigure(metrics, judgedOn(report)), readoutLossFigure(metrics, config.lossExponent)];
}

/** The same as a section. */
export function learningSection(report: SupervisedReport): ReportSection {
  return { title: 'How learning went', figures: learningFigures(report), inColumns: true };
}
