/** An initial value problem whose end value is known. */
import type { RightHandSide } from '../../src/ode/types.ts';

export interface Problem {
  readonly name: string;
  readonly rhs: RightHandSide;
  readonly y0: readonly number[];
  readonly span: readonly [number, number];
  /** State at the end, published or in closed form. */
  readonly end: readonly number[];
}

/** max_i |a_i − b_i| / max(1, |b_i|). */
export function deviation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0;
  for (let i = 0; i < b.length; i++) {
    const difference = Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(b[i]));
    // Written so that NaN is the worst.
    if (!(difference <= worst)) worst = difference;
  }
  return worst;
}
