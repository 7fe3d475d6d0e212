/** `relax`: eq. 4 for the currents of a file. */
import { encodeNpy } from '../../data/npy-write.ts';
import { relax } from '../../dynamics/relax.ts';
import type { RelaxResult, RelaxResults } from '../../dynamics/relax.ts';
import type { Execute } from '../command.ts';
import { readRows, rowsLike } from '../inputs/arrays.ts';
import type { RelaxOptions } from '../options/relax.ts';
import { outFolder, publish, withFolder } from '../publish.ts';
import type { FileContents } from '../publish.ts';
import { solveEach, statusOf } from '../solve-each.ts';
import { brief, textTable } from '../text/table.ts';

/** More units than that are counted, not printed. */
const PRINTED_UNITS = 20;

function stackNpy(rows: readonly Float64Array[], shape: readonly number[]): Uint8Array {
  const length = rows[0].length;
  const stacked = new Float64Array(rows.length * length);
  rows.forEach((row, i) => stacked.set(row, i * length));
  return encodeNpy(stacked, shape);
}

/** `activity.npy` [B, K], and `activities.npy` [B, times, K] where every row reached all of them. */
function files(results: readonly RelaxResult[], times: number): FileContents {
  const units = results[0].activity.length;
  const found = new Map([
    [
      'activity.npy',
      stackNpy(
        results.map(({ activity }) => activity),
        [results.length, units],
      ),
    ],
  ]);
  if (times > 0 && results.every(({ activities }) => activities.length === times)) {
    const saved = results.flatMap(({ activities }) => activities);
    found.set('activities.npy', stackNpy(saved, [results.length, times, units]));
  }
  return found;
}

function describe({ method, inhibition, tau, results }: RelaxResults): string {
  const table = textTable(
    ['row', 'ended as', 't', 'active units', 'strongest', 'its h', 'energy', 'evaluations'],
    results.map(({ retcode, time, active, activity, energy, stats }, row) => {
      const strongest = activity.indexOf(activity.reduce((a, b) => Math.max(a, b)));
      const cells = [row, retcode, brief(time), active.length, strongest, brief(activity[strongest])];
      return [...cells, brief(energy), stats.evaluations].map(String);
    }),
  );
  const lines = [`eq. 4 by ${method}, w_inh = ${inhibition}, tau = ${tau}`, table];
  const [only] = results;
  if (results.length === 1) {
    lines.push(only.message);
    if (only.activity.length <= PRINTED_UNITS)
      lines.push(`h = ${Array.from(only.activity, brief).join(', ')}`);
  }
  return lines.join('\n');
}

/** Runs `relax`; status 1 where a row failed. */
export const relaxCommand: Execute<RelaxOptions> = async (options, terminal) => {
  const { inhibition, tau, method, until, times, rtol, atol, maxSteps } = options;
  const currents = readRows(options.currents);
  const initial = rowsLike('initial', options.initial, currents);
  const folder = outFolder(options, 'relax');
  return await withFolder(folder, async () => {
    const solver = { inhibition, tau, method, until, times, rtol, atol, maxSteps };
    const task = { label: 'relax', count: currents.rows.length };
    const results = await solveEach(terminal, task, (row) => {
      const problem = { currents: currents.rows[row], initial: initial[row] };
      return relax({ ...problem, ...solver }).results[0];
    });
    const all: RelaxResults = { method, inhibition, tau, results };
    await publish(
      { command: 'relax', options, terminal, folder },
      { json: all, human: () => describe(all), files: () => files(results, times.length) },
    );
    return statusOf(results, 'row', terminal);
  });
};
