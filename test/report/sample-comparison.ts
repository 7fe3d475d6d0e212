/** A comparison with numbers that differ from one another, so that each can be looked for. */
import type { RankTable } from '../../src/experiments/comparison-types.ts';
import type { Comparison } from '../../src/experiments/types.ts';

const nobody = { active: 0, hebbian: 0, antiHebbian: 0 };

const exactRanks: RankTable = {
  ranks: [
    { rank: 1, active: 0.99, hebbian: 0.91, antiHebbian: 0.08 },
    { rank: 2, active: 0.77, hebbian: 0.11, antiHebbian: 0.66 },
    { rank: 3, active: 0.35, hebbian: 0.02, antiHebbian: 0.29 },
    ...[4, 5, 6].map((rank) => ({ rank, ...nobody })),
  ],
  beyond: nobody,
};

const rankingRanks: RankTable = {
  ranks: [
    { rank: 1, active: 1, hebbian: 1, antiHebbian: 0 },
    { rank: 2, active: 1, hebbian: 0, antiHebbian: 1 },
    ...[3, 4, 5, 6].map((rank) => ({ rank, ...nobody })),
  ],
  beyond: nobody,
};

export const sampleComparison: Comparison = {
  summary: 'The features of the exact run are better & the rest follows.',
  winnerAgreement: 0.613,
  hebbianJaccard: 0.527,
  antiHebbianJaccard: 0.219,
  matchedCosine: { median: 0.83, p05: 0.37, p95: 0.96 },
  match: [5, 4, 3, 2, 1, 0],
  weightDistance: { matched: 0.48, byIndex: 0.72 },
  readoutError: { exact: 0.0712, ranking: 0.0845 },
  epochs: [1, 2, 3].map((epoch) => ({
    epoch,
    winnerAgreement: 0.9 - 0.101 * epoch,
    hebbianJaccard: 0.8 - 0.102 * epoch,
    antiHebbianJaccard: 0.5 - 0.103 * epoch,
  })),
  ranks: { exact: exactRanks, ranking: rankingRanks },
  shortcut: {
    winnerAgreement: 0.998,
    silent: 0.01,
    hebbian: { same: 0.874, extra: 0.09, missed: 0.13 },
    antiHebbian: { same: 0.346, extra: 0.31, missed: 0.42 },
    opposite: 0.17,
  },
  activeByInhibition: [
    { inhibition: 0, meanActive: 5.5 },
    { inhibition: 0.5, meanActive: 3.2 },
    { inhibition: 0.95, meanActive: 2.11 },
    { inhibition: 1.2, meanActive: 1 },
  ],
  examples: { perEpoch: 1000, atEnd: 1234 },
};
