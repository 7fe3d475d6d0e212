/** The unsupervised phase: weights of a hidden layer from examples. */
import { resolveTrainOptions, TRAIN_OPTIONS } from './train-options.ts';
import type { TrainOptions } from './train-options.ts';
import { runTraining } from './training-run.ts';
import type { TrainHooks, TrainResult } from './training-run.ts';

/**
 * Trains a layer of hidden units on examples, by one of two algorithms.
 *
 * `exact` (section 2): for one example after another the activities h of eq. 4 at steady state, then eq. 2 with g(h)
 * for a presentation that shortens linearly to 0 over the run. `ranking` (section 3): ranks of the currents in place
 * of activities, one Euler step per minibatch.
 * @returns weights `[K, N]` and what each epoch did. Same options and seed, same bits, also those of the command
 * `train`.
 * @throws ArgumentError for an option out of its range, an unknown one, or a number that is not finite
 * @throws ShapeError when examples and initial weights do not fit each other
 * @throws SolveError when an expression for g(h) is not finite
 * @remarks O(K · non-zeros) per example. Departs from the paper in that g is frozen during a presentation. A unit that
 * diverges is listed, not thrown.
 */
export async function train(options: TrainOptions & TrainHooks): Promise<TrainResult> {
  const setup = resolveTrainOptions('train', options, [...TRAIN_OPTIONS, 'onEpoch', 'breathe']);
  const { result } = await runTraining(setup, setup.resolved.algorithm, options);
  return result;
}
