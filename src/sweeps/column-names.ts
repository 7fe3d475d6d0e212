/** Names of the columns of results, in the files of a sweep and in its tables alike. */

/** Columns of every sweep. */
const BASE_COLUMNS = ['name', 'command', 'seed', 'status', 'reason', 'seconds', 'command_line'] as const;

function isBase(name: string): boolean {
  return BASE_COLUMNS.some((one) => one === name);
}

/** The column of an axis: its name, after `option.` where every sweep has a column of that name. */
export function axisColumn(axis: string): string {
  return isBase(axis) ? `option.${axis}` : axis;
}

/** The column of a measure: its path, after `result.` where an axis or a column of every sweep has that name. */
export function measureColumn(measure: string, axes: { readonly has: (name: string) => boolean }): string {
  return axes.has(measure) || isBase(measure) ? `result.${measure}` : measure;
}
