/** The results of a sweep as columns: what a point is, what was measured, how it ended. */
import { ArgumentError } from '../errors.ts';
import { nearest } from '../kernels/nearest-name.ts';
import { axisColumn, measureColumn } from './column-names.ts';
import type { Measured } from './job.ts';
import type { OptionValue } from './sweep-file.ts';
import type { SweepRow } from './row.ts';

/** One column; `number` and `flag` hold nothing else but nulls. */
export interface ResultColumn {
  readonly name: string;
  readonly kind: 'number' | 'flag' | 'text';
  /** The value in a row; null where it has none. */
  readonly of: (row: SweepRow) => Measured;
}

const FIRST: readonly ResultColumn[] = [
  { name: 'name', kind: 'text', of: ({ name }) => name },
  { name: 'seed', kind: 'number', of: ({ seed }) => seed },
];
const LAST: readonly ResultColumn[] = [
  { name: 'status', kind: 'text', of: ({ status }) => status },
  { name: 'reason', kind: 'text', of: ({ reason }) => reason },
];
const TIMINGS: readonly ResultColumn[] = [{ name: 'seconds', kind: 'number', of: ({ seconds }) => seconds }];

/** What a cell holds: a list of an option is its words joined by commas, as a flag takes them. */
function cell(value: OptionValue | Measured | undefined): Measured {
  return Array.isArray(value) ? value.join(',') : (value ?? null);
}

function kindOf(rows: readonly SweepRow[], of: ResultColumn['of']): ResultColumn['kind'] {
  const types = new Set(
    rows.map((row) => of(row)).flatMap((value) => (value === null ? [] : [typeof value])),
  );
  if (types.size !== 1) return types.size === 0 ? 'number' : 'text';
  return types.has('number') ? 'number' : types.has('boolean') ? 'flag' : 'text';
}

/** Keys in the order in which rows first have them. */
function keysOf(rows: readonly SweepRow[], part: 'axes' | 'measures'): string[] {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row[part])) keys.add(key);
  return [...keys];
}

/** Options of the points. @param order axes that come first, in this order */
function axisNames(rows: readonly SweepRow[], order: readonly string[] = []): readonly string[] {
  const found = keysOf(rows, 'axes');
  return [
    ...order.filter((key) => found.includes(key)),
    ...found.filter((key) => !order.includes(key)).sort(),
  ];
}

/**
 * The columns: name, seed, axes, measures, status, reason. A measure that is named as another column is, such as the axis
 * `hidden`, is called `result.hidden`. Nothing differs between two runs of a sweep, but with `timings`.
 * @param axes their order; others follow by name. Measures come in the order of their names.
 */
export function resultColumns(
  rows: readonly SweepRow[],
  { axes = [], timings = false }: { readonly axes?: readonly string[]; readonly timings?: boolean } = {},
): readonly ResultColumn[] {
  const typed = (name: string, of: ResultColumn['of']): ResultColumn => ({
    name,
    kind: kindOf(rows, of),
    of,
  });
  const names = axisNames(rows, axes);
  const own = names.map((key) => typed(axisColumn(key), (row) => cell(row.axes[key])));
  const axisKeys = new Set(names);
  const measures = keysOf(rows, 'measures')
    .sort()
    .map((key) => typed(measureColumn(key, axisKeys), (row) => cell(row.measures[key])));
  return [...FIRST, ...own, ...measures, ...LAST, ...(timings ? TIMINGS : [])];
}

function lastWord(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The column that a person means by `asked`: its whole name, or its last words where only one ends so. */
export function columnNamed(columns: readonly ResultColumn[], asked: string, option: string): ResultColumn {
  const exact = columns.find(({ name }) => name === asked);
  if (exact !== undefined) return exact;
  const ending = columns.filter(({ name }) => name.endsWith(`.${asked}`));
  if (ending.length === 1) return ending[0];
  if (ending.length > 1) {
    const names = ending.map(({ name }) => name).join(', ');
    throw new ArgumentError(
      `${option}: must name one column (got ${asked}, which may be ${names}); write it out`,
    );
  }
  const names = columns.map(({ name }) => name);
  const meant = nearest(asked, [...names, ...names.map(lastWord)]);
  const mend = meant === undefined ? `give one of ${names.slice(0, 8).join(', ')}` : `did you mean ${meant}?`;
  throw new ArgumentError(`${option}: must name a column of the results (got ${asked}); ${mend}`);
}
