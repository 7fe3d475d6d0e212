/** Eq. 2 on all N weights by the npm package `dopri` (R. FitzJohn): an independent code and an independent form. */
import { Dopri } from 'dopri';
import type { Geometry } from './present.ts';
import type { Presentation } from './random-unit.ts';

/**
 * W after the learning clock has run from 0 to `clock`, dW/ds = R^p v − ⟨W,v⟩ W.
 * @param tolerance relative and absolute, per step
 */
export function integratePlasticity(
  { weights, input }: Presentation,
  clock: number,
  { p, radius, tolerance }: Geometry & { readonly tolerance: number },
): readonly number[] {
  const direction = Math.sign(clock);
  const drive = radius ** p;
  // Near a pole, and where the right-hand side jumps, steps must become smaller than the 1e-8 of its default.
  const stepSizeMin = 0;
  const solver = new Dopri(
    (_, w, slope) => {
      let current = 0;
      for (let i = 0; i < w.length; i++) current += Math.sign(w[i]) * Math.abs(w[i]) ** (p - 1) * input[i];
      for (let i = 0; i < w.length; i++) slope[i] = direction * (drive * input[i] - current * w[i]);
    },
    weights.length,
    { atol: tolerance, rtol: tolerance, maxSteps: 100_000, stepSizeMin },
  );
  solver.initialise(0, [...weights]);
  const end = Math.abs(clock);
  return solver.run(end)([end])[0];
}
