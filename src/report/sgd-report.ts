/** The report of a network learned end to end: its errors over the epochs, and what its hidden units look like. */
import type { ImageShape } from '../data/dataset.ts';
import type { ReadoutEpoch } from '../experiments/readout.ts';
import { layerMosaicFigure } from './figures/layer-mosaic.ts';
import { readoutErrorsFigure, readoutLossFigure } from './figures/readout-curves.ts';
import { renderInstrumentReport } from './instrument-report.ts';
import { formatCount, formatPercent } from './numbers.ts';
import type { WeightMatrix } from './weight-scale.ts';

/** What the report shows. */
export interface SgdReport {
  readonly data: { readonly name: string; readonly shape: ImageShape | null };
  /** The hidden units. */
  readonly layer: WeightMatrix;
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

/** One self-contained HTML document. */
export function renderSgdReport(report: SgdReport): string {
  const { data, layer, classes, validation, metrics, command, config, warnings } = report;
  const judged = validation > 0 ? 'held out' : 'test';
  const { trainError, testError } = metrics[metrics.length - 1];
  const share = 'Share of examples whose largest output is that of another class.';
  return renderInstrumentReport({
    title: `End-to-end training on ${data.name}`,
    facts: [
      `${formatCount(layer.inputs)} inputs`,
      `${formatCount(layer.hidden)} hidden units`,
      `${formatCount(classes)} classes`,
      `${formatCount(metrics.length)} epochs`,
    ],
    warnings,
    sections: [
      {
        title: 'Errors at the end',
        text:
          validation > 0
            ? `${share} ${formatCount(validation)} training examples were held out; the test set was not touched.`
            : share,
        table: {
          head: ['examples', 'error'],
          rows: [
            ['training', formatPercent(trainError)],
            ...(testError === null ? [] : [[judged, formatPercent(testError)]]),
          ],
        },
      },
      { title: 'What the hidden units learned', figures: [layerMosaicFigure(layer, data.shape)] },
      {
        title: 'How learning went',
        figures: [readoutErrorsFigure(metrics, judged), readoutLossFigure(metrics, config.lossExponent)],
      },
    ],
    command,
    config,
  });
}
