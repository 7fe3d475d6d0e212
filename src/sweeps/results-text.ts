/** Results as CSV (RFC 4180, but for its CR) and as JSON. */
import type { Measured } from './job.ts';
import type { ResultColumn } from './results-columns.ts';
import type { SweepRow } from './row.ts';

/** An empty text is quoted, so that it differs from no value. */
function csvCell(value: Measured): string {
  if (value === null) return '';
  const text = String(value);
  return text === '' || /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A heading and a line for each row. Numbers have the shortest digits that read back exactly. */
export function resultsCsv(rows: readonly SweepRow[], columns: readonly ResultColumn[]): string {
  const lines = rows.map((row) => columns.map(({ of }) => csvCell(of(row))).join(','));
  return `${[columns.map(({ name }) => csvCell(name)).join(','), ...lines].join('\n')}\n`;
}

/** Rows as objects with the columns as keys, as tables are read from JSON elsewhere. */
export function resultsJson(
  rows: readonly SweepRow[],
  columns: readonly ResultColumn[],
): Readonly<Record<string, Measured>>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ name, of }) => [name, of(row)])));
}
