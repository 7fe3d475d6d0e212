/** The state of a network learned end to end between two epochs, as a checkpoint holds it. */
import type { SgdState } from '../../experiments/sgd.ts';
import { readLatestCheckpoint, writeCheckpoint } from '../../runs/checkpoint.ts';
import type { Learned } from '../learn-epochs.ts';

/** Stores the state after `state.epochs` epochs. */
export function saveSgd(folder: string, { state, metrics }: Learned<SgdState>): void {
  const { hidden, outputs, epochs } = state;
  const arrays = {
    hiddenWeights: hidden.weights,
    hiddenMean: hidden.mean,
    hiddenSquare: hidden.square,
    outputWeights: outputs.weights,
    outputMean: outputs.mean,
    outputSquare: outputs.square,
  };
  writeCheckpoint(folder, epochs, { state: { metrics }, arrays });
}

/** The newest stored state, or null. */
export function loadSgd(folder: string, onDamaged: (line: string) => void): Learned<SgdState> | null {
  const found = readLatestCheckpoint(folder, onDamaged);
  if (found === null) return null;
  const { metrics } = found.state as Pick<Learned<SgdState>, 'metrics'>;
  // The checksum of the checkpoint held, so the types are those that were written.
  const arrays = found.arrays as Readonly<Record<string, Float32Array>>;
  const layer = (name: 'hidden' | 'output'): SgdState['hidden'] => ({
    weights: arrays[`${name}Weights`],
    mean: arrays[`${name}Mean`],
    square: arrays[`${name}Square`],
  });
  return { state: { hidden: layer('hidden'), outputs: layer('output'), epochs: metrics.length }, metrics };
}
