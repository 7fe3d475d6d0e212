/** What eq. 4 does at one inhibition w: the state that it reaches, how fast, what else is steady, and who starts where. */
import { randomStream } from '../kernels/random.ts';
import { createEventSolver } from './events.ts';
import type { InhibitionDiagram, UnstableStates } from './inhibition-diagram.ts';
import { countUnstable, stableWinners } from './inhibition-diagram.ts';
import { relax } from './relax.ts';
import { activeUnits } from './verdict.ts';

/** A relaxation rate of the steady state, in units of 1/τ; negative: a disturbance grows. */
export interface RelaxationRate {
  readonly rate: number;
  /** Number of modes that have it. */
  readonly modes: number;
}

/** Where random initial activities lead. */
export interface Basins {
  readonly samples: number;
  /** Units that ended alone, by falling count. */
  readonly winners: readonly { readonly unit: number; readonly count: number }[];
  /** Samples that ended with several units active. */
  readonly shared: number;
  /** Samples that did not end within the solver's limit. */
  readonly unsolved: number;
}

/** Eq. 4 at one w. */
export interface InhibitionState {
  readonly inhibition: number;
  /** n active units, and which, in the state from h(0) = 0. */
  readonly active: number;
  readonly units: readonly number[];
  /** `[K]` h of that state. */
  readonly activity: Float64Array;
  /** Held by an exact tie only: `neutral` at w = 1, `unstable` above. */
  readonly stability: 'stable' | 'neutral' | 'unstable';
  readonly energy: number;
  readonly rates: readonly RelaxationRate[];
  /** Units with a stable state of their own (w > 1); from h(0) = const the largest current wins. */
  readonly winners: readonly number[];
  /** null where there are more than `MOST_COUNTED`. */
  readonly unstable: UnstableStates | null;
  /** null below w = 1, where all starts lead to the one state, or where no samples were asked for. */
  readonly basins: Basins | null;
}

/** Unstable states are counted up to that many: a moment's work. */
export const MOST_COUNTED = 100_000;

/** How many random starts, and from which seed. */
export interface BasinOptions {
  /** 0: none. */
  readonly samples: number;
  readonly seed: number;
}

/**
 * Rates of a state with n active units of K: 1 + w(n−1) for their sum, 1 − w for their n − 1 differences, 1 for each
 * inactive unit.
 */
export function relaxationRates(units: number, active: number, inhibition: number): RelaxationRate[] {
  return [
    { rate: 1 + inhibition * (active - 1), modes: Math.min(active, 1) },
    { rate: 1 - inhibition, modes: Math.max(active - 1, 0) },
    { rate: 1, modes: units - active },
  ].filter(({ modes }) => modes > 0);
}

/**
 * Everything about one w.
 * @param inhibition w ≥ 0
 * @throws ArgumentError when w or a current is out of its range
 * @remarks O(K log K), and an exact trajectory per sample: O(K + √K per switch).
 */
export function inhibitionState(
  diagram: InhibitionDiagram,
  inhibition: number,
  sampling: BasinOptions,
): InhibitionState {
  const { currents } = diagram;
  const [{ activity, active, energy }] = relax({
    currents,
    inhibition,
    method: 'closed-form',
  }).results;
  const tied = active.length > 1 && inhibition >= 1;
  return {
    inhibition,
    active: active.length,
    units: active,
    activity,
    stability: !tied ? 'stable' : inhibition === 1 ? 'neutral' : 'unstable',
    energy,
    rates: relaxationRates(currents.length, active.length, inhibition),
    winners: inhibition > 1 ? stableWinners(diagram, inhibition) : [],
    unstable: countUnstable(diagram, inhibition, MOST_COUNTED),
    basins: sampling.samples === 0 || inhibition < 1 ? null : basins(diagram, inhibition, sampling),
  };
}

/**
 * Ends of exact trajectories from random initial activities, independent and uniform between 0 and the largest current.
 * Every w sees the same ones.
 */
export function basins(
  { currents, order }: InhibitionDiagram,
  inhibition: number,
  { samples, seed }: BasinOptions,
): Basins {
  const units = currents.length;
  const stream = randomStream(seed, 'inhibition/basins');
  const solve = createEventSolver({ units, inhibition });
  const width = Math.max(currents[order[0]], 0);
  const counts = new Map<number, number>();
  let shared = 0;
  let unsolved = 0;
  for (let sample = 0; sample < samples; sample++) {
    const initial = Float64Array.from({ length: units }, () => width * stream.uniform());
    const { limit } = solve(currents, { initial });
    if (limit === null) {
      unsolved++;
      continue;
    }
    const active = activeUnits(limit.activity);
    if (active.length === 1) counts.set(active[0], (counts.get(active[0]) ?? 0) + 1);
    else shared += Math.min(active.length, 1);
  }
  const winners = [...counts].map(([unit, count]) => ({ unit, count }));
  winners.sort((a, b) => b.count - a.count || a.unit - b.unit);
  return { samples, winners, shared, unsolved };
}
