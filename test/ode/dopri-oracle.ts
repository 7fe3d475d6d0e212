/** The npm package `dopri` (R. FitzJohn), an independent code, as an oracle. */
import { Dopri } from 'dopri';
import type { Problem } from './problem.ts';

/** End state of `problem` at the absolute and relative tolerance 1e-12. */
export function solveWithDopri({ rhs, y0, span: [t0, t1] }: Problem): readonly number[] {
  const y = new Float64Array(y0.length);
  const dydt = new Float64Array(y0.length);
  const solver = new Dopri(
    (t, state, slope) => {
      y.set(state);
      rhs(dydt, y, t);
      for (let i = 0; i < dydt.length; i++) slope[i] = dydt[i];
    },
    y0.length,
    { atol: 1e-12, rtol: 1e-12 },
  );
  solver.initialise(t0, [...y0]);
  return solver.run(t1)([t1])[0];
}
