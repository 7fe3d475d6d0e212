/** The report of a readout: its errors at the end and over the epochs. */
import type { Figure } from './figure.ts';
import { renderInstrumentReport } from './instrument-report.ts';
import { formatCount, formatSignificant } from './numbers.ts';
import { errorsSection, learningFigures, learningSection } from './supervised-report.ts';
import type { SupervisedReport } from './supervised-report.ts';

/** What the report shows. */
export interface ReadoutReport extends SupervisedReport {
  /** Name of the data. */
  readonly data: string;
  /** K. */
  readonly units: number;
  /** β. */
  readonly activityScale: number;
}

/** Its figures, in their order. */
export function readoutFigures(report: ReadoutReport): Figure[] {
  return learningFigures(report);
}

/** One self-contained HTML document. */
export function renderReadoutReport(report: ReadoutReport): string {
  const { data, units, classes, metrics, activityScale, command, config, warnings } = report;
  return renderInstrumentReport({
    title: `Readout on ${data}`,
    facts: [
      `${formatCount(units)} hidden units`,
      `${formatCount(classes)} classes`,
      `${formatCount(metrics.length)} epochs`,
      `activity scale ${formatSignificant(activityScale)}`,
    ],
    warnings,
    sections: [errorsSection(report), learningSection(report)],
    command,
    config,
  });
}
