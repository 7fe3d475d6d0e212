/** What a training run reports; the JSON of the command line (names fixed, see the README's reference). */

import type { RuleName } from '../learning/learning-rule.ts';
import type {
  ActiveAtInhibition,
  DecisionAgreement,
  EpochAgreement,
  RankTable,
  ShortcutError,
  WeightDistance,
} from './comparison-types.ts';

/** The two ways to decide which hidden units learn: solve eq. 4, or rank the currents (section 3). */
export type Algorithm = 'exact' | 'ranking';

/** One line of `metrics.jsonl`: averages over one epoch. */
export interface EpochMetrics {
  /** From 1. */
  readonly epoch: number;
  readonly seconds: number;
  /** Per example: units with h > 0 (exact) or with g ≠ 0 (ranking). */
  readonly meanActive: number;
  /** Per example: units with g > 0. */
  readonly meanHebbian: number;
  /** Per example: units with g < 0. */
  readonly meanAntiHebbian: number;
  /** Units that were not Hebbian once in this epoch. */
  readonly deadUnits: number;
  /** |Σ|W|^p − R^p| / R^p over the units, at the end of the epoch. */
  readonly normDeviation: NormDeviation;
  /** Largest current of an example, averaged: the scale that h* is compared with. */
  readonly meanLargestCurrent: number;
  /** Examples for which eq. 4 was not solved, so that nothing was learned from them. */
  readonly unsolved: number;
  /** Number of units that have diverged so far. */
  readonly diverged: number;
  /** Units with a weight, or a norm Σ|W|^p, beyond the range of numbers at the end of the epoch. */
  readonly nonFinite: number;
}

/** |Σ|W|^p − R^p| / R^p over the units. */
export interface NormDeviation {
  readonly median: number;
  readonly p95: number;
  readonly max: number;
}

/** `summary.json` of a run folder. */
export interface TrainSummary {
  readonly algorithm: Algorithm;
  /** Left out for `krotov-hopfield`. */
  readonly rule?: RuleName;
  readonly data: { readonly name: string; readonly examples: number; readonly inputs: number };
  readonly hidden: number;
  readonly epochs: number;
  readonly seed: number;
  readonly seconds: { readonly total: number; readonly perEpoch: number };
  readonly weights: {
    readonly path: string;
    readonly sha256: string;
    readonly min: number;
    readonly max: number;
    readonly normDeviation: NormDeviation;
  };
  readonly activity: {
    readonly meanActive: number;
    readonly meanHebbian: number;
    readonly meanAntiHebbian: number;
    readonly deadUnits: number;
  };
  /** Units that diverged. */
  readonly diverged: readonly number[];
  /** Absolute path of the run folder. */
  readonly run: string;
}

/** How two runs from the same start and the same order of examples compare; the agreement is that at the end of training. */
export interface Comparison extends DecisionAgreement {
  /** It all in a sentence. */
  readonly summary: string;
  /** Cosines of the weight vectors matched one to one (Hungarian method). */
  readonly matchedCosine: { readonly median: number; readonly p05: number; readonly p95: number };
  /** `match[μ]`: the unit of the second run that is matched with unit μ of the first. */
  readonly match: readonly number[];
  readonly weightDistance: WeightDistance;
  /** Test error of the same quick linear readout on both, as a fraction; null without labels. */
  readonly readoutError: { readonly exact: number; readonly ranking: number } | null;
  /** Agreement at the end of each epoch. */
  readonly epochs: readonly EpochAgreement[];
  /** Each run by its own weights. */
  readonly ranks: { readonly exact: RankTable; readonly ranking: RankTable };
  /** The shortcut under the exact run's weights. */
  readonly shortcut: ShortcutError;
  /** Active units of the exact run's weights as w_inh varies; its own value is among them. */
  readonly activeByInhibition: readonly ActiveAtInhibition[];
  /** Examples, the first of the data set, that were looked at: after each epoch and for `activeByInhibition`, and at the end. */
  readonly examples: { readonly perEpoch: number; readonly atEnd: number };
}
