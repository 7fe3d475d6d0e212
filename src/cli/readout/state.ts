/** The state of a readout as a checkpoint holds it, also within an epoch. Shuffling follows from seed and epoch. */
import type { ReadoutState } from '../../experiments/readout.ts';
import { takeUpCheckpoint, writeCheckpoint } from '../../runs/checkpoint.ts';
import type { Learned } from '../supervised/learn-epochs.ts';
import type { RunSources } from '../runs/sources.ts';

/** All that decides how a run goes on. */
interface StoredReadout extends Learned<ReadoutState> {
  readonly sources: RunSources;
}

type PlainState = Omit<StoredReadout, 'state'> & Pick<ReadoutState, 'epochs' | 'batches' | 'unread'>;

/** Stores the state. */
export function saveReadout(folder: string, { state, ...rest }: StoredReadout): void {
  const { weights, mean, square, ...counts } = state;
  const plain: PlainState = { ...rest, ...counts };
  writeCheckpoint(folder, { state: plain, arrays: { weights, mean, square } });
}

/** The newest stored state, or null. */
export function takeUpReadout(folder: string, onDamaged: (line: string) => void): StoredReadout | null {
  const found = takeUpCheckpoint(folder, onDamaged);
  if (found === null) return null;
  // The checksum of the checkpoint held, so the types are those that were written.
  const { epochs, batches, unread, ...rest } = found.state as PlainState;
  return { ...rest, state: { ...found.arrays, epochs, batches, unread } as ReadoutState };
}
