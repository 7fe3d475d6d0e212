/**
 * The weights of all hidden units, stored so that a presentation touches only the non-zero inputs of its example.
 *
 * Each unit is a scale times a base vector, W_μ = a_μ U_μ: the flow of eq. 2 multiplies the weights at all zero inputs
 * by one factor, which goes into a_μ. Beside U lies F(U), F(x) = sgn(x)|x|^(p−1), from which the currents are sums:
 * I_μ = a_μ^(p−1) Σ_i F(U_μi) v_i. F(U) is kept twice: in rows, always up to date, and in panels of some units each,
 * which the kernels read for all units at once; a unit's column there is refreshed when it is needed (`refreshPanels`).
 */
import { ArgumentError, ShapeError } from '../errors.ts';
import type { ScalarFunction } from '../kernels/power.ts';
import { absolutePower, signedPower } from '../kernels/power.ts';
import type { FloatKernels, Pointer, Simd } from '../kernels/simd.ts';
import { allocatedBytes, createSimd, SMALLEST_POWER } from '../kernels/simd.ts';
import type { FloatArray, Precision } from '../kernels/sparse.ts';
import { createFloatArray } from '../kernels/sparse.ts';
import type { ExampleBlock } from './example-block.ts';
import { blockBytes, createExampleBlock, paddedUnits } from './example-block.ts';

/** Shape and geometry of a layer. */
export interface LayerOptions {
  /** K ≥ 1. */
  readonly units: number;
  /** N ≥ 1. */
  readonly inputs: number;
  /** Lebesgue norm p ≥ 1. */
  readonly p: number;
  /** R > 0. */
  readonly radius: number;
  readonly precision: Precision;
  /** Bytes of the layer's memory to leave free for a learner (0). */
  readonly spareBytes?: number;
  /** Other threads will attach to the layer's memory (false). */
  readonly shared?: boolean;
}

/** Units in the order in which they were added, each once. */
interface UnitList {
  count: number;
  /** `[K]`; the first `count` are in the list. Lies in the layer's memory at `pointer`. */
  readonly units: Int32Array;
  readonly pointer: Pointer;
  /** `[K]` 1 for a unit in the list. */
  readonly listed: Uint8Array;
}

/** A layer of hidden units; see the functions below for what may be done with it. */
export interface HiddenLayer extends LayerOptions {
  /** Memory of the arrays that the kernels read. */
  readonly simd: Simd;
  readonly kernels: FloatKernels;
  /** `[K × N]` U. */
  readonly base: FloatArray;
  /** `[K]` a. */
  readonly scale: Float64Array;
  /** `[K × N]` F(U). */
  readonly rows: FloatArray;
  /** `[K, padded to whole panels]` a^(p−1); 0 for a retired unit, whose current is then 0. */
  readonly gain: Float64Array;
  /** `[K]` 1 for a unit that diverged: it keeps its last finite weights and takes no further part. */
  readonly retired: Uint8Array;
  readonly signed: ScalarFunction;
  /** F as `rows` holds it: 0 where it would be so small that products with it are denormal numbers. */
  readonly storedPower: ScalarFunction;
  /** `[N]` for the weights of one unit on their way, in the layer's memory. */
  readonly scratch: Float64Array;
  /** Units whose columns in the panels are out of date. */
  readonly changed: UnitList;
  /** For single examples. */
  readonly probe: ExampleBlock;
  /** Where the kernels find the arrays. */
  readonly at: {
    readonly base: Pointer;
    readonly rows: Pointer;
    readonly gain: Pointer;
    readonly panels: Pointer;
  };
}

const LARGEST_F32 = 3.4e38;

/**
 * A layer that starts from the given weights.
 * @param weights `[K × N]` row-major; copied
 * @throws ShapeError when their number is not K · N
 * @throws ArgumentError when one is not finite in the layer's precision, or its power is not
 */
export function createHiddenLayer(weights: ArrayLike<number>, options: LayerOptions): HiddenLayer {
  const { units, inputs, precision } = options;
  if (weights.length !== units * inputs) {
    throw new ShapeError(
      `weights: must be ${units} x ${inputs} = ${units * inputs} values (got ${weights.length}); give --hidden and data that fit`,
    );
  }
  const layer = createEmptyLayer(options);
  for (let i = 0; i < weights.length; i++) {
    if (fits(layer, weights[i])) continue;
    throw new ArgumentError(
      `weights: must be finite, and ${inputs} of |W|^(p-1) too, in ${precision} (got ${weights[i]} at unit ${Math.floor(i / inputs)}, input ${i % inputs}); rescale them`,
    );
  }
  fillLayer(layer, weights);
  return layer;
}

/** Sets U, at a = 1. */
function fillLayer(layer: HiddenLayer, base: ArrayLike<number>): void {
  layer.base.set(base);
  for (let mu = 0; mu < layer.units; mu++) refreshRow(layer, mu);
}

/** A layer with U = 0. */
function createEmptyLayer(options: LayerOptions): HiddenLayer {
  const { units, inputs, p, precision } = options;
  const size = precision === 'f32' ? 4 : 8;
  const padded = paddedUnits(units, precision);
  const bytes = {
    base: units * inputs * size,
    rows: units * inputs * size,
    panels: padded * inputs * size,
    gain: padded * 8,
    changed: units * 4,
    scratch: inputs * 8,
  };
  const own = Object.values(bytes).reduce((sum, part) => sum + allocatedBytes(part), blockBytes(1, options));
  const simd = createSimd({ bytes: own + (options.spareBytes ?? 0), shared: options.shared ?? false });
  const at = {
    base: simd.allocate(bytes.base),
    rows: simd.allocate(bytes.rows),
    gain: simd.allocate(bytes.gain),
    panels: simd.allocate(bytes.panels),
  };
  const listAt = simd.allocate(bytes.changed);
  return {
    ...options,
    simd,
    kernels: simd[precision],
    base: simd.floats(precision, at.base, units * inputs),
    scale: new Float64Array(units).fill(1),
    rows: simd.floats(precision, at.rows, units * inputs),
    gain: simd.float64(at.gain, padded).fill(1, 0, units),
    retired: new Uint8Array(units),
    signed: signedPower(p),
    storedPower: flushedPower(p, precision),
    scratch: simd.float64(simd.allocate(bytes.scratch), inputs),
    changed: {
      count: 0,
      units: simd.int32(listAt, units),
      pointer: listAt,
      listed: new Uint8Array(units),
    },
    probe: createExampleBlock({ ...options, simd }, 1),
    at,
  };
}

/** F(x), or 0 below the smallest power that is kept. */
function flushedPower(p: number, precision: Precision): ScalarFunction {
  const signed = signedPower(p);
  const least = SMALLEST_POWER[precision];
  return (x) => {
    const power = signed(x);
    return Math.abs(power) < least ? 0 : power;
  };
}

/** What of a layer cannot be recomputed: U, a and the retired units. */
export type StoredLayer = Pick<HiddenLayer, 'base' | 'scale' | 'retired'>;

/** The layer that was stored, bit for bit; its weights are as large as they may grow, not as they may begin. */
export function restoreHiddenLayer(stored: StoredLayer, options: LayerOptions): HiddenLayer {
  const layer = createEmptyLayer(options);
  fillLayer(layer, stored.base);
  layer.scale.set(stored.scale);
  for (let mu = 0; mu < layer.units; mu++) {
    refreshGain(layer, mu);
    if (stored.retired[mu] === 1) retireUnit(layer, mu);
  }
  return layer;
}

/** Recomputes F(U) of one unit. O(N). */
export function refreshRow(layer: HiddenLayer, mu: number): void {
  const { inputs, base, rows, storedPower } = layer;
  for (let i = mu * inputs; i < (mu + 1) * inputs; i++) rows[i] = storedPower(base[i]);
  markChanged(layer.changed, mu);
}

export function markChanged(changed: UnitList, mu: number): void {
  if (changed.listed[mu] === 1) return;
  changed.listed[mu] = 1;
  changed.units[changed.count++] = mu;
}

/** Empties the list. */
function clearList(list: UnitList): void {
  for (let i = 0; i < list.count; i++) list.listed[list.units[i]] = 0;
  list.count = 0;
}

/** Brings the panels up to date. O(N) per changed unit. */
export function refreshPanels(layer: HiddenLayer): void {
  const { kernels, changed, inputs, at } = layer;
  if (changed.count === 0) return;
  kernels.refreshPanels(at.panels, at.rows, inputs, changed.pointer, changed.count);
  clearList(changed);
}

/** Whether a weight is finite, and a current of N of them, at inputs up to 1. */
export function fits({ precision, inputs, signed }: HiddenLayer, value: number): boolean {
  const limit = precision === 'f32' ? LARGEST_F32 : Number.MAX_VALUE;
  return Math.abs(value) <= limit && Math.abs(signed(value)) <= limit / inputs;
}

/** Sets a, and with it the factor of the currents. */
export function setScale(layer: HiddenLayer, mu: number, scale: number): void {
  layer.scale[mu] = scale;
  refreshGain(layer, mu);
}

function refreshGain(layer: HiddenLayer, mu: number): void {
  layer.gain[mu] = layer.retired[mu] === 1 ? 0 : layer.signed(layer.scale[mu]);
}

/** Takes a unit out of the competition; it keeps its weights, but F(U) is 0, so that its current cannot overflow. */
export function retireUnit(layer: HiddenLayer, mu: number): void {
  const { inputs, rows, retired } = layer;
  retired[mu] = 1;
  rows.fill(0, mu * inputs, (mu + 1) * inputs);
  refreshGain(layer, mu);
  markChanged(layer.changed, mu);
}

/** W as an array `[K × N]` in the layer's precision. */
export function layerWeights(layer: HiddenLayer): FloatArray {
  const { units, inputs, base, scale } = layer;
  const weights = createFloatArray(units * inputs, layer.precision);
  for (let mu = 0; mu < units; mu++) {
    for (let i = mu * inputs; i < (mu + 1) * inputs; i++) weights[i] = scale[mu] * base[i];
  }
  return weights;
}

/** Σ_i |W_μi|^p of every unit, `[K]`. */
export function layerNorms(layer: HiddenLayer): Float64Array {
  const { units, inputs, base, scale, p } = layer;
  const power = absolutePower(p);
  const norms = new Float64Array(units);
  for (let mu = 0; mu < units; mu++) {
    let sum = 0;
    for (let i = mu * inputs; i < (mu + 1) * inputs; i++) sum += power(scale[mu] * base[i]);
    norms[mu] = sum;
  }
  return norms;
}
