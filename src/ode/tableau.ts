/**
 * An embedded explicit Runge–Kutta pair as data.
 *
 * Every pair here is FSAL (the last stage is f at the new state, the first stage of the next step) and of the form
 *   Y_i = y + h Σ_{j<i} a_ij k_j,  k_i = f(t + c_i h, Y_i),  y₁ = Y_s,  error = h Σ_i e_i k_i,
 * and its dense output is the cubic Hermite polynomial plus one quartic term that vanishes doubly at both ends:
 *   y(t + θh) = Hermite₃(θ) + θ²(1−θ)² h Σ_i d_i k_i.
 * A continuously differentiable interpolant of degree 4 has this form whatever its published form is, so one
 * evaluation serves all methods. Zeros are skipped, so a zero costs nothing.
 */
export interface Tableau {
  /** Order of the solution that is carried on. */
  readonly order: number;
  /** Exponent of h in the error estimate: order of the embedded solution + 1. */
  readonly errorOrder: number;
  /** `c[i]`: nodes; the first is 0, the last 1. */
  readonly nodes: readonly number[];
  /** `a[i]`: the coefficients of stage i + 1; the last row is the solution itself. */
  readonly stages: readonly (readonly number[])[];
  /** `e`: weights of the solution minus those of the embedded one. */
  readonly error: readonly number[];
  /** `d`: the quartic term of the dense output; all zero for plain Hermite. */
  readonly quartic: readonly number[];
  /** `γ`: a combination of stages without smooth part (see `stiffness.ts`). */
  readonly rough: readonly number[];
  /** The method is stable on [−boundary, 0] of the real axis. */
  readonly stabilityBoundary: number;
}
