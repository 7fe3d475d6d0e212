/** The report of a training run, or of two that are compared: key numbers, pictures, curves, configuration. */
import { comparisonRows } from './comparison-rows.ts';
import type { ComparisonRow } from './comparison-rows.ts';
import { renderFigure } from './figure.ts';
import { deadUnitsFigure } from './figures/dead-units.ts';
import { inputsFigure } from './figures/inputs.ts';
import { largestCurrentFigure } from './figures/largest-current.ts';
import { learnersFigure } from './figures/learners.ts';
import { normDeviationFigure } from './figures/norm-deviation.ts';
import { normsFigure } from './figures/norms.ts';
import { weightDistributionFigure } from './figures/weight-distribution.ts';
import { weightsFigure } from './figures/weights.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { formatCount, formatSignificant } from './numbers.ts';
import { htmlPage } from './page.ts';
import type { ReportedRun, TrainingReport } from './types.ts';

/**
 * One self-contained HTML document: opens offline, makes no request, runs no script, prints.
 * @param report one run, or two with their comparison
 * @returns the text of `report.html`
 * @remarks O(hidden × inputs); under 2 MB, since at most 100 units of a layer are drawn
 */
export function renderTrainingReport(report: TrainingReport): string {
  const { title, command, config, data, runs, comparison, warnings } = report;
  const { examples } = data;
  const figures = [
    learnersFigure(runs),
    largestCurrentFigure(runs),
    deadUnitsFigure(runs),
    normDeviationFigure(runs),
    normsFigure(runs),
    weightDistributionFigure(runs),
  ];
  // A line of its command breaks between words, never inside "--option".
  const words = command.split(' ').map((word, i) => [i === 0 ? '' : ' ', markup`<span>${word}</span>`]);
  const rows = comparisonRows(
    runs.map(({ summary }) => summary),
    comparison,
  );
  const perRun = rows.filter(({ values }) => values.length === runs.length);
  const together = rows.filter(({ values }) => values.length < runs.length);
  return htmlPage(
    title,
    markup`<header>
<h1>${title}</h1>
${facts(report)}
${warnings.length === 0 ? null : markup`<div class="warnings" role="note">${warnings.map((text) => markup`<p>${text}</p>`)}</div>`}
</header>
<main>
<section class="opening">
${keyNumbers(runs, perRun)}
<div>
${examples === null ? null : renderFigure(inputsFigure(data, examples))}${agreement(runs, together)}
</div>
</section>
<section>
<h2>What the hidden units learned</h2>
${renderFigure(weightsFigure(report))}
</section>
<section>
<h2>How training went</h2>
<div class="charts">
${figures.map(renderFigure)}</div>
</section>
<section>
<h2>How it was made</h2>
<pre><code>${words}</code></pre>
${configuration(config)}
</section>
</main>
<footer>Made by competing-units. This file is complete in itself: it loads nothing and runs no script.</footer>`,
  );
}

function facts({ data, runs }: TrainingReport): Markup {
  const { summary, p, radius } = runs[0];
  const parts = [
    data.name,
    `${formatCount(summary.data.examples)} examples`,
    `${formatCount(summary.data.inputs)} inputs`,
    `${formatCount(summary.hidden)} hidden units`,
    `${formatCount(summary.epochs)} ${summary.epochs === 1 ? 'epoch' : 'epochs'}`,
    `p = ${formatSignificant(p)}`,
    `R = ${formatSignificant(radius)}`,
    `seed ${summary.seed}`,
  ];
  return markup`<p class="facts">${parts.map((part) => markup`<span>${part}</span>`)}</p>`;
}

function tableRows(rows: readonly ComparisonRow[]): Markup[] {
  return rows.map(
    ({ label, detail, values }) =>
      markup`<tr><th scope="row">${label}<small>${detail}</small></th>${values.map((value) => markup`<td>${value}</td>`)}</tr>
`,
  );
}

function keyNumbers(runs: readonly ReportedRun[], rows: readonly ComparisonRow[]): Markup {
  const heads = runs.map(
    ({ algorithm }) => markup`<th scope="col"><span class="key key-${algorithm}"></span>${algorithm}</th>`,
  );
  return markup`<table id="key-numbers">
<thead><tr><th scope="col">Key numbers</th>${heads}</tr></thead>
<tbody>
${tableRows(rows)}</tbody>
</table>`;
}

function agreement(runs: readonly ReportedRun[], rows: readonly ComparisonRow[]): Markup | null {
  if (rows.length === 0) return null;
  return markup`<table id="agreement">
<thead><tr><th scope="col">How far they agree</th><th scope="col">${runs.map(({ algorithm }) => algorithm).join(' and ')}</th></tr></thead>
<tbody>
${tableRows(rows)}</tbody>
</table>`;
}

function configuration(config: Readonly<Record<string, unknown>>): Markup {
  const entries = Object.entries(config).map(([key, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return markup`<div><dt>${key}</dt><dd>${text}</dd></div>
`;
  });
  return markup`<dl class="config">
${entries}</dl>`;
}
