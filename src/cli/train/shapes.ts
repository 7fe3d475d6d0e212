/** Shapes of the documents that a training run leaves, and a report is made from. */
import type { Comparison, EpochMetrics, NormDeviation, TrainSummary } from '../../experiments/types.ts';
import type {
  DecisionDifference,
  EpochAgreement,
  RankRegimes,
  RankTable,
} from '../../experiments/comparison-types.ts';
import { anyNumber, list, number, orNull, record, text } from '../../runs/json-shape.ts';
import type { Shape } from '../../runs/json-shape.ts';

/** The document of `--compare`. */
export interface ComparedSummary {
  readonly exact: TrainSummary;
  readonly ranking: TrainSummary;
  readonly comparison: Comparison;
}

const normDeviation = record<NormDeviation>({ median: anyNumber, p95: anyNumber, max: anyNumber });

export const epochMetricsShape: Shape<EpochMetrics> = record({
  epoch: number,
  seconds: number,
  meanActive: number,
  meanHebbian: number,
  meanAntiHebbian: number,
  deadUnits: number,
  normDeviation,
  meanLargestCurrent: anyNumber,
  unsolved: number,
  diverged: number,
  nonFinite: number,
});

export const trainSummaryShape: Shape<TrainSummary> = record({
  algorithm: text(),
  data: record({ name: text(), examples: number, inputs: number }),
  hidden: number,
  epochs: number,
  seed: number,
  seconds: record({ total: number, perEpoch: number }),
  weights: record({ path: text(), sha256: text(), min: anyNumber, max: anyNumber, normDeviation }),
  activity: record({ meanActive: number, meanHebbian: number, meanAntiHebbian: number, deadUnits: number }),
  diverged: list(number),
  run: text(),
});

const agreement = { winnerAgreement: number, hebbianJaccard: number, antiHebbianJaccard: number };
const regimes = { active: number, hebbian: number, antiHebbian: number };
const ranks = record<RankTable>({
  ranks: list(record<{ readonly rank: number } & RankRegimes>({ rank: number, ...regimes })),
  beyond: record(regimes),
});
const difference = record<DecisionDifference>({ same: number, extra: number, missed: number });

const comparisonShape: Shape<Comparison> = record({
  ...agreement,
  summary: text(),
  matchedCosine: record({ median: anyNumber, p05: anyNumber, p95: anyNumber }),
  match: list(number),
  weightDistance: record({ matched: anyNumber, byIndex: anyNumber }),
  readoutError: orNull(record({ exact: number, ranking: number })),
  epochs: list(record<EpochAgreement>({ epoch: number, ...agreement })),
  ranks: record({ exact: ranks, ranking: ranks }),
  shortcut: record({
    winnerAgreement: orNull(number),
    silent: number,
    hebbian: difference,
    antiHebbian: difference,
    opposite: number,
  }),
  activeByInhibition: list(record({ inhibition: number, meanActive: number })),
  examples: record({ perEpoch: number, atEnd: number }),
});

export const comparedSummaryShape: Shape<ComparedSummary> = record({
  exact: trainSummaryShape,
  ranking: trainSummaryShape,
  comparison: comparisonShape,
});
