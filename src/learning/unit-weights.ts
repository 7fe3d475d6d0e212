/** The weights of one unit of a layer: read, moved by a presentation or a minibatch, and stored again. */
import type { Pointer } from '../kernels/simd-kernels.ts';
import { SMALLEST_POWER } from '../kernels/simd.ts';
import type { SparseVector } from '../kernels/sparse.ts';
import type { HiddenLayer } from './hidden-layer.ts';
import { fits, markChanged, refreshRow, setScale } from './hidden-layer.ts';

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
/** Largest 2 (p − 1) that the kernels know. */
const LARGEST_KERNEL_POWER = 32;

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
  const twice = kernelPower(layer.p);
  if (twice === null) {
    const w = simd.float64(sum, inputs);
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

/** 2 (p − 1), where the kernels know that power. */
function kernelPower(p: number): number | null {
  const twice = 2 * (p - 1);
  return Number.isInteger(twice) && twice <= LARGEST_KERNEL_POWER ? twice : null;
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
