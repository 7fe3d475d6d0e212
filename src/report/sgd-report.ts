/** The report of a network learned end to end: its errors over the epochs, and what its hidden units look like. */
import type { ImageShape } from '../data/dataset.ts';
import type { Figure } from './figure.ts';
import { layerMosaicFigure } from './figures/layer-mosaic.ts';
import { renderInstrumentReport } from './instrument-report.ts';
import { formatCount } from './numbers.ts';
import { errorsSection, learningFigures, learningSection } from './supervised-report.ts';
import type { SupervisedReport } from './supervised-report.ts';
import type { WeightMatrix } from './weight-scale.ts';

/** What the report shows. */
export interface SgdReport extends SupervisedReport {
  readonly data: { readonly name: string; readonly shape: ImageShape | null };
  /** The hidden units. */
  readonly layer: WeightMatrix;
}

/** What its figures show. */
type DrawnSgd = Pick<SgdReport, 'data' | 'layer'> & Parameters<typeof learningFigures>[0];

/** Its figures, in their order. */
export function sgdFigures(report: DrawnSgd): Figure[] {
  return [layerMosaicFigure(report.layer, report.data.shape), ...learningFigures(report)];
}

/** One self-contained HTML document. */
export function renderSgdReport(report: SgdReport): string {
  const { data, layer, classes, metrics, command, config, warnings } = report;
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
      errorsSection(report),
      { title: 'What the hidden units learned', figures: [layerMosaicFigure(layer, data.shape)] },
      learningSection(report),
    ],
    command,
    config,
  });
}
