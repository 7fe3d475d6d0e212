/** Which component is to blame for a failed solve: looked for on demand, after the fact. */
import type { Tolerances } from './error-norm.ts';
import type { Retcode } from './types.ts';

export interface WorstComponent {
  /** `y[i]` or `dy/dt[i]`. */
  readonly name: string;
  readonly value: number;
}

function indexOfLargest(n: number, size: (i: number) => number): number {
  let worst = 0;
  for (let i = 1; i < n; i++) if (size(i) > size(worst)) worst = i;
  return worst;
}

/** What is left of the step tried last. */
export interface LastStep {
  /** `[n]`, last accepted state. */
  readonly y: Float64Array;
  /** `[n]`, the other end of the step. */
  readonly z: Float64Array;
  /** `[n]`, its error estimate. */
  readonly error: Float64Array;
  /** `[n]` each, slopes at its start and on its way. */
  readonly slopes: readonly Float64Array[];
}

/** `NonFinite`: the first component that is not finite; `Unstable`: the largest; else the largest error estimate. */
export function worstComponent(
  retcode: Retcode,
  { y, z, error, slopes }: LastStep,
  { rtol, atol }: Tolerances,
): WorstComponent {
  if (retcode === 'NonFinite') {
    const inState = y.findIndex((value) => !Number.isFinite(value));
    if (inState >= 0) return { name: `y[${inState}]`, value: y[inState] };
    for (const slope of slopes) {
      const i = slope.findIndex((value) => !Number.isFinite(value));
      if (i >= 0) return { name: `dy/dt[${i}]`, value: slope[i] };
    }
  }
  const size =
    retcode === 'Unstable'
      ? (i: number): number => Math.abs(y[i])
      : (i: number): number => Math.abs(error[i]) / (atol + rtol * Math.max(Math.abs(y[i]), Math.abs(z[i])));
  const i = indexOfLargest(y.length, size);
  return { name: `y[${i}]`, value: y[i] };
}
