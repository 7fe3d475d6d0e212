/**
 * Eq. 2 with h following the weights, in its plainest form: all N weights of all units, and for the full coupling all K
 * activities, integrated by the npm package `dopri` (R. FitzJohn).
 */
import { Dopri } from 'dopri';
import type { DenseLayer } from './dense-layer.ts';
import { denseCurrents } from './dense-layer.ts';
import { plainSteadyState } from './plain-steady-state.ts';
import type { Geometry } from './present.ts';

/** One example, and the rule. */
export interface PlainCoupling extends Geometry {
  readonly layer: DenseLayer;
  readonly input: ArrayLike<number>;
  readonly inhibition: number;
  /** g(h), also for h ≤ 0. */
  readonly activation: (h: number) => number;
  /** ε. */
  readonly duration: number;
  /** Relative and absolute, per step. */
  readonly tolerance: number;
}

/** Solves dy/dt = f(y) from 0 to `end`. */
function solve(
  start: readonly number[],
  end: number,
  { tolerance, f }: { tolerance: number; f: (y: readonly number[], slope: number[]) => void },
): readonly number[] {
  const solver = new Dopri((_, y, slope) => f(y, slope), start.length, {
    atol: tolerance,
    rtol: tolerance,
    maxSteps: 10_000_000,
    stepSizeMin: 0,
  });
  solver.initialise(0, [...start]);
  return solver.run(end)([end])[0];
}

function rowsOf(flat: readonly number[], { layer }: PlainCoupling): DenseLayer {
  const inputs = layer[0].length;
  return layer.map((_, mu) => Float64Array.from(flat.slice(mu * inputs, (mu + 1) * inputs)));
}

/** Writes τ_L dW/dt for all units to `slope` from `at` on. */
function learning(
  slope: number[],
  at: number,
  state: { readonly layer: DenseLayer; readonly currents: Float64Array; readonly h: readonly number[] },
  { p, radius, input, activation }: PlainCoupling,
): void {
  let place = at;
  state.layer.forEach((unit, mu) => {
    const g = state.h[mu] > 0 ? activation(state.h[mu]) : 0;
    unit.forEach((weight, i) => {
      slope[place++] = g * (radius ** p * input[i] - state.currents[mu] * weight);
    });
  });
}

/** W after a presentation with h at the steady state of the weights of each time, w < 1. */
export function plainAdiabatic(problem: PlainCoupling): DenseLayer {
  const { layer, input, p, inhibition, duration, tolerance } = problem;
  const f = (y: readonly number[], slope: number[]): void => {
    const rows = rowsOf(y, problem);
    const currents = denseCurrents(rows, input, p);
    const h = new Array<number>(layer.length).fill(0);
    for (const active of plainSteadyState(currents, inhibition)) h[active.unit] = active.h;
    learning(slope, 0, { layer: rows, currents, h }, problem);
  };
  return rowsOf(
    solve(
      layer.flatMap((unit) => [...unit]),
      duration,
      { tolerance, f },
    ),
    problem,
  );
}

/** h and W after a presentation from h(0) = 0 with τ/τ_L = `timescale`. */
export function plainFull(
  problem: PlainCoupling,
  timescale: number,
): { readonly h: readonly number[]; readonly layer: DenseLayer } {
  const { layer, input, p, inhibition, duration, tolerance } = problem;
  const units = layer.length;
  const f = (y: readonly number[], slope: number[]): void => {
    const rows = rowsOf(y.slice(units), problem);
    const currents = denseCurrents(rows, input, p);
    const h = y.slice(0, units);
    h.forEach((own, mu) => {
      const others = h.reduce((sum, other, nu) => (nu === mu ? sum : sum + Math.max(other, 0)), 0);
      slope[mu] = (currents[mu] - inhibition * others - own) / timescale;
    });
    learning(slope, units, { layer: rows, currents, h }, problem);
  };
  const start = [...new Array<number>(units).fill(0), ...layer.flatMap((unit) => [...unit])];
  const end = solve(start, duration, { tolerance, f });
  return { h: end.slice(0, units), layer: rowsOf(end.slice(units), problem) };
}
