/** Which weight vectors of two layers belong together, how alike they are, and how far the layers are apart. */
import type { ExampleSource, FloatArray } from '../kernels/sparse.ts';
import { currentsNow } from '../learning/currents-engine.ts';
import { blockBytes, createExampleBlock, loadExample } from '../learning/example-block.ts';
import type { HiddenLayer } from '../learning/hidden-layer.ts';
import { createHiddenLayer, layerWeights } from '../learning/hidden-layer.ts';
import type { WeightDistance } from './comparison-types.ts';
import type { Breathe } from './breathe.ts';

/** How the weights of two layers of the same shape correspond. */
export interface WeightMatching {
  /** `match[μ]`: the unit of the second layer that belongs to unit μ of the first, each once. */
  readonly match: readonly number[];
  /** `[K]` cosines of the matched weight vectors, ascending. */
  readonly cosines: Float64Array;
  readonly distance: WeightDistance;
}

/** Rows taken together. */
const BLOCK = 32;

/**
 * Matches units one to one so that the sum of the cosines of their weight vectors is largest (Hungarian method).
 * @remarks O(K² N) for the cosines, by the kernels, and O(K³) at worst for the assignment, which does not breathe: at
 * K = 2000 some 1 to 6 s.
 */
export async function matchWeights(
  first: HiddenLayer,
  second: HiddenLayer,
  onProgress: Breathe,
): Promise<WeightMatching> {
  const rows = layerWeights(first);
  const columns = layerWeights(second);
  const cosines = await cosineMatrix(rows, columns, { shape: first, onProgress });
  // Loads some 220 files, which only a comparison needs.
  const { linearSumAssignment } = await import('linear-sum-assignment');
  const match = Array.from(linearSumAssignment(cosines, { maximaze: true }).rowAssignments);
  const { inputs } = first;
  return {
    match,
    cosines: Float64Array.from(match, (column, row) => cosines[row][column]).sort(),
    distance: {
      matched: relativeDistance(rows, columns, { inputs, partner: (mu) => match[mu] }),
      byIndex: relativeDistance(rows, columns, { inputs, partner: (mu) => mu }),
    },
  };
}

interface CosineContext {
  readonly shape: { readonly units: number; readonly inputs: number };
  readonly onProgress: Breathe;
}

/**
 * Cosines of all pairs of rows: the second's as the weights of a layer with p = 2, whose currents are inner products, the
 * first's as its examples. At K = 2000, N = 784 this takes 1.6 s, a block at a time, where plain loops took 6 s at a stretch.
 */
async function cosineMatrix(
  first: FloatArray,
  second: FloatArray,
  { shape: { units, inputs }, onProgress }: CosineContext,
): Promise<Float64Array[]> {
  const own = { units, inputs, precision: 'f64' } as const;
  const spareBytes = blockBytes(BLOCK, own);
  const layer = createHiddenLayer(unitRows(second, inputs), { ...own, p: 2, radius: 1, spareBytes });
  const block = createExampleBlock(layer, BLOCK);
  const source = rowSource(unitRows(first, inputs), inputs);
  const cosines: Float64Array[] = [];
  for (let from = 0; from < units; from += BLOCK) {
    await onProgress(from / units);
    block.count = 0;
    const end = Math.min(units, from + BLOCK);
    for (let row = from; row < end; row++) loadExample(block, source, { example: row, remaining: 0 });
    currentsNow(layer, block);
    cosines.push(...block.currents.slice(0, block.count).map((row) => row.slice()));
  }
  return cosines;
}

/** Rows of Euclidean length 1; a row of zeros stays one. */
function unitRows(weights: FloatArray, inputs: number): Float64Array {
  const rows = Float64Array.from(weights);
  for (let from = 0; from < rows.length; from += inputs) {
    let square = 0;
    for (let i = from; i < from + inputs; i++) square += rows[i] * rows[i];
    if (square === 0) continue;
    const scale = 1 / Math.sqrt(square);
    for (let i = from; i < from + inputs; i++) rows[i] *= scale;
  }
  return rows;
}

function rowSource(rows: Float64Array, inputs: number): ExampleSource {
  return {
    count: rows.length / inputs,
    inputs,
    load: (row, out) => {
      out.length = inputs;
      for (let i = 0; i < inputs; i++) {
        out.index[i] = i;
        out.value[i] = rows[row * inputs + i];
      }
    },
  };
}

/** ‖A − B‖ / ‖A‖ with the rows of B in the place of their partners. */
function relativeDistance(
  a: FloatArray,
  b: FloatArray,
  { inputs, partner }: { inputs: number; partner: (mu: number) => number },
): number {
  let difference = 0;
  let norm = 0;
  for (let mu = 0; mu * inputs < a.length; mu++) {
    const row = mu * inputs;
    const other = partner(mu) * inputs;
    for (let i = 0; i < inputs; i++) {
      const own = a[row + i];
      difference += (own - b[other + i]) ** 2;
      norm += own * own;
    }
  }
  return Math.sqrt(difference / norm);
}
