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
import type { FloatArray, Precision, SparseVector } from '../kernels/sparse.ts';
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

/**
 * Scales beyond this are folded into the base, by a power of two, so without rounding. They are folded before the weights
 * at the non-zero inputs are stored as w / scale, which then have the weights' own size, and a size that f32 holds.
 */
const LARGEST_SCALE = 2 ** 16;
/**
 * Weights below this count as 0 when a scale is folded: their powers would become denormal numbers, which make
 * arithmetic many times slower and carry nothing.
 */
const NEGLIGIBLE_WEIGHT = 1e-12;
const LARGEST_F32 = 3.4e38;
/** Largest 2 (p − 1) that the kernels know. */
const LARGEST_KERNEL_POWER = 32;

/**
 * A layer that starts from the given weights.
 * @param weights `[K × N]` row-major; copied
 * @throws ShapeError when their number is not K · N
 * @throws ArgumentError when one is not finite in the layer's precision, or its power is not
 */
export function createHiddenLayer(weights: ArrayLike<number>, options: LayerOptions): HiddenLayer {
  const { units, inputs, p, precision } = options;
  if (weights.length !== units * inputs) {
    throw new ShapeError(
      `weights: must be ${units} x ${inputs} = ${units * inputs} values (got ${weights.length}); give --hidden and data that fit`,
    );
  }
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
  const layer: HiddenLayer = {
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
  for (let i = 0; i < weights.length; i++) {
    if (fits(layer, weights[i])) continue;
    throw new ArgumentError(
      `weights: must be finite, and ${inputs} of |W|^(p-1) too, in ${precision} (got ${weights[i]} at unit ${Math.floor(i / inputs)}, input ${i % inputs}); rescale them`,
    );
  }
  layer.base.set(weights);
  for (let mu = 0; mu < units; mu++) refreshRow(layer, mu);
  return layer;
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

/** The layer that was stored, bit for bit. */
export function restoreHiddenLayer(stored: StoredLayer, options: LayerOptions): HiddenLayer {
  const layer = createHiddenLayer(stored.base, options);
  layer.scale.set(stored.scale);
  for (let mu = 0; mu < layer.units; mu++) {
    refreshGain(layer, mu);
    if (stored.retired[mu] === 1) retireUnit(layer, mu);
  }
  return layer;
}

/** Recomputes F(U) of one unit. O(N). */
function refreshRow(layer: HiddenLayer, mu: number): void {
  const { inputs, base, rows, storedPower } = layer;
  for (let i = mu * inputs; i < (mu + 1) * inputs; i++) rows[i] = storedPower(base[i]);
  markChanged(layer.changed, mu);
}

function markChanged(changed: UnitList, mu: number): void {
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

/** I_μ of one unit, O(non-zeros); with rounding of its own (another order of summation than the kernels). */
export function currentOf(layer: HiddenLayer, mu: number, vector: SparseVector): number {
  const row = mu * layer.inputs;
  let sum = 0;
  for (let j = 0; j < vector.length; j++) sum += layer.rows[row + vector.index[j]] * vector.value[j];
  return layer.gain[mu] * sum;
}

/** Copies W_μ at the non-zero inputs of `vector` into `w`. */
export function gatherWeights(layer: HiddenLayer, mu: number, vector: SparseVector, w: Float64Array): void {
  const row = mu * layer.inputs;
  const scale = layer.scale[mu];
  for (let j = 0; j < vector.length; j++) w[j] = scale * layer.base[row + vector.index[j]];
}

/**
 * Sets W_μ at the non-zero inputs of `vector` to `w`, and multiplies it by `amplitude` at all others.
 * @returns false when the new weights are not finite in the layer's precision: then the unit is as it was
 */
export function scatterWeights(
  layer: HiddenLayer,
  mu: number,
  { vector, w, amplitude }: { vector: SparseVector; w: Float64Array; amplitude: number },
): boolean {
  const product = layer.scale[mu] * amplitude;
  if (!Number.isFinite(product)) return false;
  const factor = foldingFactor(product);
  const scale = factor === 0 ? 1 : product / factor;
  if (factor !== 1) {
    for (let j = 0; j < vector.length; j++) if (!fits(layer, w[j] / scale)) return false;
    if (!othersFit(layer, mu, { vector, factor })) return false;
    foldBase(layer, mu, factor);
  }
  if (!storeWeights(layer, mu, { vector, w, scale })) return false;
  markChanged(layer.changed, mu);
  setScale(layer, mu, scale);
  return true;
}

/** U = w / scale and F(U) at the non-zero inputs; by the kernel where all of it lies in the layer's memory. */
function storeWeights(
  layer: HiddenLayer,
  mu: number,
  { vector, w, scale }: { vector: SparseVector; w: Float64Array; scale: number },
): boolean {
  const { kernels, at, inputs, base, rows, storedPower, simd } = layer;
  const { buffer } = simd.memory;
  const twice = kernelPower(layer.p);
  if (twice !== null && vector.index.buffer === buffer && w.buffer === buffer) {
    const row = mu * inputs * base.BYTES_PER_ELEMENT;
    const least = SMALLEST_POWER[layer.precision];
    const { byteOffset: index } = vector.index;
    return (
      kernels.scatterPower(
        at.base + row,
        at.rows + row,
        w.byteOffset,
        index,
        vector.length,
        scale,
        twice,
        least,
      ) === 1
    );
  }
  for (let j = 0; j < vector.length; j++) if (!fits(layer, w[j] / scale)) return false;
  for (let j = 0; j < vector.length; j++) {
    const i = mu * inputs + vector.index[j];
    base[i] = w[j] / scale;
    rows[i] = storedPower(base[i]);
  }
  return true;
}

/** 2 (p − 1), where the kernels know that power. */
function kernelPower(p: number): number | null {
  const twice = 2 * (p - 1);
  return Number.isInteger(twice) && twice <= LARGEST_KERNEL_POWER ? twice : null;
}

/** Copies W_μ into `w` `[N]`. */
export function readUnit(layer: HiddenLayer, mu: number, w: Float64Array): void {
  const row = mu * layer.inputs;
  for (let i = 0; i < layer.inputs; i++) w[i] = layer.scale[mu] * layer.base[row + i];
}

/**
 * Sets W_μ to `w` `[N]`.
 * @returns false when they are not finite in the layer's precision: then the unit is as it was
 */
export function writeUnit(layer: HiddenLayer, mu: number, w: Float64Array): boolean {
  for (let i = 0; i < layer.inputs; i++) if (!fits(layer, w[i])) return false;
  for (let i = 0; i < layer.inputs; i++) layer.base[mu * layer.inputs + i] = w[i];
  refreshRow(layer, mu);
  setScale(layer, mu, 1);
  return true;
}

/**
 * sum_i ← sum_i − decay · W_μi.
 * @param sum float64 `[N]` in the layer's memory
 * @returns the largest |sum_i|
 */
export function subtractWeights(layer: HiddenLayer, mu: number, sum: Pointer, decay: number): number {
  const { kernels, at, inputs, base, scale } = layer;
  return kernels.change(sum, at.base + mu * inputs * base.BYTES_PER_ELEMENT, inputs, scale[mu], decay);
}

/**
 * W_μ ← W_μ + step · sum.
 * @param sum float64 `[N]` in the layer's memory; overwritten
 * @returns false when the new weights are not finite in the layer's precision: then the unit is as it was
 */
export function addToWeights(layer: HiddenLayer, mu: number, sum: Pointer, step: number): boolean {
  const { kernels, at, inputs, base, scale, precision, simd } = layer;
  const w = simd.float64(sum, inputs);
  const twice = kernelPower(layer.p);
  if (twice === null) {
    for (let i = 0; i < inputs; i++) w[i] = scale[mu] * base[mu * inputs + i] + step * w[i];
    return writeUnit(layer, mu, w);
  }
  const row = mu * inputs * base.BYTES_PER_ELEMENT;
  const least = SMALLEST_POWER[precision];
  const applied = kernels.applyStep(at.base + row, at.rows + row, sum, inputs, scale[mu], step, twice, least);
  if (applied === 0) return false;
  setScale(layer, mu, 1);
  markChanged(layer.changed, mu);
  return true;
}

/** Whether a weight is finite, and a current of N of them, at inputs up to 1. */
function fits({ precision, inputs, signed }: HiddenLayer, value: number): boolean {
  const limit = precision === 'f32' ? LARGEST_F32 : Number.MAX_VALUE;
  return Math.abs(value) <= limit && Math.abs(signed(value)) <= limit / inputs;
}

/** Whether U_μ, multiplied by `factor`, is finite at all inputs that are 0 in `vector`. */
function othersFit(
  layer: HiddenLayer,
  mu: number,
  { vector, factor }: { vector: SparseVector; factor: number },
): boolean {
  const row = mu * layer.inputs;
  for (let i = 0, j = 0; i < layer.inputs; i++) {
    if (j < vector.length && vector.index[j] === i) j++;
    else if (!fits(layer, layer.base[row + i] * factor)) return false;
  }
  return true;
}

function setScale(layer: HiddenLayer, mu: number, scale: number): void {
  layer.scale[mu] = scale;
  refreshGain(layer, mu);
}

function refreshGain(layer: HiddenLayer, mu: number): void {
  layer.gain[mu] = layer.retired[mu] === 1 ? 0 : layer.signed(layer.scale[mu]);
}

/**
 * What of a scale goes into the base: 1 while it is in its range, else the power of two next to it; 0 of 0, which is
 * underflow, or an Euler step of just that length.
 */
function foldingFactor(scale: number): number {
  const size = Math.abs(scale);
  if (size === 0) return 0;
  if (size >= 1 / LARGEST_SCALE && size <= LARGEST_SCALE) return 1;
  return 2 ** Math.round(Math.log2(size));
}

/** Multiplies U_μ by a power of two. O(N), once in thousands of presentations. */
function foldBase(layer: HiddenLayer, mu: number, factor: number): void {
  const { inputs, base } = layer;
  for (let i = mu * inputs; i < (mu + 1) * inputs; i++) {
    const value = base[i] * factor;
    base[i] = Math.abs(value) < NEGLIGIBLE_WEIGHT ? 0 : value;
  }
  refreshRow(layer, mu);
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
