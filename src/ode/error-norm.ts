/**
 * How large an error is, measured in tolerances.
 *
 * Root mean square of err_i / (atol + rtol · max(|y_i|, |z_i|)) (Hairer, Nørsett, Wanner I, section II.4, eq. 4.11).
 * The largest in place of the mean would stop at each kink of each component: 2 to 2.5 times the evaluations on 2000
 * components coupled through their rectified sum.
 */

/** Tolerances of the norm. */
export interface Tolerances {
  readonly rtol: number;
  /** > 0: a zero would turn 0/0 into NaN for a component that is and stays 0. */
  readonly atol: number;
}

/**
 * Norm of the error estimate of the step y → z.
 * @param out out[0]: the norm, NaN if anything is not finite; out[1]: max |z_i|
 */
export function measureError(
  out: Float64Array,
  error: Float64Array,
  y: Float64Array,
  z: Float64Array,
  { rtol, atol }: Tolerances,
): void {
  let sum = 0;
  let peak = 0;
  const n = error.length;
  for (let i = 0; i < n; i++) {
    const before = Math.abs(y[i]);
    const after = Math.abs(z[i]);
    const e = error[i] / (atol + rtol * (before > after ? before : after));
    sum += e * e;
    if (after > peak) peak = after;
  }
  out[0] = Math.sqrt(sum / n);
  out[1] = peak;
}

/** Norm of `v` (a state, a derivative) in units of the tolerances at `y`. */
export function weightedNorm(v: Float64Array, y: Float64Array, { rtol, atol }: Tolerances): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) {
    const x = v[i] / (atol + rtol * Math.abs(y[i]));
    sum += x * x;
  }
  return Math.sqrt(sum / v.length);
}

/** max |v_i|, or NaN if anything is not finite. */
export function largest(v: Float64Array): number {
  let peak = 0;
  let zero = 0;
  for (let i = 0; i < v.length; i++) {
    zero += 0 * v[i];
    const size = Math.abs(v[i]);
    if (size > peak) peak = size;
  }
  return peak + zero;
}
