/** How much is measured: the whole benchmark, and a short one that only shows that everything runs. */
import type { DynamicsPlan } from './dynamics.ts';
import type { EpochPlan } from './epoch.ts';
import type { GrowthPlan } from './growth.ts';
import type { SweepPlan } from './sweeps.ts';

/** Plans of all sections. */
export interface Plan {
  /** Examples of the data. */
  readonly examples: number;
  readonly dynamics: DynamicsPlan;
  readonly epoch: EpochPlan;
  readonly growth: GrowthPlan;
  readonly sweeps: SweepPlan;
}

/** 1, 2, 4, … up to what there is. */
function threadCounts(available: number): number[] {
  const counts: number[] = [];
  for (let threads = 1; threads < available; threads *= 2) counts.push(threads);
  return [...counts, available];
}

/** `count` sizes, each twice the one before. */
function doubled(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first * 2 ** i);
}

const INHIBITIONS: readonly number[] = [0.2, 0.9, 1.5];

/** Some ten minutes on two cores that do nothing else. */
export function fullPlan(available: number, rounds = 5): Plan {
  return {
    examples: 60_000,
    dynamics: {
      units: [100, 2000, 20_000],
      inhibitions: INHIBITIONS,
      ladderUnits: 2000,
      ladder: [1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9],
      samples: 5,
      rounds,
    },
    epoch: { units: [100, 2000], threads: [1, 2], rounds, mostExamples: 60_000 },
    growth: {
      rounds,
      examples: 1000,
      units: doubled(125, 6),
      inputs: doubled(196, 5),
      densities: doubled(0.05, 5),
      exampleCounts: doubled(1000, 5),
      threads: threadCounts(available),
    },
    sweeps: { rounds, shortPoints: 1000, longPoints: 60, memoryPoints: [1000, 10_000] },
  };
}

/** About a minute. */
export function quickPlan(available: number, rounds = 1): Plan {
  return {
    examples: 2000,
    dynamics: {
      units: [100, 2000],
      inhibitions: INHIBITIONS,
      ladderUnits: 2000,
      ladder: [1e-5, 1e-6, 1e-7],
      samples: 1,
      rounds,
    },
    epoch: { units: [100, 2000], threads: [1, 2], rounds, mostExamples: 1000 },
    growth: {
      rounds,
      examples: 250,
      units: doubled(125, 5),
      inputs: doubled(98, 5),
      densities: doubled(0.05, 5),
      exampleCounts: doubled(125, 5),
      threads: threadCounts(available),
    },
    sweeps: { rounds, shortPoints: 200, longPoints: 16, memoryPoints: [1000, 10_000] },
  };
}
