/** The report of a command that measures rather than trains: facts, tables, figures, and how it was made. */
import { renderFigure } from './figure.ts';
import type { Figure } from './figure.ts';
import { howMade } from './how-made.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { htmlPage, pageFooter } from './page.ts';

/** Rows of texts under a heading. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a section shows, in this order. */
export interface ReportSection {
  readonly title: string;
  readonly text?: string;
  readonly table?: ReportTable;
  readonly figures?: readonly Figure[];
  /** Figures side by side where there is room. */
  readonly inColumns?: boolean;
}

export interface InstrumentReport {
  readonly title: string;
  readonly facts: readonly string[];
  readonly warnings: readonly string[];
  readonly sections: readonly ReportSection[];
  /** The command line. */
  readonly command: string;
  /** Options resolved; `undefined` ones are left out. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** One self-contained HTML document, as `renderTrainingReport` makes it. */
export function renderInstrumentReport(report: InstrumentReport): string {
  const { title, facts, warnings, sections, command, config } = report;
  const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
  return htmlPage(
    title,
    markup`<header>
<h1>${title}</h1>
<p class="facts">${facts.map((fact) => markup`<span>${fact}</span>`)}</p>
${warnings.length === 0 ? null : markup`<div class="warnings" role="note">${warnings.map((text) => markup`<p>${text}</p>`)}</div>`}
</header>
<main>
${sections.map(renderSection)}
${howMade(command, given)}
</main>
${pageFooter}`,
  );
}

function renderSection({ title, text, table, figures = [], inColumns = false }: ReportSection): Markup {
  const drawn = figures.map(renderFigure);
  return markup`<section>
<h2>${title}</h2>
${text === undefined ? null : markup`<p>${text}</p>`}
${inColumns ? markup`<div class="charts">${drawn}</div>` : drawn}${table === undefined ? null : renderTable(table)}
</section>
`;
}

function renderTable({ head, rows }: ReportTable): Markup {
  return markup`<div class="rows"><table>
<thead><tr>${head.map((text) => markup`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ([
    first,
    ...rest
  ]) => markup`<tr><th scope="row">${first}</th>${rest.map((text) => markup`<td>${text}</td>`)}</tr>
`,
)}</tbody>
</table></div>`;
}
