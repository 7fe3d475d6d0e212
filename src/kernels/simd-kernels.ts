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
   * w_j = scale · base[index_j], and Σ w³v, Σ w²v², Σ wv³, Σ v⁴ over `length` inputs of one example, in float64 and in
   * the order of the inputs: the same bits as in `createPowerLine(4, …)`.
   *
   * @param sums float64 `[4]`
   * @param w float64 `[length]`
   * @param base T `[N]` of one unit
   * @param index int32 `[length]`
   * @param value float64 `[length]` v, in either precision of T
   */
  readonly moments4: (
    sums: Pointer,
    w: Pointer,
    base: Pointer,
    scale: number,
    index: Pointer,
    value: Pointer,
    length: number,
  ) => void;

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
