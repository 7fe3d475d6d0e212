/** Steady states of eq. 4 as the inhibition varies, for currents in any array. */
import ndarray from 'ndarray';
import type { NdArray } from 'ndarray';
import { inhibitionDiagram } from '../dynamics/inhibition-diagram.ts';
import type { InhibitionDiagram } from '../dynamics/inhibition-diagram.ts';
import { inhibitionState } from '../dynamics/inhibition-states.ts';
import type { InhibitionState as State } from '../dynamics/inhibition-states.ts';
import { readNumbers } from './numeric-array.ts';
import type { NumericArray } from './numeric-array.ts';
import { checkKeys, checkNumber } from './option-checks.ts';

/** What is looked at. Defaults in parentheses. */
export interface InhibitionOptions {
  /** `[M]` values of w_inh ≥ 0 (none: the breakpoints and winners alone). */
  readonly inhibitions?: NumericArray;
  /** Random h(0) that are followed to their end at each w ≥ 1 (0). */
  readonly samples?: number;
  /** Of the random h(0) (0). */
  readonly seed?: number;
}

/** Eq. 4 at one w. The array is its own. */
export interface InhibitionState extends Omit<State, 'activity'> {
  /** `[K]` h of the state from h(0) = 0. */
  readonly activity: NdArray<Float64Array>;
}

/** How the steady states depend on w. */
export interface InhibitionResult extends Omit<InhibitionDiagram, 'currents' | 'order'> {
  /** One for each of `inhibitions`. */
  readonly states: readonly InhibitionState[];
}

const OPTIONS: Readonly<Record<keyof InhibitionOptions, true>> = {
  inhibitions: true,
  samples: true,
  seed: true,
};

/**
 * All steady states of eq. 4 for given currents as w_inh varies: below 1 the w at which each unit drops out,
 * w_n = I_(n) / (c_n − (n−1) I_(n)); above 1 which units can win, and how many states are unstable.
 * @param currents `[K]` input currents I, of either sign
 * @throws ArgumentError for an option out of its range or an unknown one; ShapeError for currents that are no vector
 * @remarks O(K log K), and as much for each w; a sample costs an exact trajectory.
 */
export function inhibition(currents: NumericArray, options: InhibitionOptions = {}): InhibitionResult {
  checkKeys('inhibition', options, Object.keys(OPTIONS));
  const { inhibitions = [], samples = 0, seed = 0 } = options;
  checkNumber('samples', samples, { integer: true, min: 0 });
  checkNumber('seed', seed, { integer: true, min: 0 });
  const { values } = readNumbers('currents', currents, ['[K]']);
  const noneAsked = Array.isArray(inhibitions) && inhibitions.length === 0;
  const grid = noneAsked ? new Float64Array(0) : readNumbers('inhibitions', inhibitions, ['[M]']).values;
  const diagram = inhibitionDiagram(values);
  const { breakpoints, intervals, winners } = diagram;
  const states = Array.from(grid, (w) => {
    const state = inhibitionState(diagram, w, { samples, seed });
    return { ...state, activity: ndarray(state.activity) };
  });
  return { breakpoints, intervals, winners, states };
}
