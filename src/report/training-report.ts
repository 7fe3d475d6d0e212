/** The report of a training run, or of two that are compared: key numbers, pictures, curves, configuration. */
import { comparisonFigures } from './comparison-figures.ts';
import { comparisonRows } from './comparison-rows.ts';
import type { ComparisonRow } from './comparison-rows.ts';
import { exampleFigures, exampleSection } from './example-section.ts';
import type { ExampleFigures } from './example-section.ts';
import { renderFigure } from './figure.ts';
import type { Figure } from './figure.ts';
import { deadUnitsFigure } from './figures/dead-units.ts';
import { inputsFigure } from './figures/inputs.ts';
import { largestCurrentFigure } from './figures/largest-current.ts';
import { learnersFigure } from './figures/learners.ts';
import { normDeviationFigure } from './figures/norm-deviation.ts';
import { normsFigure } from './figures/norms.ts';
import { weightDistributionFigure } from './figures/weight-distribution.ts';
import { weightsFigure, wholeLayerFigure } from './figures/weights.ts';
import { howMade } from './how-made.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { formatCount, formatSignificant } from './numbers.ts';
import { htmlPage, pageFooter } from './page.ts';
import { ruleWords } from './rule-words.ts';
import type { ReportedRun, TrainingReport } from './types.ts';

/** The figures of a report, in their order; `null` and empty where the data have none. */
export interface TrainingFigures {
  readonly inputs: Figure | null;
  readonly weights: readonly Figure[];
  readonly examples: readonly ExampleFigures[];
  readonly course: readonly Figure[];
}

/** Draws them. */
export function trainingFigures(report: TrainingReport): TrainingFigures {
  const { runs, data, examples } = report;
  const whole = wholeLayerFigure(report);
  return {
    inputs: data.examples === null ? null : inputsFigure(data, data.examples),
    weights: [weightsFigure(report), ...(whole === null ? [] : [whole])],
    examples: examples === null ? [] : exampleFigures(examples, runs[0].hidden),
    course: [
      ...comparisonFigures(report),
      learnersFigure(runs),
      largestCurrentFigure(runs),
      deadUnitsFigure(runs),
      ...(runs.some(({ summary }) => summary.rule === 'bcm')
        ? []
        : [normDeviationFigure(runs), normsFigure(runs)]),
      weightDistributionFigure(runs),
    ],
  };
}

/**
 * One self-contained HTML document: opens offline, makes no request, is complete without its script, prints.
 * @param report one run, or two with their comparison
 * @returns the text of `report.html`
 * @remarks O(hidden × inputs); under 5 MB, since of a large layer a part is drawn
 */
export function renderTrainingReport(report: TrainingReport): string {
  const { title, command, config, data, runs, comparison, warnings } = report;
  const { inputs, weights, examples, course } = trainingFigures(report);
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
${comparison === null ? null : markup`<p class="summary">${comparison.summary}</p>`}
${warnings.length === 0 ? null : markup`<div class="warnings" role="note">${warnings.map((text) => markup`<p>${text}</p>`)}</div>`}
</header>
<main>
<section class="opening">
${keyNumbers(runs, perRun)}
<div>
${inputs === null ? null : renderFigure(inputs)}${agreement(runs, together)}
</div>
</section>
<section>
<h2>What the hidden units learned</h2>
${weights.map(renderFigure)}
</section>
${
  examples.length === 0
    ? null
    : markup`<section>
<h2>One example at a time</h2>
${exampleSection(examples, data)}
</section>
`
}<section>
<h2>How training went</h2>
<div class="charts">
${course.map(renderFigure)}</div>
</section>
${howMade(command, config)}
</main>
${pageFooter}`,
  );
}

function facts({ data, runs }: TrainingReport): Markup {
  const { summary, p, radius } = runs[0];
  const { name: rule } = ruleWords([summary]);
  const parts = [
    data.name,
    ...(rule === null ? [] : [rule]),
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
