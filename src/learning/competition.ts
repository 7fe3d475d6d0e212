/**
 * Which hidden units learn from an example, and how strongly: the one interface of the exact algorithm (activities of
 * eq. 4 at steady state, then g(h)) and of the shortcut (ranks of the currents, section 3).
 */
import type { ActiveSet, SteadyStateSolver } from '../dynamics/active-set.ts';
import { createActiveSet } from '../dynamics/active-set.ts';
import { ArgumentError, SolveError } from '../errors.ts';
import type { Selection } from '../kernels/selection.ts';
import type { UnitActivation } from './activation.ts';

/** The units that learn from one example. Buffers belong to the rule and change at its next call. */
export interface Decision {
  /** Number of units with g ≠ 0. */
  count: number;
  /** `[≥ count]` those units, the winner first. */
  readonly units: Int32Array;
  /** `[≥ count]` their g. */
  readonly activation: Float64Array;
  /** Units with h > 0 (exact), or with g ≠ 0 (ranking, which knows no h). */
  active: number;
  /** The units with h > 0 and their activities; none under ranking. */
  set: ActiveSet;
  /** The unit with the largest current, and so activity; −1 where no unit is active. */
  winner: number;
  /** False when eq. 4 was not solved for this example (see its retcode): then no unit learns from it. */
  solved: boolean;
}

/** Decides from the currents `[K]` of one example. */
export type Competition = (currents: Float64Array) => Decision;

function createDecision(room: number): Decision {
  return {
    set: createActiveSet(0),
    count: 0,
    units: new Int32Array(room),
    activation: new Float64Array(room),
    active: 0,
    winner: -1,
    solved: true,
  };
}

/**
 * The exact rule: activities from eq. 4, g(h) for the active units.
 * @param units K
 * @param solver steady state of eq. 4 from h(0) = 0
 * @param activation g(h); asked only for h > 0
 * @remarks A state that only exact ties hold (`tied`) is taken as it is: from h(0) = 0 it is where eq. 4 leads.
 */
export function createExactCompetition(
  units: number,
  solver: SteadyStateSolver,
  activation: UnitActivation,
): Competition {
  const decision = createDecision(units);
  return (currents) => {
    const set = solver(currents);
    decision.set = set;
    decision.count = 0;
    decision.active = 0;
    decision.winner = -1;
    decision.solved = set.retcode === 'Success' || set.retcode === 'Terminated' || set.tied;
    if (!decision.solved) return decision;
    decision.active = set.count;
    if (set.count > 0) decision.winner = set.units[0];
    for (let i = 0; i < set.count; i++) {
      const g = activation(set.activity[i], set.units[i]);
      if (g === 0) continue;
      if (!Number.isFinite(g)) {
        throw new SolveError(
          `activation: must be finite (got ${g} at h = ${set.activity[i]}); mend the expression, or bound it with min and max`,
        );
      }
      decision.units[decision.count] = set.units[i];
      decision.activation[decision.count] = g;
      decision.count++;
    }
    return decision;
  };
}

/**
 * The rule of a single linear unit: at steady state h = I, of either sign, and it learns with g(h) at both.
 * @param activation g(h)
 */
export function createLinearCompetition(activation: UnitActivation): Competition {
  const decision = createDecision(1);
  const set = createActiveSet(1);
  decision.set = set;
  return ([h]) => {
    const g = activation(h, 0);
    decision.solved = Number.isFinite(g);
    decision.count = decision.solved && g !== 0 ? 1 : 0;
    decision.activation[0] = g;
    set.count = h > 0 ? 1 : 0;
    set.activity[0] = h;
    decision.active = set.count;
    decision.winner = set.count - 1;
    return decision;
  };
}

/**
 * The shortcut of section 3: g = 1 for the unit with the largest current, −Δ for the k-th.
 * @param rank k from 2 to K
 * @param delta Δ ≥ 0
 * @param selection searches among the currents `[K]`
 * @throws ArgumentError when k or Δ is out of range
 */
export function createRankingCompetition(rank: number, delta: number, selection: Selection): Competition {
  const { found } = selection;
  const units = found.length;
  if (!(Number.isInteger(rank) && rank >= 2 && rank <= units)) {
    throw new ArgumentError(
      `rank: must be an integer from 2 to the number of hidden units ${units} (got ${rank})`,
    );
  }
  if (!(delta >= 0 && delta < Infinity)) {
    throw new ArgumentError(`delta: must be >= 0 and finite (got ${delta}); the sign is put in by the rule`);
  }
  const decision = createDecision(2);
  return (currents) => {
    selection.largest(currents, rank);
    decision.units[0] = found[0];
    decision.activation[0] = 1;
    decision.units[1] = found[rank - 1];
    decision.activation[1] = -delta;
    decision.count = delta === 0 ? 1 : 2;
    decision.active = decision.count;
    decision.winner = found[0];
    return decision;
  };
}
