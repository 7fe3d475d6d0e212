/** `sweep ask`: the next points that have no outcome yet, for programs that run them elsewhere. */
import { readRows } from '../../engines/store/read-rows.ts';
import type { Command, Execute } from '../command.ts';
import type { SweepAskOptions } from '../options/sweep-points.ts';
import { toJson } from '../text/json-output.ts';
import { locateSweep } from '../sweep/locate.ts';
import { jobOf, pointLine } from '../sweep/open.ts';

/** `sweep ask` for sweeps of some of `commands`. */
export function sweepAsk(commands: readonly Command[]): Execute<SweepAskOptions> {
  return async ({ sweep: place, points: most, out }, terminal) => {
    const located = await locateSweep(place, commands, out);
    const ended = new Set<string>();
    for await (const { name } of readRows(located.folder)) ended.add(name);
    const asked: object[] = [];
    for (const point of located.points()) {
      if (asked.length === most) break;
      if (ended.has(point.name)) continue;
      const { name, command, options } = jobOf(located.sweep, point);
      asked.push({ name, command, options, axes: point.axes, commandLine: pointLine(located.sweep, point) });
    }
    await terminal.result(asked, () => toJson(asked));
    return 0;
  };
}
