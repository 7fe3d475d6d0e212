/** The comparison of networks: their errors and times over the seeds, and some of their hidden units. */
import path from 'node:path';
import { readArray } from '../../data/read-array.ts';
import { ArgumentError } from '../../errors.ts';
import type { TrainSummary } from '../../experiments/types.ts';
import { absolutePower } from '../../kernels/power.ts';
import { permutation, randomStream } from '../../kernels/random.ts';
import type { ComparedNetwork, NetworkKind } from '../../report/figures/paper-networks.ts';
import { measured } from '../../report/reproduction-table.ts';
import type { NetworkResult } from '../../report/reproduction-table.ts';
import type { ChosenUnits } from '../../report/unit-tiles.ts';
import { weightRange } from '../../report/unit-tiles.ts';
import { RUN_FILES } from '../../runs/run-folder.ts';
import type { SupervisedSummary } from '../supervised/summary.ts';
import type { FinishedRun } from './ensure-run.ts';
import type { Experiment } from './experiment.ts';
import { NETWORK_KINDS, networkSteps } from './plan.ts';
import { PAPER_WEIGHTS } from './recipes.ts';

/** A network after all its seeds. */
export interface NetworkOutcome extends ComparedNetwork {
  readonly kind: NetworkKind;
  readonly result: NetworkResult;
}

/**
 * Trains what is not trained yet, seed by seed.
 * @param shown hidden units of the first seed to show
 */
export async function compareNetworks(
  experiment: Experiment,
  shown: number,
): Promise<readonly NetworkOutcome[]> {
  const found = new Map<NetworkKind, { hidden: FinishedRun; outputs: FinishedRun }[]>();
  for (const seed of experiment.seeds) {
    for (const kind of NETWORK_KINDS) {
      const steps = networkSteps(kind, experiment.context(seed));
      const hidden = await experiment.ensure(steps.hidden);
      const outputs = steps.outputs === steps.hidden ? hidden : await experiment.ensure(steps.outputs);
      found.set(kind, [...(found.get(kind) ?? []), { hidden, outputs }]);
    }
  }
  return [...found].map(([kind, runs]) => {
    const [{ hidden, outputs }] = runs;
    const chosen = chooseUnits(hidden, { experiment, shown });
    const summaries = runs.map((run) => run.outputs.summary as SupervisedSummary);
    return {
      kind,
      chosen: chosen.units,
      curve: (outputs.summary as SupervisedSummary).curve,
      result: {
        trainError: measured(summaries.map(({ trainError }) => trainError)),
        testError: measured(summaries.map(knownTestError)),
        unsupervisedSeconds: kind === 'sgd' ? null : measured(runs.map(({ hidden }) => trainSeconds(hidden))),
        supervisedSeconds: measured(summaries.map(({ seconds }) => seconds)),
        weights: {
          ...weightRange(onSphere(chosen.units, PAPER_WEIGHTS.p)),
          units: chosen.numbers,
        },
      },
    };
  });
}

/** Of a run of `train` and those that it goes on from. */
function trainSeconds({ summary, before }: FinishedRun): number {
  return (summary as TrainSummary).seconds.total + (before === null ? 0 : trainSeconds(before));
}

/** @throws ArgumentError without a test set, which all data sets with a name have */
export function knownTestError({ testError }: SupervisedSummary): number {
  if (testError === null) throw new ArgumentError('data: must have a labelled test set');
  return testError;
}

/** Weights of a run `[K × N]`. */
export function weightsOf(run: FinishedRun): { weights: ArrayLike<number>; units: number; inputs: number } {
  const { shape, data } = readArray(path.join(run.folder, RUN_FILES.weights));
  return { weights: data, units: shape[0], inputs: shape[1] };
}

/** Units scaled to Σ|W|^p = 1, where those that were learned with another p can be compared. */
function onSphere(units: ChosenUnits, p: number): ChosenUnits {
  const { inputs } = units;
  const weights = units.weights.slice();
  const power = absolutePower(p);
  for (let from = 0; from < weights.length; from += inputs) {
    let norm = 0;
    for (let i = from; i < from + inputs; i++) norm += power(weights[i]);
    const length = norm ** (1 / p);
    if (length > 0) for (let i = from; i < from + inputs; i++) weights[i] /= length;
  }
  return { ...units, weights };
}

/** Hidden units at random: the same of every network. */
function chooseUnits(
  run: FinishedRun,
  { experiment, shown }: { experiment: Experiment; shown: number },
): { readonly units: ChosenUnits; readonly numbers: readonly number[] } {
  const { weights, units, inputs } = weightsOf(run);
  const stream = randomStream(experiment.seeds[0], 'reproduce/units');
  const numbers = Array.from(permutation(units, stream).subarray(0, Math.min(shown, units)));
  const chosen = new Float64Array(numbers.length * inputs);
  numbers.forEach((unit, row) => {
    for (let i = 0; i < inputs; i++) chosen[row * inputs + i] = weights[unit * inputs + i];
  });
  const { shape } = experiment.split.train;
  return { units: { weights: chosen, units: numbers.length, inputs, shape }, numbers };
}
