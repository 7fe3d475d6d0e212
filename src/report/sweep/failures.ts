/** Points that did not end well, together where they say the same but for its numbers. */
import type { ReportedPoint } from './types.ts';

/** Points with one reason. */
export interface FailureGroup {
  readonly status: string;
  readonly reason: string;
  readonly count: number;
  /** The first of them. */
  readonly example: ReportedPoint;
}

/** The largest groups first. */
export function failureGroups(points: readonly ReportedPoint[]): FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const point of points) {
    const { status, reason } = point;
    if (status === 'done') continue;
    const said = reason ?? 'no reason given';
    const kind = `${status} ${said.replace(/\d+(\.\d+)?(e[+-]?\d+)?/gi, '#')}`;
    const known = groups.get(kind);
    groups.set(kind, {
      ...(known ?? { status, reason: said, example: point }),
      count: (known?.count ?? 0) + 1,
    });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
