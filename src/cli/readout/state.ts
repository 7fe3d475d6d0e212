/** The state of a readout between two epochs, as a checkpoint holds it. Shuffling follows from seed and epoch. */
import type { ReadoutState } from '../../experiments/readout.ts';
import { readLatestCheckpoint, writeCheckpoint } from '../../runs/checkpoint.ts';
import type { Learned } from '../learn-epochs.ts';

/** Stores the state after `state.epochs` epochs. */
export function saveReadout(folder: string, { state, metrics }: Learned<ReadoutState>): void {
  const { weights, mean, square, epochs } = state;
  writeCheckpoint(folder, epochs, { state: { metrics }, arrays: { weights, mean, square } });
}

/** The newest stored state, or null. */
export function loadReadout(folder: string, onDamaged: (line: string) => void): Learned<ReadoutState> | null {
  const found = readLatestCheckpoint(folder, onDamaged);
  if (found === null) return null;
  const { metrics } = found.state as Pick<Learned<ReadoutState>, 'metrics'>;
  // The checksum of the checkpoint held, so the types are those that were written.
  return { state: { ...found.arrays, epochs: metrics.length } as ReadoutState, metrics };
}
