/** The state of a training run as a checkpoint holds it, also within an epoch. Shuffling follows from seed and epoch. */
import type { StoredTraining } from '../../experiments/training.ts';
import type { EpochMetrics } from '../../experiments/types.ts';
import type { StoredLayer } from '../../learning/hidden-layer.ts';
import type { Divergence } from '../../learning/learner.ts';
import type { Checkpoint } from '../../runs/checkpoint.ts';
import { readLatestCheckpoint, takeUpCheckpoint, writeCheckpoint } from '../../runs/checkpoint.ts';
import type { RunSources } from '../runs/sources.ts';

/** All that decides how a run goes on. */
export interface TrainState {
  readonly training: StoredTraining;
  /** Of the epochs that are done. */
  readonly metrics: readonly EpochMetrics[];
  /** Of the whole run. */
  readonly divergences: readonly Divergence[];
  /** Time taken by the epoch under way. */
  readonly seconds: number;
  readonly sources: RunSources;
}

/** Sums of the tally in the order in which they are stored: as numbers, because JSON has no infinite ones. */
const SUMS = ['examples', 'active', 'hebbian', 'antiHebbian', 'largestCurrent', 'unsolved'] as const;

/** The part of the state that JSON can hold. */
type PlainState = Omit<TrainState, 'training'> & Pick<StoredTraining, 'epochsDone' | 'examplesDone'>;

/** Stores the state. */
export function saveState(folder: string, { training, ...rest }: TrainState): void {
  const { layer, tally, epochsDone, examplesDone, memory } = training;
  const { base, scale, retired } = layer;
  const state: PlainState = { ...rest, epochsDone, examplesDone };
  const sums = Float64Array.from(SUMS, (name) => tally[name]);
  writeCheckpoint(folder, {
    state,
    arrays: {
      ...{ base, scale, retired, sums, hebbianCount: tally.hebbianCount },
      ...(memory.length > 0 && { memory }),
    },
  });
}

/**
 * The newest stored state, or null.
 * @param onDamaged told of damaged checkpoints, which are removed
 */
export function takeUpState(folder: string, onDamaged: (line: string) => void): TrainState | null {
  return stateOf(takeUpCheckpoint(folder, onDamaged));
}

/** The same for a run that is finished: nothing is changed. */
export function loadState(folder: string, onDamaged: (line: string) => void): TrainState | null {
  return stateOf(readLatestCheckpoint(folder, onDamaged));
}

function stateOf(found: Checkpoint | null): TrainState | null {
  if (found === null) return null;
  // The checksum of the checkpoint held, so the types are those that were written.
  const arrays = found.arrays as unknown as StoredLayer & {
    readonly sums: Float64Array;
    readonly hebbianCount: Uint32Array;
    readonly memory?: Float64Array;
  };
  const { base, scale, retired, sums, hebbianCount, memory = new Float64Array(0) } = arrays;
  const { epochsDone, examplesDone, ...rest } = found.state as PlainState;
  const sum = (name: (typeof SUMS)[number]): number => sums[SUMS.indexOf(name)];
  const tally = {
    examples: sum('examples'),
    active: sum('active'),
    hebbian: sum('hebbian'),
    antiHebbian: sum('antiHebbian'),
    largestCurrent: sum('largestCurrent'),
    unsolved: sum('unsolved'),
    hebbianCount,
  };
  return { ...rest, training: { layer: { base, scale, retired }, epochsDone, examplesDone, tally, memory } };
}
