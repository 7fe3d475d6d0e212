/** Rows of a sweep as columns of a table: their names, and types that fit every row so far. */
import type { Measured } from '../../sweeps/job.ts';
import type { OptionValue } from '../../sweeps/sweep-file.ts';
import type { SweepRow } from '../../sweeps/row.ts';

/** What a column holds; `json`: values of several types, or lists, each as its JSON. */
export type ColumnType = 'number' | 'flag' | 'text' | 'json';

/** Types by axis and by measure. Both are sorted by name, so that they do not depend on which row came first. */
export interface RowColumns {
  readonly axes: ReadonlyMap<string, ColumnType>;
  readonly measures: ReadonlyMap<string, ColumnType>;
}

export const NO_COLUMNS: RowColumns = { axes: new Map(), measures: new Map() };

function typeOf(value: OptionValue): ColumnType {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'flag';
    case 'string':
      return 'text';
    default:
      return 'json';
  }
}

function sorted(types: ReadonlyMap<string, ColumnType>): ReadonlyMap<string, ColumnType> {
  return new Map([...types].sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Types = ReadonlyMap<string, ColumnType>;

/** `known` itself where nothing is new. */
function widenTypes(known: Types, more: Iterable<readonly [string, ColumnType]>): Types {
  let wider: Map<string, ColumnType> | null = null;
  for (const [key, type] of more) {
    const before = (wider ?? known).get(key);
    if (before === type || before === 'json') continue;
    wider ??= new Map(known);
    wider.set(key, before === undefined ? type : 'json');
  }
  return wider === null ? known : sorted(wider);
}

function typesOf(values: Readonly<Record<string, OptionValue | Measured>>): [string, ColumnType][] {
  return Object.entries(values).flatMap(([key, value]) => (value === null ? [] : [[key, typeOf(value)]]));
}

/** Columns that fit the rows, too; `columns` itself where they do already. */
export function widen(columns: RowColumns, rows: readonly SweepRow[]): RowColumns {
  let { axes, measures } = columns;
  for (const row of rows) {
    axes = widenTypes(axes, typesOf(row.axes));
    measures = widenTypes(measures, typesOf(row.measures));
  }
  return axes === columns.axes && measures === columns.measures ? columns : { axes, measures };
}

/** Columns that fit what fits either. */
export function unite(a: RowColumns, b: RowColumns): RowColumns {
  return { axes: widenTypes(a.axes, b.axes), measures: widenTypes(a.measures, b.measures) };
}

export function isSame(a: RowColumns, b: RowColumns): boolean {
  return describeColumns(a) === describeColumns(b);
}

/** As JSON, for the metadata of a file. */
export function describeColumns({ axes, measures }: RowColumns): string {
  return JSON.stringify({ axes: [...axes], measures: [...measures] });
}

export function readColumns(json: string): RowColumns {
  const { axes, measures } = JSON.parse(json) as Record<keyof RowColumns, [string, ColumnType][]>;
  return { axes: new Map(axes), measures: new Map(measures) };
}

/** As the JSON of the journal has it: one zero, and null for what is not finite. */
function plain<V>(value: V): V | number | null {
  if (typeof value !== 'number') return value;
  return Number.isFinite(value) ? value + 0 : null;
}

/** A row whose keys are in the order of the columns; measures that are null are left out, as a file holds no more of them. */
export function tidyRow(row: SweepRow): SweepRow {
  const { name, command, seed, axes, commandLine, status, reason, measures, seconds } = row;
  const inOrder = <V>(values: Readonly<Record<string, V>>): Record<string, V> =>
    Object.fromEntries(
      Object.entries(values)
        .map(([key, value]): [string, V] => [key, plain(value) as V])
        .filter(([, value]) => value !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    name,
    command,
    seed,
    axes: inOrder(axes),
    status,
    reason,
    measures: inOrder(measures),
    seconds,
    commandLine,
  };
}
