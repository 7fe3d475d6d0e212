/** The state of a training run between two epochs, as a checkpoint holds it. Shuffling follows from seed and epoch. */
import type { EpochMetrics } from '../../experiments/types.ts';
import type { StoredLayer } from '../../learning/hidden-layer.ts';
import type { Divergence } from '../../learning/learner.ts';
import { readLatestCheckpoint, writeCheckpoint } from '../../runs/checkpoint.ts';

/** All that decides how a run goes on. */
interface TrainState {
  readonly layer: StoredLayer;
  readonly metrics: readonly EpochMetrics[];
  readonly divergences: readonly Divergence[];
}

/** Stores the state after `metrics.length` epochs. */
export function saveState(folder: string, { layer, metrics, divergences }: TrainState): void {
  const { base, scale, retired } = layer;
  writeCheckpoint(folder, metrics.length, {
    state: { metrics, divergences },
    arrays: { base, scale, retired },
  });
}

/** The newest stored state, or null. */
export function loadState(folder: string, onDamaged: (line: string) => void): TrainState | null {
  const found = readLatestCheckpoint(folder, onDamaged);
  if (found === null) return null;
  const { base, scale, retired } = found.arrays;
  const { metrics, divergences } = found.state as Pick<TrainState, 'metrics' | 'divergences'>;
  // The checksum of the checkpoint held, so the types are those that were written.
  return { layer: { base, scale, retired } as StoredLayer, metrics, divergences };
}
