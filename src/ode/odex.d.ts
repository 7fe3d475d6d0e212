/**
 * Types of the npm package `odex` 2.0.4, as far as they are used. The package ships raw TypeScript that does not
 * compile under `strict`, so `tsconfig.json` maps its name to this file.
 */

/** Reads its arguments, returns y′. `y` must be a plain array at the start: a `Float64Array` silently gives NaN. */
export type Derivative = (x: number, y: readonly number[]) => ArrayLike<number>;

/** Component `i` of the solution at x in the last accepted step; looks through all components for `i`. */
export type DenseComponent = (i: number, x: number) => number;

/** Called at the start (n = 1) and after every accepted step; `false` ends the integration. */
export type OutputFunction = (
  n: number,
  xOld: number,
  x: number,
  y: readonly number[],
  dense: DenseComponent | false,
) => boolean | undefined;

export interface Result {
  readonly y: readonly number[];
  /** 0: converged, 1: too many steps, 2: ended by the output function. */
  readonly outcome: 0 | 1 | 2;
  readonly nReject: number;
}

export class Solver {
  constructor(n: number);
  maxSteps: number;
  initialStepSize: number;
  maxStepSize: number;
  denseOutput: boolean;
  absoluteTolerance: number;
  relativeTolerance: number;
  solve(f: Derivative, x: number, y0: readonly number[], xEnd: number, solOut: OutputFunction): Result;
}
