/** The report of a readout: its errors over the epochs. */
import type { ReadoutEpoch } from '../experiments/readout.ts';
import { readoutErrorsFigure, readoutLossFigure } from './figures/readout-curves.ts';
import { renderInstrumentReport } from './instrument-report.ts';
import { formatCount, formatPercent, formatSignificant } from './numbers.ts';

/** What the report shows. */
export interface ReadoutReport {
  /** Name of the data. */
  readonly data: string;
  /** K. */
  readonly units: number;
  readonly classes: number;
  /** Examples held out that took the place of the test set; 0 for the test set. */
  readonly validation: number;
  /** A line per epoch, from the first. */
  readonly metrics: readonly ReadoutEpoch[];
  /** β. */
  readonly activityScale: number;
  /** The command line. */
  readonly command: string;
  /** Everything resolved, as in `config.json`. */
  readonly config: Readonly<Record<string, unknown>> & { readonly lossExponent: number };
  readonly warnings: readonly string[];
}

/** One self-contained HTML document. */
export function renderReadoutReport(report: ReadoutReport): string {
  const { data, units, classes, validation, metrics, activityScale, command, config, warnings } = report;
  const judged = validation > 0 ? 'held out' : 'test';
  const last = metrics[metrics.length - 1];
  const best = metrics.reduce((a, b) => ((b.testError ?? 1) < (a.testError ?? 1) ? b : a));
  const { trainError, testError } = last;
  return renderInstrumentReport({
    title: `Readout on ${data}`,
    facts: [
      `${formatCount(units)} hidden units`,
      `${formatCount(classes)} classes`,
      `${formatCount(metrics.length)} epochs`,
      `activity scale ${formatSignificant(activityScale)}`,
    ],
    warnings,
    sections: [
      {
        title: 'Errors',
        ...(validation > 0 && {
          text: `Judged by ${formatCount(validation)} training examples that were held out; the test set was not touched.`,
        }),
        table: {
          head: ['', 'training', judged],
          rows: [
            ['at the end', formatPercent(trainError), testError === null ? '–' : formatPercent(testError)],
            ...(best.testError === null
              ? []
              : [
                  [
                    `epoch ${formatCount(best.epoch)}, the lowest ${judged} error`,
                    formatPercent(best.trainError),
                    formatPercent(best.testError),
                  ],
                ]),
          ],
        },
        figures: [readoutErrorsFigure(metrics, judged), readoutLossFigure(metrics, config.lossExponent)],
      },
    ],
    command,
    config,
  });
}
