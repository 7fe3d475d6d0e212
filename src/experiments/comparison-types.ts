/** What a comparison of the exact algorithm with the shortcut measures; parts of the JSON of `train --compare`. */

/** How far two networks agree on the same examples. */
export interface DecisionAgreement {
  /** Share of examples on which the same unit is first. */
  readonly winnerAgreement: number;
  /** Mean Jaccard index of the sets of Hebbian units, per example (1 where both are empty). */
  readonly hebbianJaccard: number;
  readonly antiHebbianJaccard: number;
}

/** Agreement at the end of an epoch. */
export interface EpochAgreement extends DecisionAgreement {
  /** From 1. */
  readonly epoch: number;
}

/** What became of the units of a rank, as a share of the examples. */
export interface RankRegimes {
  /** h > 0 (exact), or g ≠ 0 (ranking, which knows no h). */
  readonly active: number;
  /** g > 0. */
  readonly hebbian: number;
  /** g < 0. */
  readonly antiHebbian: number;
}

/** What became of the units by the rank of their current, 1 the largest. */
export interface RankTable {
  /** The first ten ranks, or all K. */
  readonly ranks: readonly ({ readonly rank: number } & RankRegimes)[];
  /** Mean number of units of the ranks below those, per example. Shares and this add up to the means over all units. */
  readonly beyond: RankRegimes;
}

/** How one kind of decision differs. */
export interface DecisionDifference {
  /** Share of examples on which both choose the same units. */
  readonly same: number;
  /** Units per example that only the shortcut chooses. */
  readonly extra: number;
  /** Units per example that only the exact algorithm chooses. */
  readonly missed: number;
}

/** What the shortcut decides wrongly from the exact run's own weights, so from the same currents. */
export interface ShortcutError {
  /** Share of the examples with an active unit on which both have the same winner; null if there is none. */
  readonly winnerAgreement: number | null;
  /** Share of examples on which eq. 4 leaves no unit active, or is not solved; the shortcut strengthens one all the same. */
  readonly silent: number;
  readonly hebbian: DecisionDifference;
  readonly antiHebbian: DecisionDifference;
  /** Units per example that one of them strengthens and the other pushes away. */
  readonly opposite: number;
}

/** Active units at one inhibition. */
export interface ActiveAtInhibition {
  /** w_inh. */
  readonly inhibition: number;
  /** Per example. */
  readonly meanActive: number;
}

/** ‖A − B‖ / ‖A‖ (Frobenius) of the weights, A those of the exact run. */
export interface WeightDistance {
  /** Rows of B matched one to one with those of A. */
  readonly matched: number;
  /** Row by row: both runs start from the same weights. */
  readonly byIndex: number;
}
