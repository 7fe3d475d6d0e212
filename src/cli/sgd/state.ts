/** The state of a network learned end to end as a checkpoint holds it, also within an epoch. */
import type { SgdState } from '../../experiments/sgd.ts';
import { takeUpCheckpoint, writeCheckpoint } from '../../runs/checkpoint.ts';
import type { Learned } from '../supervised/learn-epochs.ts';
import type { RunSources } from '../runs/sources.ts';

/** All that decides how a run goes on. */
interface StoredSgd extends Learned<SgdState> {
  readonly sources: RunSources;
}

type PlainState = Omit<StoredSgd, 'state'> & Omit<SgdState, 'hidden' | 'outputs'>;

/** Stores the state. */
export function saveSgd(folder: string, { state, ...rest }: StoredSgd): void {
  const { hidden, outputs, ...counts } = state;
  const arrays = {
    hiddenWeights: hidden.weights,
    hiddenMean: hidden.mean,
    hiddenSquare: hidden.square,
    outputWeights: outputs.weights,
    outputMean: outputs.mean,
    outputSquare: outputs.square,
  };
  const plain: PlainState = { ...rest, ...counts };
  writeCheckpoint(folder, { state: plain, arrays });
}

/** The newest stored state, or null. */
export function takeUpSgd(folder: string, onDamaged: (line: string) => void): StoredSgd | null {
  const found = takeUpCheckpoint(folder, onDamaged);
  if (found === null) return null;
  const { epochs, batches, unread, ...rest } = found.state as PlainState;
  // The checksum of the checkpoint held, so the types are those that were written.
  const arrays = found.arrays as Readonly<Record<string, Float32Array>>;
  const layer = (name: 'hidden' | 'output'): SgdState['hidden'] => ({
    weights: arrays[`${name}Weights`],
    mean: arrays[`${name}Mean`],
    square: arrays[`${name}Square`],
  });
  return { ...rest, state: { hidden: layer('hidden'), outputs: layer('output'), epochs, batches, unread } };
}
