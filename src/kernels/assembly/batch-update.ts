/**
 * One minibatch step of the shortcut for one unit, in the arithmetic of `src/learning/minibatch.ts`:
 * the pull Σ_b g_b R^p v_b, from it the change Δ = pull − Σ_b g_b I_b · W, and W + step · Δ.
 *
 * Measured for 784 weights in f32, p = 4: change 0.29 µs (plain JavaScript 0.7 µs), step 0.87 µs (18 µs), a pull of 168
 * inputs 0.10 µs (0.12 µs).
 */
import { loadPair, rounded, storePair, word } from './memory';
import { powers, storable } from './power';

/** sum[index_j] += weight · value_j. */
export function accumulateSparse(sum: usize, weight: f64, index: usize, value: usize, length: usize): void {
  for (const stop = index + (length << 2); index < stop; index += 4) {
    const at = sum + (word(index) << 3);
    store<f64>(at, load<f64>(at) + weight * load<f64>(value));
    value += 8;
  }
}

/** sum_i −= decay · (scale · base_i); returns the largest |sum_i|, passing over NaN. */
function change<T>(sum: usize, base: usize, count: usize, scale: f64, decay: f64): f64 {
  const a = f64x2.splat(scale);
  const b = f64x2.splat(decay);
  let most = f64x2.splat(0);
  const stop = sum + (count << 3);
  for (; sum + 16 <= stop; sum += 16) {
    const next = f64x2.sub(v128.load(sum), f64x2.mul(b, f64x2.mul(a, loadPair<T>(base))));
    v128.store(sum, next);
    most = f64x2.pmax(most, f64x2.abs(next));
    base += 2 * sizeof<T>();
  }
  if (sum < stop) {
    const next = load<f64>(sum) - decay * (scale * (load<T>(base) as f64));
    store<f64>(sum, next);
    most = f64x2.pmax(most, f64x2.splat(abs(next)));
  }
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/**
 * U = scale · U + step · sum and F(U) of one unit, whose scale is then 1, or nothing of both.
 * @returns 1 when all are finite as T and were written
 */
function applyStep<T>(
  base: usize,
  row: usize,
  sum: usize,
  count: usize,
  scale: f64,
  step: f64,
  twice: i32,
  least: f64,
): i32 {
  const a = f64x2.splat(scale);
  const b = f64x2.splat(step);
  const pairs = count >> 1;
  // The new weights take the place of the sums, so that none is written before all are known to be finite.
  let most = f64x2.splat(0);
  // All bits set, which is a NaN, once there was one; `f64x2.max` would keep it too, but takes three times as long.
  let missing = most;
  for (let i: usize = 0; i < pairs; i++) {
    const at = sum + (i << 4);
    const old = f64x2.mul(a, loadPair<T>(base + 2 * i * sizeof<T>()));
    const w = f64x2.add(old, f64x2.mul(b, v128.load(at)));
    v128.store(at, w);
    const u = rounded<T>(w);
    most = f64x2.pmax(most, f64x2.abs(u));
    missing = v128.or(missing, f64x2.ne(u, u));
  }
  const last = count - 1;
  if (count & 1) {
    const w = scale * (load<T>(base + last * sizeof<T>()) as f64) + step * load<f64>(sum + (last << 3));
    store<f64>(sum + (last << 3), w);
    const u = rounded<T>(f64x2.splat(w));
    most = f64x2.pmax(most, f64x2.abs(u));
    missing = v128.or(missing, f64x2.ne(u, u));
  }
  if (!storable<T>(v128.or(most, missing), twice)) return 0;
  for (let i: usize = 0; i < pairs; i++) {
    storePair<T>(base + 2 * i * sizeof<T>(), v128.load(sum + (i << 4)));
  }
  if (count & 1) store<T>(base + last * sizeof<T>(), load<f64>(sum + (last << 3)) as T);
  powers<T>(row, base, count, twice, least);
  return 1;
}

export function changeF32(sum: usize, base: usize, count: usize, scale: f64, decay: f64): f64 {
  return change<f32>(sum, base, count, scale, decay);
}

export function changeF64(sum: usize, base: usize, count: usize, scale: f64, decay: f64): f64 {
  return change<f64>(sum, base, count, scale, decay);
}

export function applyStepF32(
  base: usize,
  row: usize,
  sum: usize,
  count: usize,
  scale: f64,
  step: f64,
  twice: i32,
  least: f64,
): i32 {
  return applyStep<f32>(base, row, sum, count, scale, step, twice, least);
}

export function applyStepF64(
  base: usize,
  row: usize,
  sum: usize,
  count: usize,
  scale: f64,
  step: f64,
  twice: i32,
  least: f64,
): i32 {
  return applyStep<f64>(base, row, sum, count, scale, step, twice, least);
}
