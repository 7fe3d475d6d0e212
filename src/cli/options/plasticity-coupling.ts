/** How the options of `plasticity` go together: g is given, or follows from eq. 4 with `--coupling`. */
import { ArgumentError } from '../../errors.ts';
import { compileActivation } from '../../learning/expression.ts';
import type { CoupledPlasticityOptions } from '../../learning/coupled-plasticity.ts';
import type { SwitchedActivation } from '../../learning/switched-activation.ts';
import { switchedSmooth, switchedStep } from '../../learning/switched-activation.ts';
import { METHODS } from '../../ode/methods.ts';
import type { PlasticityOptions } from './plasticity.ts';
import { plasticityTable } from './plasticity.ts';

const COUPLING_ONLY = ['inhibition', 'threshold', 'delta', 'timescale'] as const;

/**
 * g where it is given.
 * @throws ArgumentError without it, or with an option that only `--coupling` uses
 */
export function givenActivation(options: PlasticityOptions): number | string {
  for (const name of COUPLING_ONLY) {
    if (options[name] === undefined) continue;
    throw new ArgumentError(
      `--${name}: needs --coupling frozen, adiabatic or full; without it g is given by --activation`,
    );
  }
  if (options.activation !== undefined) return options.activation;
  throw new ArgumentError(`--activation: must be given (${plasticityTable.activation.about}); for example 1`);
}

function needed(name: (typeof COUPLING_ONLY)[number], value: number | undefined, by: string): number {
  if (value !== undefined) return value;
  throw new ArgumentError(
    `--${name}: must be given ${by} (${plasticityTable[name].about}); for example ${plasticityTable[name].example ?? ''}`,
  );
}

function switchedActivation({ activation, threshold, delta }: PlasticityOptions): SwitchedActivation {
  if (activation === undefined || activation === 'step') {
    const by = 'with --coupling and the activation step';
    return switchedStep(needed('threshold', threshold, by), needed('delta', delta, by));
  }
  for (const [name, value] of Object.entries({ threshold, delta })) {
    if (value === undefined) continue;
    throw new ArgumentError(
      `--${name}: belongs to the activation step (got --activation ${activation}); write it into the expression`,
    );
  }
  return switchedSmooth(compileActivation(String(activation)));
}

/** The rule of `--coupling`, as the core takes it. */
export type CoupledRule = Pick<CoupledPlasticityOptions, 'inhibition' | 'activation'> &
  (
    | Pick<Extract<CoupledPlasticityOptions, { coupling: 'frozen' }>, 'coupling' | 'method'>
    | Pick<Extract<CoupledPlasticityOptions, { coupling: 'adiabatic' }>, 'coupling' | 'method'>
    | Pick<Extract<CoupledPlasticityOptions, { coupling: 'full' }>, 'coupling' | 'method' | 'timescale'>
  );

/**
 * The rule where g follows from eq. 4; null without `--coupling`.
 * @throws ArgumentError where an option is missing, or contradicts another
 */
export function coupledRule(options: PlasticityOptions, isMethodGiven: boolean): CoupledRule | null {
  const { coupling, method, timescale } = options;
  if (coupling === undefined) return null;
  const inhibition = needed('inhibition', options.inhibition, 'with --coupling');
  const activation = switchedActivation(options);
  const rule = { inhibition, activation };
  if (coupling !== 'full' && timescale !== undefined) {
    throw new ArgumentError(`--timescale: belongs to --coupling full (got ${coupling}); leave it out`);
  }
  if (coupling === 'frozen') return { ...rule, coupling, method };
  if (isMethodGiven && (method === 'reduced' || method === 'euler')) {
    throw new ArgumentError(
      `--method: must be one of ${METHODS.join(', ')} with --coupling ${coupling} (got ${method}); weights are reduced to one number per unit in any case`,
    );
  }
  const integrator = method === 'reduced' || method === 'euler' ? 'dopri5' : method;
  if (coupling === 'adiabatic') return { ...rule, coupling, method: integrator };
  return {
    ...rule,
    coupling,
    method: integrator,
    timescale: needed('timescale', timescale, 'with --coupling full'),
  };
}
