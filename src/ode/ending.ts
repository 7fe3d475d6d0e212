/** How a solve ended, in words: t, the step, the error estimate, the worst component, and what to do. */
import type { Retcode, SolveStats } from './types.ts';

export interface Ending {
  readonly retcode: Retcode;
  readonly t: number;
  /** The step tried last; 0 before the first. */
  readonly step: number;
  /** Error estimate of that step in units of the tolerance; NaN where there is none. */
  readonly error: number;
  /** The component that is to blame: what it is, and its value. */
  readonly worst: { readonly name: string; readonly value: number };
}

const ADVICE: Readonly<Record<'MaxIters' | 'DtLessThanMin' | 'NonFinite' | 'Unstable', string>> = {
  MaxIters: 'raise maxSteps or maxEvaluations, loosen rtol and atol, or shorten the interval',
  DtLessThanMin:
    'dy/dt probably jumps or is singular here: stop before it and restart beyond it, loosen rtol and atol, or lower minStep',
  NonFinite: 'y has probably left the domain of dy/dt: check the right-hand side there',
  Unstable: 'the solution blows up: end the solve before this t, or check signs and parameters',
};

/** One line. @param terminal the terminal event that ended the solve, or −1 */
export function describeEnding(ending: Ending, stats: Readonly<SolveStats>, terminal: number): string {
  const { retcode, t, step, error, worst } = ending;
  switch (retcode) {
    case 'Success':
    case 'Stiff':
      return `reached t = ${t}`;
    case 'Terminated':
      return terminal < 0 ? `stopped by stopWhen at t = ${t}` : `stopped by events[${terminal}] at t = ${t}`;
    default: {
      const steps = `${stats.accepted} accepted and ${stats.rejected} rejected steps`;
      const estimate = Number.isFinite(error)
        ? `error ${error.toPrecision(3)} × tolerance`
        : 'no error estimate';
      return (
        `${retcode} at t = ${t} after ${steps}: last step ${step.toPrecision(3)}, ${estimate}, ` +
        `worst component ${worst.name} = ${worst.value}; ${ADVICE[retcode]}`
      );
    }
  }
}

/** Warning for a solve that met stiffness at `t`. */
export function describeStiffness(t: number): string {
  return `Stiff: at t = ${t} stability, not accuracy, limits the step; an explicit method will need many steps`;
}
