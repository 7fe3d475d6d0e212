/** `sweep tell`: outcomes of points that were run elsewhere, as JSON lines on stdin. */
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { ArgumentError } from '../../errors.ts';
import type { Point } from '../../sweeps/points.ts';
import type { SweepRow } from '../../sweeps/row.ts';
import type { Command, Execute } from '../command.ts';
import type { SweepTellOptions } from '../options/sweep-points.ts';
import { pointFor, readReport } from '../sweep/exchange.ts';
import type { PointReport } from '../sweep/exchange.ts';
import { locateSweep } from '../sweep/locate.ts';
import type { LocatedSweep } from '../sweep/locate.ts';
import { rowOf } from '../sweep/open.ts';
import { withResults } from '../sweep/results-store.ts';

/** An outcome and the number of its line. */
interface Told {
  readonly line: number;
  readonly report: PointReport;
}

/** Does `work` for a line; a refusal says which. */
function atLine<T>(line: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ArgumentError) throw new ArgumentError(`stdin: line ${line}: ${error.message}`);
    throw error;
  }
}

/** The points of the sweep that are told by their names. */
function namedPoints(located: LocatedSweep, told: readonly Told[]): ReadonlyMap<string, Point> {
  const wanted = new Set(told.flatMap(({ report: { point } }) => (typeof point === 'string' ? [point] : [])));
  const found = new Map<string, Point>();
  for (const point of wanted.size === 0 ? [] : located.points()) {
    if (wanted.has(point.name)) found.set(point.name, point);
    if (found.size === wanted.size) break;
  }
  return found;
}

function pointNamed(name: string, points: ReadonlyMap<string, Point>): Point {
  const point = points.get(name);
  if (point === undefined) {
    throw new ArgumentError(
      `name: must be that of a point of the sweep (got ${name}); see competing-units sweep ask`,
    );
  }
  return point;
}

/**
 * Rows of the outcomes; all lines are good, or none is taken.
 * @param lines of JSON; empty ones are nothing
 * @throws ArgumentError naming the line
 */
export function toldRows(located: LocatedSweep, lines: readonly string[]): readonly SweepRow[] {
  const { sweep } = located;
  const told = lines.flatMap((content, i) =>
    content.trim() === ''
      ? []
      : [{ line: i + 1, report: atLine(i + 1, () => readReport(content, sweep.measure)) }],
  );
  const named = namedPoints(located, told);
  return told.map(({ line, report: { point: asked, ...outcome } }) =>
    atLine(line, () => {
      const point = typeof asked === 'string' ? pointNamed(asked, named) : pointFor(located, asked);
      return rowOf(sweep, point, { name: point.name, ...outcome });
    }),
  );
}

/** `sweep tell` for sweeps of some of `commands`. */
export function sweepTell(commands: readonly Command[]): Execute<SweepTellOptions> {
  return async ({ sweep: place, out }, terminal) => {
    const located = await locateSweep(place, commands, out);
    const rows = toldRows(located, (await text(process.stdin)).split('\n'));
    const added = await withResults(located, (store) =>
      Promise.resolve(rows.reduce((count, row) => count + (store.add(row) ? 1 : 0), 0)),
    );
    const known = rows.length - added;
    const kept = known === 0 ? '' : `; ${known} had one before, which stays`;
    await terminal.result({ added, known, folder: located.folder }, () => `${added} outcomes kept${kept}`);
    return 0;
  };
}
