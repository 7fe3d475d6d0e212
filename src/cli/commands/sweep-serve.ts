/** `sweep serve`: runs the points that another program asks for, a JSON line on stdin each, and answers on stdout. */
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Command, Execute } from '../command.ts';
import type { SweepServeOptions } from '../options/sweep-points.ts';
import { toJson } from '../text/json-output.ts';
import { createEvaluator } from '../sweep/evaluate.ts';
import { locateSweep } from '../sweep/locate.ts';
import { withResults } from '../sweep/results-store.ts';

/** `sweep serve` for sweeps of some of `commands`. */
export function sweepServe(commands: readonly Command[]): Execute<SweepServeOptions> {
  return async ({ sweep: place, out, pointSeconds }, { signal }) => {
    const located = await locateSweep(place, commands, out);
    await withResults(located, async (store) => {
      const evaluate = await createEvaluator({ located, store, commands, seconds: pointSeconds, signal });
      const lines = createInterface({ input: process.stdin, crlfDelay: Infinity, signal });
      for await (const line of lines) {
        if (line.trim() !== '') process.stdout.write(toJson(await evaluate(line)));
      }
    });
    signal.throwIfAborted();
    return 0;
  };
}
