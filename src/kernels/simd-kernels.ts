/**
 * The calls into the WebAssembly kernels of `assembly/`. Each has a plain twin, which it equals bit for bit: the scalar
 * function that its text names, or a loop in `test/support/plain-kernels.ts` or the tests.
 */

/** A byte offset into the memory of the kernels. */
export type Pointer = number;

/**
 * The kernels for one precision T of weights and inputs (f32 or f64). W is `[K × N]`; `rows` is F(W) row-major,
 * `[K × N]` of T; `panels` is F(W) as `[panel][input][PANEL_WIDTH]` of T, K filled up with zero columns to whole
 * panels. Sparse examples are rows of a CSR matrix: `rowStart` int32 `[B + 1]`, `index` int32 (input numbers) and
 * `value` of T, in ascending order of inputs. `gain` is float64.
 *
 * All currents are out_μ = gain_μ · f64(Σ_j value_j · F(W_μ,index_j)), summed from 0 in the order of j in precision T,
 * every product rounded before it is added; kernels that say so return the same bits.
 *
 * Arguments are positional, and not checked: these are calls into WebAssembly.
 */
export interface FloatKernels {
  /**
   * Currents of `examples` examples for the units of `panelCount` panels that follow each other.
   *
   * @param out float64 `[examples × outStride]`, of the first example and the first of these units
   * @param outStride from one example to the next, in numbers
   * @param panels the first of these panels
   * @param inputs N
   * @param gain of the first of these units; as `out`, with room for whole panels
   * @param rowStart of the first example; its numbers count from `index` and `value`
   * @remarks O(examples · non-zeros · panels).
   */
  readonly panelCurrents: (
    out: Pointer,
    outStride: number,
    panels: Pointer,
    panelCount: number,
    inputs: number,
    gain: Pointer,
    rowStart: Pointer,
    index: Pointer,
    value: Pointer,
    examples: number,
  ) => void;

  /**
   * Currents of `examples` examples that are mostly non-zero, at the same cost for any density; the same bits as
   * `panelCurrents` of their non-zero inputs, as long as all F(W) and inputs are finite.
   *
   * @param out as in `panelCurrents`, as are all parameters but the last two
   * @param values T `[examples × N]`
   * @remarks Faster than `panelCurrents` from about 80% non-zero inputs on.
   */
  readonly densePanelCurrents: (
    out: Pointer,
    outStride: number,
    panels: Pointer,
    panelCount: number,
    inputs: number,
    gain: Pointer,
    values: Pointer,
    examples: number,
  ) => void;

  /**
   * Currents of `count` listed units for one example; the same bits as `panelCurrents`.
   *
   * @param out float64 `[K]`: only the listed units are written
   * @param inputs N
   * @param gain float64 `[K]`
   * @param units int32 `[count]`, unit numbers
   * @param index of this example, as `value`: `[length]`
   */
  readonly rowCurrents: (
    out: Pointer,
    rows: Pointer,
    inputs: number,
    gain: Pointer,
    units: Pointer,
    count: number,
    index: Pointer,
    value: Pointer,
    length: number,
  ) => void;

  /**
   * Copies F(W) of `count` listed units from `rows` into their columns of `panels`.
   * @param units int32 `[count]`
   */
  readonly refreshPanels: (
    panels: Pointer,
    rows: Pointer,
    inputs: number,
    units: Pointer,
    count: number,
  ) => void;

  /**
   * out_i = F(base_i), F(x) = sgn(x)|x|^(p−1), for `count` neighbours: the same bits as `signedPower(p)` of
   * `power.ts`, rounded to T.
   *
   * @param out T `[count]`
   * @param base T `[count]`
   * @param twice 2 (p − 1), a whole number from 0 to 32; other p must go through `signedPower`
   * @param least |F| below this becomes 0, see `SMALLEST_POWER`; 0 keeps all
   */
  readonly powers: (out: Pointer, base: Pointer, count: number, twice: number, least: number) => void;

  /**
   * base[index_j] = w_j / scale and row[index_j] = F(base[index_j]) for `length` inputs of one unit, or nothing at all.
   *
   * @param base T `[N]` of one unit
   * @param row T `[N]` its F(U)
   * @param w float64 `[length]`
   * @param index int32 `[length]`
   * @param twice as in `powers`
   * @param least as in `powers`
   * @returns 1, or 0 with nothing written when one of these numbers is not finite as T
   */
  readonly scatterPower: (
    base: Pointer,
    row: Pointer,
    w: Pointer,
    index: Pointer,
    length: number,
    scale: number,
    twice: number,
    least: number,
  ) => number;

  /**
   * sum_i −= decay · (scale · base_i), i < `count`, of one unit.
   *
   * @param sum float64 `[count]`
   * @param base T `[count]`
   * @returns the largest |sum_i|, NaN passed over
   */
  readonly change: (sum: Pointer, base: Pointer, count: number, scale: number, decay: number) => number;

  /**
   * base_i = scale · base_i + step · sum_i and row_i = F(base_i), i < `count`, of one unit, whose scale is 1 then; or
   * nothing of both.
   *
   * @param base T `[count]`
   * @param row T `[count]`
   * @param sum float64 `[count]`, overwritten in either case
   * @param twice as in `powers`
   * @param least as in `powers`
   * @returns 1, or 0 with neither base nor row written when one of their numbers is not finite as T
   */
  readonly applyStep: (
    base: Pointer,
    row: Pointer,
    sum: Pointer,
    count: number,
    scale: number,
    step: number,
    twice: number,
    least: number,
  ) => number;
}

/** The kernels that know float64 only. */
export interface VectorKernels {
  /**
   * Indices of the `rank` largest of `count` values in descending order, ties by index: what `largestIndices` of
   * `top-k.ts` finds.
   *
   * @param values float64 `[count]`
   * @param rank 0 to count
   * @param out int32 `[rank]`
   */
  readonly largest: (values: Pointer, count: number, rank: number, out: Pointer) => void;

  /**
   * The largest of `count` values: NaN if one is NaN, −∞ of none.
   * @param values float64 `[count]`
   */
  readonly maximum: (values: Pointer, count: number) => number;

  /**
   * Finds the values ≥ `bound`, by ascending index.
   *
   * @param values float64 `[count]`
   * @param out int32 `[count]`
   * @returns how many
   */
  readonly atLeast: (values: Pointer, count: number, bound: number, out: Pointer) => number;

  /**
   * sum[index_j] += weight · value_j, j < `length`.
   *
   * @param sum float64
   * @param index int32 `[length]`
   * @param value float64 `[length]`
   */
  readonly accumulateSparse: (
    sum: Pointer,
    weight: number,
    index: Pointer,
    value: Pointer,
    length: number,
  ) => void;
}

/**
 * Linear outputs over rows of features, float32. The number of outputs is filled up to a multiple of `OUTPUT_GROUP`,
 * with weights and slopes of 0. `rows` is int32 `[count]`: pointers to rows of `stride` features, a multiple of
 * `FEATURE_GROUP`, of which those beyond the last feature are 0. Products and sums are rounded one by one.
 */
export interface ReadoutKernels {
  /**
   * out_bc = Σ_μ S_cμ f_bμ: the four sums over μ of equal remainder modulo 4, then (s₀ + s₂) + (s₁ + s₃).
   *
   * @param out float32 `[count × outputs]`
   * @param weights S, float32 `[outputs × stride]`
   * @remarks O(count · outputs · stride).
   */
  readonly readoutScores: (
    out: Pointer,
    weights: Pointer,
    outputs: number,
    stride: number,
    rows: Pointer,
    count: number,
  ) => void;

  /**
   * gradient_cμ += Σ_b slope_bc f_bμ, in the order of b.
   *
   * @param gradient float32 `[outputs × stride]`
   * @param slopes float32 `[count × outputs]`
   */
  readonly readoutGradient: (
    gradient: Pointer,
    slopes: Pointer,
    outputs: number,
    stride: number,
    rows: Pointer,
    count: number,
  ) => void;

  /**
   * One step of Adam (Kingma & Ba 2015, algorithm 1) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, in place:
   * m = β₁ m + (1 − β₁) g, v = β₂ v + (1 − β₂) g², S −= rate · m / (√(correction · v) + ε), and g = 0.
   * Gradients below 2⁻⁵⁰, moments below 2⁻¹⁰⁰ and weights below 2⁻⁶⁰ in size become 0, before they are denormal numbers.
   *
   * @param weights float32 `[count]`, as `mean`, `square` and `gradient`; count a multiple of 4
   * @param rate α / (1 − β₁^t), float32
   * @param correction 1 / (1 − β₂^t), float32
   */
  readonly adamStep: (
    weights: Pointer,
    mean: Pointer,
    square: Pointer,
    gradient: Pointer,
    count: number,
    rate: number,
    correction: number,
  ) => void;
}
