/** Fig. 2: one presentation under the weights of the exact algorithm. */
import type { Dataset } from '../../data/dataset.ts';
import { SolveError } from '../../errors.ts';
import { createExampleSource } from '../../experiments/example-source.ts';
import { createCurrentActivity } from '../../experiments/hidden-activity.ts';
import { TRAINING_DEFAULTS } from '../../experiments/training-defaults.ts';
import { solvePresentation } from '../../report/figures/paper-pipeline.ts';
import type { SolvedPresentation } from '../../report/figures/paper-pipeline.ts';
import type { Experiment } from './experiment.ts';
import { weightsOf } from './networks.ts';
import { networkSteps } from './plan.ts';

/** Examples that are looked through. */
const CANDIDATES = 100;

/** The first training example with Hebbian and anti-Hebbian units, or the first one where there is none. */
export async function presentExample(
  experiment: Experiment,
): Promise<{ readonly example: number; readonly presentation: SolvedPresentation }> {
  const steps = networkSteps('exact', experiment.context(experiment.seeds[0]));
  const { weights, units } = weightsOf(await experiment.ensure(steps.hidden));
  const { normalize, p, inhibition, threshold, delta } = {
    ...TRAINING_DEFAULTS,
    ...experiment.recipe.exact.train,
  };
  const { train } = experiment.split;
  const source = createExampleSource(train, normalize);
  const currentsOf = createCurrentActivity(source, { weights, units, p, inhibition: null });
  let first: SolvedPresentation | null = null;
  for (let example = 0; example < Math.min(CANDIDATES, train.examples); example++) {
    const currents = new Float32Array(units);
    currentsOf(example, currents);
    const solved = solvePresentation({
      ...{ ...inputOf(train, example), shape: train.shape, divisor: train.divisor },
      ...{ currents: Float64Array.from(currents), inhibition, threshold, delta },
    });
    first ??= solved;
    if (solved !== null && solved.hebbian.length > 0 && solved.antiHebbian.length > 0) {
      return { example, presentation: solved };
    }
  }
  if (first === null)
    throw new SolveError('fig2: eq. 4 reaches no steady state on any of the first examples');
  return { example: 0, presentation: first };
}

function inputOf({ values, inputs }: Dataset, example: number): { readonly input: ArrayLike<number> } {
  return { input: values.subarray(example * inputs, (example + 1) * inputs) };
}
