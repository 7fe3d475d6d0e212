/** The energy of eq. 4 along relaxations: it never rises (`energy` of `src/dynamics`). */
import { energy } from '../dynamics/energy.ts';
import type { RandomStream } from '../kernels/random.ts';
import { createStepPair } from '../ode/step-pair.ts';
import type { Method, RightHandSide } from '../ode/types.ts';
import { createFallTally } from './lyapunov-tallies.ts';
import type { EnergyReport } from './lyapunov-types.ts';

/** Eq. 4 for given currents and w_inh; only tests hand in another than `hiddenDynamics`. */
export type CreateHiddenField = (
  currents: Float64Array,
  options: { readonly inhibition: number },
) => RightHandSide;

/** Accuracy of the relaxations. */
export interface EnergyOptions {
  readonly inhibition: number;
  readonly method: Method;
  readonly rtol: number;
  readonly atol: number;
  readonly createHiddenField: CreateHiddenField;
}

/** Steps of a relaxation and the length of each, in units of τ: long enough for all but the slowest modes. */
const STEPS = 30;
const STEP = 0.25;

/** Follows relaxations at one inhibition. */
export interface EnergyCheck {
  /** From h(0) = 0 and from random activities of the size of the currents `[K]`. */
  readonly add: (currents: Float64Array, stream: RandomStream) => void;
  readonly report: () => EnergyReport;
}

export function createEnergyCheck(options: EnergyOptions): EnergyCheck {
  const { inhibition, createHiddenField } = options;
  const tally = createFallTally();
  let relaxations = 0;
  let unfinished = 0;

  const relax = (currents: Float64Array, initial: Float64Array): void => {
    const field = createHiddenField(currents, { inhibition });
    const pair = createStepPair(field, currents.length, { ...options, duration: STEP });
    const presentation = relaxations++;
    let h = initial;
    for (let step = 0; step < STEPS; step++) {
      if (pair.advance(h) !== 'Success') {
        unfinished++;
        return;
      }
      const before = energy(h, currents, inhibition);
      const fine = energy(pair.fine, currents, inhibition);
      const coarse = energy(pair.coarse, currents, inhibition);
      const rounding =
        (currents.length + 8) *
        Number.EPSILON *
        (energySize(h, currents, inhibition) + energySize(pair.fine, currents, inhibition));
      tally.add(before - fine, Math.abs(fine - coarse) + rounding, { presentation, step });
      h = pair.fine.slice();
    }
  };

  return {
    add: (currents, stream) => {
      const scale = currents.reduce((most, current) => Math.max(most, Math.abs(current)), 0);
      relax(currents, new Float64Array(currents.length));
      relax(
        currents,
        Float64Array.from(currents, () => scale * stream.normal()),
      );
    },
    report: () => ({ inhibition, relaxations, unfinished, ...tally.count() }),
  };
}

/** Sum of the magnitudes of the terms of E, to which its rounding is relative. */
function energySize(h: Float64Array, currents: Float64Array, inhibition: number): number {
  const sum = h.reduce((total, activity) => total + Math.max(activity, 0), 0);
  return h.reduce(
    (total, activity, mu) =>
      total + Math.max(activity, 0) * (inhibition * sum + Math.abs(currents[mu]) + Math.abs(activity)),
    0,
  );
}
