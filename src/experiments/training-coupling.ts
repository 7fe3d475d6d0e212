/** The part of training in which h follows the weights during a presentation. */
import { ArgumentError } from '../errors.ts';
import type { Coupling, CoupledOptions, CoupledPresentation } from '../learning/coupled-presentation.ts';
import { createCoupledPresentation } from '../learning/coupled-presentation.ts';
import { compileActivation } from '../learning/expression.ts';
import { switchedSmooth, switchedStep } from '../learning/switched-activation.ts';
import type { Algorithm } from './types.ts';

/** The options of learning that go together with the coupling; see `LearningOptions`. */
interface CouplingOptions {
  readonly algorithm: Algorithm;
  readonly coupling: Coupling;
  readonly flow: string;
  readonly steadyState: string;
}

/** @throws ArgumentError where h is to follow the weights, and another option says how to do without */
export function checkCoupling({ coupling, algorithm, flow, steadyState }: CouplingOptions, p: number): void {
  if (coupling === 'frozen' || algorithm === 'ranking') return;
  const refuse = (option: string, bound: string, given: string | number): never => {
    throw new ArgumentError(`${option}: must be ${bound} with coupling ${coupling} (got ${given})`);
  };
  if (!(p > 1)) refuse('p', '> 1', p);
  if (flow !== 'reduced') refuse('flow', 'reduced', flow);
  if (steadyState !== 'closed-form') refuse('steady-state', 'closed-form', steadyState);
}

/** What a coupled presentation takes from the options of training. */
type TrainedCoupling = Omit<CoupledOptions, 'activation' | 'maxSteps'> & {
  /** `step`, or an expression in h. */
  readonly activation: string;
  readonly threshold: number;
  readonly delta: number;
};

/**
 * The presentations of a training run.
 * @throws ArgumentError for an option out of its range
 */
export function createTrainedCoupling(options: TrainedCoupling): CoupledPresentation {
  const { activation, threshold, delta } = options;
  const isStep = activation === 'step';
  return createCoupledPresentation({
    ...options,
    activation: isStep ? switchedStep(threshold, delta) : switchedSmooth(compileActivation(activation)),
  });
}
