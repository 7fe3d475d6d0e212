/** The order of rows: that of their axes and seeds, or of one column. */
import type { Measured } from './job.ts';
import type { ResultColumn } from './results-columns.ts';
import type { SweepRow } from './row.ts';

const KINDS: readonly string[] = ['number', 'boolean', 'string'];

function byValue(a: Exclude<Measured, null>, b: Exclude<Measured, null>): number {
  if (typeof a !== typeof b) return KINDS.indexOf(typeof a) - KINDS.indexOf(typeof b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The rows in the order of `columns`, the first of them the most significant; rows that are equal in all, by their names.
 * Numbers come before texts and nulls last, also when `descending`. O(n log n).
 */
export function sortRows(
  rows: readonly SweepRow[],
  columns: readonly ResultColumn[],
  { descending = false }: { readonly descending?: boolean } = {},
): SweepRow[] {
  const direction = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, keys: columns.map(({ of }) => of(row)) }))
    .sort((a, b) => {
      for (let k = 0; k < columns.length; k++) {
        const x = a.keys[k];
        const y = b.keys[k];
        if (x === null || y === null) {
          if (x !== y) return x === null ? 1 : -1;
          continue;
        }
        const order = byValue(x, y);
        if (order !== 0) return direction * order;
      }
      return a.row.name < b.row.name ? -1 : 1;
    })
    .map(({ row }) => row);
}
