/** Tables for people: plain text, no colours, so that they survive a pipe. */
import Table from 'cli-table3';

/** A table with a heading; numbers should be formatted by the caller. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** Six significant digits at most, without zeros at the end. */
export function brief(x: number): string {
  return String(Number(x.toPrecision(6)));
}
