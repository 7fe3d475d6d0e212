/**
 * The weights of all hidden units, stored so that a presentation touches only the non-zero inputs of its example.
 *
 * Each unit is a scale times a base vector, W_μ = a_μ U_μ: the flow of eq. 2 multiplies the weights at all zero inputs
 * by one factor, which goes into a_μ. Beside U lies F(U), F(x) = sgn(x)|x|^(p−1), input-major, from which the currents
 * are sums: I_μ = a_μ^(p−1) Σ_i F(U_μi) v_i.
 */
import { ShapeError } from '../errors.ts';
import { accumulateCurrents } from '../kernels/currents.ts';
import type { ScalarFunction } from '../kernels/power.ts';
import { absolutePower, signedPower } from '../kernels/power.ts';
import type { FloatArray, Precision, SparseVector } from '../kernels/sparse.ts';
import { createFloatArray } from '../kernels/sparse.ts';

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
}

/** A layer of hidden units; see the functions below for what may be done with it. */
export interface HiddenLayer extends LayerOptions {
  /** `[K × N]` U. */
  readonly base: FloatArray;
  /** `[K]` a. */
  readonly scale: Float64Array;
  /** `[N × K]` F(U). */
  readonly powered: FloatArray;
  /** `[K]` a^(p−1); 0 for a retired unit, whose current is then 0. */
  readonly gain: Float64Array;
  /** `[K]` 1 for a unit that diverged: it keeps its last finite weights and takes no further part. */
  readonly retired: Uint8Array;
  readonly signed: ScalarFunction;
}

/** Scales beyond this are folded into the base, by a power of two, so without rounding. */
const LARGEST_SCALE = 2 ** 16;
/**
 * Weights below this count as 0 when a scale is folded: their powers would become denormal numbers, which make
 * arithmetic many times slower and carry nothing.
 */
const NEGLIGIBLE_WEIGHT = 1e-12;

/**
 * A layer that starts from the given weights.
 * @param weights `[K × N]` row-major; copied
 * @throws ShapeError when their number is not K · N
 */
export function createHiddenLayer(weights: ArrayLike<number>, options: LayerOptions): HiddenLayer {
  const { units, inputs, p, precision } = options;
  if (weights.length !== units * inputs) {
    throw new ShapeError(
      `weights: must be ${units} x ${inputs} = ${units * inputs} values (got ${weights.length}); give --hidden and data that fit`,
    );
  }
  const layer: HiddenLayer = {
    ...options,
    base: createFloatArray(units * inputs, precision),
    scale: new Float64Array(units).fill(1),
    powered: createFloatArray(units * inputs, precision),
    gain: new Float64Array(units).fill(1),
    retired: new Uint8Array(units),
    signed: signedPower(p),
  };
  layer.base.set(weights);
  for (let mu = 0; mu < units; mu++) refreshUnit(layer, mu);
  return layer;
}

/** What of a layer cannot be recomputed: U, a and the retired units. */
export interface StoredLayer {
  readonly base: ArrayLike<number>;
  readonly scale: ArrayLike<number>;
  readonly retired: ArrayLike<number>;
}

/** The layer that was stored, bit for bit. */
export function restoreHiddenLayer(stored: StoredLayer, options: LayerOptions): HiddenLayer {
  const layer = createHiddenLayer(stored.base, options);
  layer.scale.set(stored.scale);
  layer.retired.set(stored.retired);
  for (let mu = 0; mu < layer.units; mu++) refreshGain(layer, mu);
  return layer;
}

/** Recomputes F(U) of one unit. O(N). */
function refreshUnit(layer: HiddenLayer, mu: number): void {
  const { units, inputs, base, powered, signed } = layer;
  for (let i = 0; i < inputs; i++) powered[i * units + mu] = signed(base[mu * inputs + i]);
}

/**
 * I_μ = ⟨W_μ, v⟩ of eq. 4 for all units.
 * @param out `[K]`, overwritten
 * @remarks O(K · non-zeros).
 */
export function currents(layer: HiddenLayer, vector: SparseVector, out: Float64Array): void {
  accumulateCurrents(out, layer.powered, vector);
  for (let mu = 0; mu < out.length; mu++) out[mu] *= layer.gain[mu];
}

/** I_μ of one unit, O(non-zeros); with rounding of its own (another order of summation than `currents`). */
export function currentOf(layer: HiddenLayer, mu: number, vector: SparseVector): number {
  let sum = 0;
  for (let j = 0; j < vector.length; j++) {
    sum += layer.powered[vector.index[j] * layer.units + mu] * vector.value[j];
  }
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
  const { units, inputs, base, powered, signed } = layer;
  const row = mu * inputs;
  let scale = layer.scale[mu] * amplitude;
  if (!Number.isFinite(scale)) return false;
  // Underflow, or an Euler step of just that length: all weights at zero inputs are now 0.
  const vanished = scale === 0;
  if (vanished) scale = 1;
  for (let j = 0; j < vector.length; j++) if (!fits(layer, w[j] / scale)) return false;
  if (vanished) {
    base.fill(0, row, row + inputs);
    refreshUnit(layer, mu);
  }
  for (let j = 0; j < vector.length; j++) {
    const i = vector.index[j];
    base[row + i] = w[j] / scale;
    powered[i * units + mu] = signed(base[row + i]);
  }
  setScale(layer, mu, scale);
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
  refreshUnit(layer, mu);
  setScale(layer, mu, 1);
  return true;
}

function fits(layer: HiddenLayer, value: number): boolean {
  const limit = layer.precision === 'f32' ? LARGEST_F32 : Number.MAX_VALUE;
  return Math.abs(value) <= limit && Math.abs(layer.signed(value)) <= limit;
}

const LARGEST_F32 = 3.4e38;

function setScale(layer: HiddenLayer, mu: number, scale: number): void {
  layer.scale[mu] = scale;
  const size = Math.abs(scale);
  if (size > LARGEST_SCALE || size < 1 / LARGEST_SCALE) foldScale(layer, mu);
  refreshGain(layer, mu);
}

function refreshGain(layer: HiddenLayer, mu: number): void {
  layer.gain[mu] = layer.retired[mu] === 1 ? 0 : layer.signed(layer.scale[mu]);
}

/** Moves the power of two of a unit's scale into its base. O(N), once in thousands of presentations. */
function foldScale(layer: HiddenLayer, mu: number): void {
  const { inputs, base } = layer;
  const factor = 2 ** Math.round(Math.log2(Math.abs(layer.scale[mu])));
  layer.scale[mu] /= factor;
  for (let i = mu * inputs; i < (mu + 1) * inputs; i++) {
    const value = base[i] * factor;
    base[i] = Math.abs(value) < NEGLIGIBLE_WEIGHT ? 0 : value;
  }
  refreshUnit(layer, mu);
}

/** Takes a unit out of the competition; it keeps its weights. */
export function retireUnit(layer: HiddenLayer, mu: number): void {
  layer.retired[mu] = 1;
  refreshGain(layer, mu);
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
