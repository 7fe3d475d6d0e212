/** `plasticity`: eq. 2 for the weights and the input of files. */
import { encodeNpy } from '../../data/npy-write.ts';
import { ArgumentError, ShapeError } from '../../errors.ts';
import { coupledPlasticity } from '../../learning/coupled-plasticity.ts';
import type { CoupledPlasticityResults } from '../../learning/coupled-plasticity.ts';
import { plasticity } from '../../learning/plasticity.ts';
import type { PlasticityResult, PlasticityResults } from '../../learning/plasticity.ts';
import type { Execute, ExitStatus, Terminal } from '../command.ts';
import { numbersPerRow, readRows } from '../inputs/arrays.ts';
import type { Rows } from '../inputs/arrays.ts';
import type { PlasticityOptions } from '../options/plasticity.ts';
import type { CommonOptions } from '../options/common.ts';
import type { CoupledRule } from '../options/plasticity-coupling.ts';
import { coupledRule, givenActivation } from '../options/plasticity-coupling.ts';
import { outFolder, publish, withFolder } from '../publish.ts';
import type { FileContents } from '../publish.ts';
import { solveEach, statusOf } from '../solve-each.ts';
import { brief, textTable } from '../text/table.ts';

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

function describeCoupled(all: CoupledPlasticityResults): string {
  const { method, p, radius, duration, coupling, inhibition, timescale, results } = all;
  const table = textTable(
    ['unit', 'ended as', 'h', 'held for', 'Σ|W|^p', 'rho', 'smallest W', 'largest W'],
    results.map(({ retcode, activity, heldFor, norm, rho, weights }, unit) => [
      String(unit),
      retcode,
      activity === null ? '' : brief(activity),
      brief(heldFor),
      brief(norm),
      rho === null ? '' : brief(rho),
      brief(weights.reduce((a, b) => Math.min(a, b))),
      brief(weights.reduce((a, b) => Math.max(a, b))),
    ]),
  );
  const speed = timescale === null ? '' : `, tau/tau_L = ${timescale}`;
  return `eq. 2 by ${method} with g(h) ${coupling}, w_inh = ${inhibition}${speed}, p = ${p}, R = ${radius}, T/tau_L = ${duration}\n${table}`;
}

interface Job {
  readonly options: PlasticityOptions & CommonOptions;
  readonly terminal: Terminal;
  readonly weights: Rows;
  readonly input: Float64Array;
}

/** All units at once: what one does changes h of the others. */
async function presentCoupled(rule: CoupledRule, job: Job): Promise<ExitStatus> {
  const { options, terminal, weights, input } = job;
  const { p, radius, duration, rtol, atol } = options;
  finiteRows('weights', weights.rows);
  finiteRows('input', [input]);
  const folder = outFolder(options, 'plasticity');
  return await withFolder(folder, async () => {
    await terminal.breathe();
    const all = coupledPlasticity({ ...rule, p, radius, duration, rtol, atol, weights: weights.rows, input });
    const { results } = all;
    await publish(
      { command: 'plasticity', options, terminal, folder },
      { json: all, human: () => describeCoupled(all), files: () => files(results) },
    );
    return statusOf(results, 'unit', terminal);
  });
}

function finiteRows(name: string, rows: readonly Float64Array[]): void {
  const odd = rows.flatMap((row) => [...row]).find((value) => !Number.isFinite(value));
  if (odd !== undefined) throw new ArgumentError(`--${name}: must be finite (got ${odd})`);
}

/** Each unit by itself, with the g given to it. */
async function presentGiven(job: Job): Promise<ExitStatus> {
  const { options, terminal, weights, input } = job;
  const { p, radius, duration, method, rtol, atol } = options;
  const activation = numbersPerRow('activation', givenActivation(options), weights);
  const folder = outFolder(options, 'plasticity');
  return await withFolder(folder, async () => {
    const solver = { p, radius, duration, method, rtol, atol, input };
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
}

/** Runs `plasticity`; status 1 where a unit failed. */
export const plasticityCommand: Execute<PlasticityOptions> = async (options, terminal, given) => {
  const rule = coupledRule(options, given.has('method'));
  if (rule === null) givenActivation(options);
  const weights = readRows(options.weights);
  const input = readRows(options.input);
  if (input.rows.length !== 1 || input.length !== weights.length) {
    throw new ShapeError(`--input ${input.source}: must be [${weights.length}] to fit ${weights.source}`);
  }
  const job = { options, terminal, weights, input: input.rows[0] };
  return rule === null ? presentGiven(job) : presentCoupled(rule, job);
};
