/** The document that a run writes: docs/benchmarks/results.json. */
import type { Machine } from './machine.ts';
import type { Spread } from './statistics.ts';

/** How eq. 4 was solved, and to where. */
export interface DynamicsRow {
  readonly units: number;
  readonly inhibition: number;
  readonly method: string;
  /** `steady`: until the steady state is known; `end`: to t = 20 τ. */
  readonly until: 'steady' | 'end';
  /** null for exact methods. */
  readonly rtol: number | null;
  /** Per solve; null where it was not measured. */
  readonly seconds: Spread | null;
  /** Largest |r(h) − exact| (steady) or |h − exact| (end) over the units, relative to the largest |h|: geometric mean over the vectors. */
  readonly error: number | null;
  /** Why it was not measured. */
  readonly reason: string | null;
}

/** One way to train, in a process of its own per round. */
export interface EpochRow {
  readonly id: string;
  readonly name: string;
  readonly units: number;
  readonly threads: number;
  /** Examples that were timed, and those of an epoch, to which the seconds are scaled. */
  readonly timedExamples: number;
  readonly epochExamples: number;
  readonly seconds: Spread | null;
  /** Largest resident memory of the process. */
  readonly peakBytes: Spread | null;
  readonly reason: string | null;
}

/** Peak memory of a whole command. */
export interface CommandMemory {
  readonly name: string;
  readonly peakBytes: Spread | null;
  readonly reason: string | null;
}

/** How the cost of the exact rule grows with one quantity. */
export interface GrowthSeries {
  readonly quantity: string;
  /** Seconds per example, or per epoch where examples vary. */
  readonly cost: string;
  readonly points: readonly { readonly size: number; readonly seconds: Spread }[];
  /** Of the medians. */
  readonly exponent: number;
}

/** One sweep in a process of its own. */
export interface SweepRow {
  readonly points: number;
  readonly workers: number;
  /** From the first worker's start to the last one's end. */
  readonly seconds: number;
  /** Of all points together, as their rows have them. */
  readonly inJobs: number;
  /** Of the process that has the workers. */
  readonly peakBytes: number;
}

/** What sweeps cost beside their points. */
export interface SweepCosts {
  readonly rows: readonly { readonly name: string; readonly turns: readonly SweepRow[] }[];
  /** Wall time · workers ÷ points less the mean time of a point, in ms. */
  readonly overhead: Spread;
  /** Seconds of the same sweep. */
  readonly workers: { readonly one: Spread; readonly two: Spread };
  readonly memory: { readonly few: Spread; readonly many: Spread };
}

/** A target of the project, and what this run says of it. */
export interface Target {
  readonly name: string;
  readonly bound: number;
  readonly sense: 'at least' | 'at most';
  readonly unit: string;
  /** null where it was not measured. */
  readonly measured: Spread | null;
  readonly reached: boolean | null;
  readonly reason: string | null;
}

/** Everything. A section that was not chosen is null. */
export interface Results {
  readonly machine: Machine;
  readonly quick: boolean;
  readonly data: string;
  readonly dynamics: readonly DynamicsRow[] | null;
  readonly epoch: readonly EpochRow[] | null;
  readonly growth: readonly GrowthSeries[] | null;
  readonly memory: readonly CommandMemory[] | null;
  readonly sweeps: SweepCosts | null;
  readonly targets: readonly Target[];
}
