/** Who computes the currents of a block: this thread alone, or several over the panels of the layer. */
import type { SparseVector } from '../kernels/sparse.ts';
import type { ExampleBlock } from './example-block.ts';
import { loadVector } from './example-block.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import { refreshPanels } from './hidden-layer.ts';
import { computeBlock } from './panel-job.ts';

/**
 * Computes I_bμ for all examples of a block and all units, from the panels as they are at `start`.
 * The result does not depend on who computes it: every current is one sum in one order.
 */
export interface CurrentsEngine {
  /** Whether the work goes on in other threads between `start` and `finish`. */
  readonly overlaps: boolean;
  /** Begins; panels and examples of the block must not change before `finish`. */
  readonly start: (layer: HiddenLayer, block: ExampleBlock) => void;
  /** Returns when all currents are there. */
  readonly finish: () => void;
}

/** All panels by this thread, at `start`. */
export const inlineEngine: CurrentsEngine = {
  overlaps: false,
  start: computeBlock,
  finish: () => undefined,
};

/** Currents of the block's example `place` for the listed units, from the rows, which are always up to date. */
export function recomputeCurrents(
  layer: HiddenLayer,
  block: ExampleBlock,
  { place, units, count }: { place: number; units: number; count: number },
): void {
  if (count === 0) return;
  const from = block.rowStart[place];
  layer.kernels.rowCurrents(
    block.at.currents + place * block.stride * 8,
    layer.at.rows,
    layer.inputs,
    layer.at.gain,
    units,
    count,
    block.at.index + from * 4,
    block.at.value + from * block.value.BYTES_PER_ELEMENT,
    block.rowStart[place + 1] - from,
  );
}

/** Currents of all examples of the block from the weights as they are, by this thread. */
export function currentsNow(layer: HiddenLayer, block: ExampleBlock): void {
  refreshPanels(layer);
  computeBlock(layer, block);
}

/**
 * I_μ = ⟨W_μ, v⟩ of eq. 4 for all units and one example.
 * @param out `[K]`, overwritten
 * @remarks O(K · non-zeros).
 */
export function currents(layer: HiddenLayer, vector: SparseVector, out: Float64Array): void {
  loadVector(layer.probe, vector);
  currentsNow(layer, layer.probe);
  out.set(layer.probe.currents[0]);
}
