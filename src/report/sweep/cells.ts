/** Two axes of a sweep as cells: what a measure is there, averaged over all else. */
import type { SweepAxis } from './axis.ts';
import type { SweepMeasure } from './measure.ts';
import type { ReportedPoint } from './types.ts';

/** Points that agree in both axes. */
export interface Cell {
  /** Of the values that were measured; null of none. */
  readonly mean: number | null;
  /** Over all other axes and seeds, as `SweepMeasure.deviation`; null of fewer than two. */
  readonly deviation: number | null;
  /** Points with a value. */
  readonly measured: number;
  /** Points that did not end well, with a value or without. */
  readonly notDone: number;
  readonly points: number;
}

/** Cells [levels of y][levels of x]. O(points). */
export function cells(
  points: readonly ReportedPoint[],
  { x, y, measure }: { readonly x: SweepAxis; readonly y: SweepAxis; readonly measure: SweepMeasure },
): readonly (readonly Cell[])[] {
  const found = y.levels.map(() => x.levels.map(() => ({ values: [] as number[], points: 0, notDone: 0 })));
  for (const point of points) {
    const column = x.levelOf(point.axes[x.key]);
    const row = y.levelOf(point.axes[y.key]);
    if (column < 0 || row < 0) continue;
    const cell = found[row][column];
    const value = measure.of(point);
    cell.points++;
    if (point.status !== 'done') cell.notDone++;
    if (value !== null) cell.values.push(value);
  }
  return found.map((row) =>
    row.map(({ values, ...counts }) => ({
      ...counts,
      mean: values.length === 0 ? null : measure.mean(values),
      deviation: measure.deviation(values),
      measured: values.length,
    })),
  );
}
