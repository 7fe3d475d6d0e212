/**
 * The hidden layer of a network that learns end to end: rectified linear units h = max(W·v, 0), with what Adam keeps of
 * their weights, in the memory of the kernels. Its learning and its next activities go panel by panel, so that each
 * panel is fetched once per minibatch.
 */
import { LAYER_PANEL, LAYER_SCRATCH } from '../kernels/layer-kernels.ts';
import { allocatedBytes } from '../kernels/simd.ts';
import type { Pointer, Simd } from '../kernels/simd.ts';
import type { AdamFactors, AdamWeights } from './adam.ts';
import { featureStride } from './readout-features.ts';
import type { SparseBatch } from './sparse-batch.ts';

/** Slopes of the outputs over the examples of a minibatch, and what they are carried back by. */
interface OutputSlopes {
  /** float32 `[B × outputs]` dC/d(S·h). */
  readonly slopes: Pointer;
  readonly outputs: number;
  /** S, `[outputs × featureStride(K)]`. */
  readonly weights: Pointer;
}

/** Where activities of examples lie. */
export interface ActivityRows {
  readonly at: Pointer;
  /** From one example to the next. */
  readonly bytes: number;
}

/** The layer. */
export interface RectifiedLayer {
  /** Room for the activities of `count` examples, which nothing else writes; units beyond the last are 0. */
  readonly createRows: (count: number) => ActivityRows;
  /** Computes the activities of a batch. O(K · non-zeros). */
  readonly activate: (rows: ActivityRows, batch: SparseBatch) => void;
  /**
   * A step of Adam along the gradient of the batch of `count` examples that `byInput` holds and whose activities lie in
   * `rows`, then the activities of the one that `byExample` holds, in the same place.
   */
  readonly learn: (task: LearnTask) => void;
  /** Copies, `[K × N]`. */
  readonly store: () => AdamWeights;
}

/** What a step takes. */
interface LearnTask {
  readonly rows: ActivityRows;
  /** Holds the minibatch to learn from by input, and the next one by example. */
  readonly batch: SparseBatch;
  /** Examples of the minibatch to learn from. */
  readonly count: number;
  /** Whether there is a next one. */
  readonly goesOn: boolean;
  readonly outputs: OutputSlopes;
  readonly factors: AdamFactors;
}

/** Sizes of a layer. */
export interface LayerShape {
  /** K. */
  readonly units: number;
  /** N. */
  readonly inputs: number;
  /** Examples in a minibatch at most. */
  readonly batch: number;
}

/** Bytes of one row of a panel. */
const ROW = LAYER_PANEL * 4;

function panelsOf(units: number): number {
  return Math.ceil(units / LAYER_PANEL);
}

/** Whole panels and whole rows for an output layer; an odd number of cache lines, as `featureStride` explains. */
function rowBytes(units: number): number {
  return Math.max(featureStride(panelsOf(units) * LAYER_PANEL), featureStride(units)) * 4;
}

/** Bytes of memory that the rows of `count` examples take. */
export function activityRowBytes(units: number, count: number): number {
  return allocatedBytes(count * rowBytes(units));
}

/** Bytes of memory that a layer takes, without rows. */
export function rectifiedLayerBytes({ units, inputs, batch }: LayerShape): number {
  const numbers = panelsOf(units) * inputs * ROW;
  return 3 * allocatedBytes(numbers) + allocatedBytes(batch * ROW) + allocatedBytes(LAYER_SCRATCH * ROW);
}

/**
 * A layer with the given weights.
 * @param simd with `rectifiedLayerBytes` left
 */
export function createRectifiedLayer(simd: Simd, shape: LayerShape, start: AdamWeights): RectifiedLayer {
  const { units, inputs, batch: capacity } = shape;
  const panels = panelsOf(units);
  const panelBytes = inputs * ROW;
  const [weightsAt, meanAt, squareAt] = [0, 1, 2].map(() => simd.allocate(panels * panelBytes));
  const slopesAt = simd.allocate(capacity * ROW);
  const scratch = simd.allocate(LAYER_SCRATCH * ROW);

  const numbers = (at: Pointer): Float32Array => simd.float32(at, panels * inputs * LAYER_PANEL);
  /** Where the weight of a unit from input 0 lies in the panels; that from input i is i · `LAYER_PANEL` further. */
  const firstOf = (mu: number): number =>
    Math.floor(mu / LAYER_PANEL) * inputs * LAYER_PANEL + (mu % LAYER_PANEL);
  const spread = (from: Float32Array, at: Pointer): void => {
    const to = numbers(at);
    for (let mu = 0, place = 0; mu < units; mu++) {
      const first = firstOf(mu);
      for (let i = 0; i < inputs; i++) to[first + i * LAYER_PANEL] = from[place++];
    }
  };
  const gather = (at: Pointer): Float32Array => {
    const from = numbers(at);
    const to = new Float32Array(units * inputs);
    for (let mu = 0, place = 0; mu < units; mu++) {
      const first = firstOf(mu);
      for (let i = 0; i < inputs; i++) to[place++] = from[first + i * LAYER_PANEL];
    }
    return to;
  };
  spread(start.weights, weightsAt);
  spread(start.mean, meanAt);
  spread(start.square, squareAt);

  const activatePanel = (panel: number, rows: ActivityRows, batch: SparseBatch): void => {
    const { start: from, index, value } = batch.byExample;
    const out = rows.at + panel * ROW;
    const weights = weightsAt + panel * panelBytes;
    simd.layerActivities(out, rows.bytes, weights, inputs, from, index, value, batch.count());
  };

  return {
    createRows: (count) => ({ at: simd.allocate(count * rowBytes(units)), bytes: rowBytes(units) }),
    activate: (rows, batch) => {
      for (let panel = 0; panel < panels; panel++) activatePanel(panel, rows, batch);
    },
    learn: ({ rows, batch, count, goesOn, outputs, factors }) => {
      const { start: columns, index: example, value } = batch.byInput;
      const outputBytes = featureStride(units) * 4;
      for (let panel = 0; panel < panels; panel++) {
        const offset = panel * panelBytes;
        const activities = rows.at + panel * ROW;
        const readout = outputs.weights + panel * ROW;
        simd.layerSlopes(
          slopesAt,
          activities,
          rows.bytes,
          readout,
          outputBytes,
          outputs.slopes,
          outputs.outputs,
          count,
        );
        simd.layerLearn(
          weightsAt + offset,
          meanAt + offset,
          squareAt + offset,
          inputs,
          slopesAt,
          columns,
          example,
          value,
          scratch,
          factors.rate,
          factors.correction,
        );
        if (goesOn) activatePanel(panel, rows, batch);
      }
    },
    store: () => ({ weights: gather(weightsAt), mean: gather(meanAt), square: gather(squareAt) }),
  };
}
