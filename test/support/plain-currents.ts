/** Plain twin of `src/kernels/currents.ts`: the definition I_μ = Σ_i F(W_μi) v_i as two nested loops. */

/**
 * @param powered `[N × K]` F(W), input-major
 * @param input `[N]` v
 * @returns `[K]` the currents, and Σ_i |F(W_μi) v_i|, the scale of their rounding
 */
export function plainCurrents(
  powered: ArrayLike<number>,
  input: ArrayLike<number>,
  units: number,
): { currents: number[]; magnitude: number[] } {
  const currents: number[] = [];
  const magnitude: number[] = [];
  for (let mu = 0; mu < units; mu++) {
    let sum = 0;
    let size = 0;
    for (let i = 0; i < input.length; i++) {
      const term = powered[i * units + mu] * input[i];
      sum += term;
      size += Math.abs(term);
    }
    currents.push(sum);
    magnitude.push(size);
  }
  return { currents, magnitude };
}
