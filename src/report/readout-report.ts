/** The report of a readout: its errors over the epochs. */
import type { ReadoutEpoch } from '../experiments/readout.ts';
import { renderFigure } from './figure.ts';
import type { Figure } from './figure.ts';
import { readoutErrorsFigure, readoutLossFigure } from './figures/readout-curves.ts';
import { howMade } from './how-made.ts';
import { markup } from './markup.ts';
import { formatCount, formatPercent, formatSignificant } from './numbers.ts';
import { htmlPage, pageFooter } from './page.ts';

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

/** Its figures, in their order. */
export function readoutFigures({ metrics, validation, config }: ReadoutReport): Figure[] {
  return [
    readoutErrorsFigure(metrics, judgedOn(validation)),
    readoutLossFigure(metrics, config.lossExponent),
  ];
}

function judgedOn(validation: number): string {
  return validation > 0 ? 'held out' : 'test';
}

/** One self-contained HTML document. */
export function renderReadoutReport(report: ReadoutReport): string {
  const { data, units, classes, validation, metrics, activityScale, command, config, warnings } = report;
  const judged = judgedOn(validation);
  const { trainError, testError } = metrics[metrics.length - 1];
  const title = `Readout on ${data}`;
  const facts = [
    `${formatCount(units)} hidden units`,
    `${formatCount(classes)} classes`,
    `${formatCount(metrics.length)} epochs`,
    `activity scale ${formatSignificant(activityScale)}`,
  ];
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
  return htmlPage(
    title,
    markup`<header>
<h1>${title}</h1>
<p class="facts">${facts.map((fact) => markup`<span>${fact}</span>`)}</p>
${warnings.length === 0 ? null : markup`<div class="warnings" role="note">${warnings.map((text) => markup`<p>${text}</p>`)}</div>`}
</header>
<main>
<section class="opening">
<table id="key-numbers">
<thead><tr><th scope="col">Errors at the end</th><th scope="col">training</th>${testError === null ? null : markup`<th scope="col">${judged}</th>`}</tr></thead>
<tbody>
<tr><th scope="row">read as another class<small>${judgedBy(validation)}</small></th><td>${formatPercent(trainError)}</td>${testError === null ? null : markup`<td>${formatPercent(testError)}</td>`}</tr>
</tbody>
</table>
</section>
<section>
<h2>How learning went</h2>
<div class="charts">
${readoutFigures(report).map(renderFigure)}</div>
</section>
${howMade(command, given)}
</main>
${pageFooter}`,
  );
}

function judgedBy(validation: number): string {
  const share = 'share of examples whose largest output is that of another class';
  return validation > 0
    ? `${share}; ${formatCount(validation)} training examples were held out, the test set was not touched`
    : share;
}
