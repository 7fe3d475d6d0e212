/** The calls into the kernels of a layer that learns end to end, as `simd-kernels.ts` tells of the others. */
import type { Pointer } from './simd-kernels.ts';

/** Units of one panel of such a layer: 128 bytes per input. */
export const LAYER_PANEL = 32;

/** Inputs whose gradient the kernel holds at a time. */
export const LAYER_SCRATCH = 32;

/**
 * A layer of rectified linear units, float32, one panel of `LAYER_PANEL` units at a time: `panel`, `mean` and `square` are
 * `[N × 32]` W and what Adam keeps of it, with 0 for units that fill up the last panel. A minibatch of B examples is a
 * sparse matrix, int32 `rowStart` `[B + 1]` and `index`, float32 `value`; learning takes its transpose, `columnStart`
 * `[N + 1]` and `example`. Products and sums are rounded one by one, in the order of the sparse entries.
 */
export interface LayerKernels {
  /**
   * h_bμ = Σ_j value_j W_μ,index_j, or 0 where that is below 2⁻⁶⁰.
   *
   * @param out float32, the units of this panel of the first example
   * @param outBytes from one example to the next
   * @param inputs N
   * @remarks O(non-zeros · 32).
   */
  readonly layerActivities: (
    out: Pointer,
    outBytes: number,
    panel: Pointer,
    inputs: number,
    rowStart: Pointer,
    index: Pointer,
    value: Pointer,
    examples: number,
  ) => void;

  /**
   * δ_bμ = Σ_c slope_bc S_cμ where h_bμ > 0, else 0; also 0 where that is below 2⁻⁶⁰ in size.
   *
   * @param out float32 `[B × 32]`
   * @param activities as `out` of `layerActivities`
   * @param weights S, float32, the units of this panel of the first output; read beyond the last unit, too, where h is 0
   * @param weightBytes from one output to the next
   * @param slopes float32 `[B × outputs]` dC/d(S·h)
   */
  readonly layerSlopes: (
    out: Pointer,
    activities: Pointer,
    activityBytes: number,
    weights: Pointer,
    weightBytes: number,
    slopes: Pointer,
    outputs: number,
    examples: number,
  ) => void;

  /**
   * The gradient Σ_b δ_bμ v_bi of every weight, and the step of `adamStep` along it.
   *
   * @param inputs N
   * @param slopes δ, as `out` of `layerSlopes`
   * @param scratch float32 `[LAYER_SCRATCH × 32]`
   * @param rate as in `adamStep`, as `correction`
   */
  readonly layerLearn: (
    panel: Pointer,
    mean: Pointer,
    square: Pointer,
    inputs: number,
    slopes: Pointer,
    columnStart: Pointer,
    example: Pointer,
    value: Pointer,
    scratch: Pointer,
    rate: number,
    correction: number,
  ) => void;
}
