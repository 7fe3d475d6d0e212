/** `plasticity`: eq. 2 for the weights and the input of files. */
import { encodeNpy } from '../../data/npy-write.ts';
import { ShapeError } from '../../errors.ts';
import { plasticity } from '../../learning/plasticity.ts';
import type { PlasticityResult, PlasticityResults } from '../../learning/plasticity.ts';
import type { Execute } from '../command.ts';
import { numbersPerRow, readRows } from '../input-arrays.ts';
import type { PlasticityOptions } from '../options/plasticity.ts';
import { outFolder, publish, withFolder } from '../publish.ts';
import type { FileContents } from '../publish.ts';
import { solveEach, statusOf } from '../solve-each.ts';
import { brief, textTable } from '../text-table.ts';

/** `weights.npy` [K, N]. */
function files(results: readonly PlasticityResult[]): FileContents {
  const inputs = results[0].weights.length;
  const weights = new Float64Array(results.length * inputs);
  results.forEach((result, unit) => weights.set(result.weights, unit * inputs));
  return new Map([['weights.npy', encodeNpy(weights, [results.length, inputs])]]);
}

function describe({ method, p, radius, duration, results }: PlasticityResults): string {
  const table = textTable(
    ['unit', 'ended as', 'Σ|W|^p', 'rho', 'smallest W', 'largest W', 'blow-up at s'],
    results.map(({ retcode, norm, rho, weights, blowUpAt }, unit) => [
      String(unit),
      retcode,
      brief(norm),
      rho === null ? '' : brief(rho),
      brief(weights.reduce((a, b) => Math.min(a, b))),
      brief(weights.reduce((a, b) => Math.max(a, b))),
      blowUpAt === null ? '' : brief(blowUpAt),
    ]),
  );
  return `eq. 2 by ${method}, p = ${p}, R = ${radius}, T/tau_L = ${duration}\n${table}`;
}

/** Runs `plasticity`; status 1 where a unit failed. */
export const plasticityCommand: Execute<PlasticityOptions> = async (options, terminal) => {
  const { p, radius, duration, method, rtol, atol } = options;
  const weights = readRows(options.weights);
  const input = readRows(options.input);
  if (input.rows.length !== 1 || input.length !== weights.length) {
    throw new ShapeError(`--input ${input.source}: must be [${weights.length}] to fit ${weights.source}`);
  }
  const activation = numbersPerRow('activation', options.activation, weights);
  const folder = outFolder(options, 'plasticity');
  return await withFolder(folder, async () => {
    const solver = { p, radius, duration, method, rtol, atol, input: input.rows[0] };
    const task = { label: 'plasticity', count: weights.rows.length };
    const results = await solveEach(terminal, task, (unit) => {
      const problem = { weights: weights.rows[unit], activation: activation[unit] };
      return plasticity({ ...problem, ...solver }).results[0];
    });
    const all: PlasticityResults = { method, p, radius, duration, results };
    await publish(
      { command: 'plasticity', options, terminal, folder },
      { json: all, human: () => describe(all), files: () => files(results) },
    );
    return statusOf(results, 'unit', terminal);
  });
};
