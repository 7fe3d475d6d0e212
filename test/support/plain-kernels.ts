/** Plain twins of the SIMD kernels: their definitions as straight loops, rounded where the kernels round. */
import { signedPower } from '../../src/kernels/power.ts';
import type { FloatArray, Precision } from '../../src/kernels/sparse.ts';

/** Rounds a float64 result of +, −, × or ÷ of numbers of the given precision as that precision does. */
function rounding(precision: Precision): (x: number) => number {
  return precision === 'f32' ? Math.fround : (x) => x;
}

/** One example as the kernels read it. */
export interface PlainExample {
  readonly index: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/**
 * gain · Σ_j value_j · row[index_j] of one unit, each product and each sum rounded.
 * @param row `[N]` F(W_μ)
 */
export function plainCurrent(
  row: ArrayLike<number>,
  { index, value }: PlainExample,
  { gain, precision }: { gain: number; precision: Precision },
): number {
  const round = rounding(precision);
  let sum = 0;
  for (let j = 0; j < index.length; j++) sum = round(sum + round(value[j] * row[index[j]]));
  return sum * gain;
}

/**
 * `[panel][input][width]` of the rows, zero where there is no unit.
 * @param rows `[K × N]`
 */
export function plainPanels(rows: FloatArray, inputs: number, width: number): number[] {
  const units = rows.length / inputs;
  const panels: number[] = [];
  for (let first = 0; first < units; first += width) {
    for (let i = 0; i < inputs; i++) {
      for (let mu = first; mu < first + width; mu++) panels.push(mu < units ? rows[mu * inputs + i] : 0);
    }
  }
  return panels;
}

/** How F(U) is stored. */
export interface PowerStorage {
  /** p ≥ 1. */
  readonly p: number;
  /** |F| below this is stored as 0. */
  readonly least: number;
  readonly precision: Precision;
}

/** F(u), as it is stored. */
export function plainPower(u: number, { p, least, precision }: PowerStorage): number {
  const power = signedPower(p)(u);
  return Math.abs(power) < least ? 0 : rounding(precision)(power);
}

/** New weights U of one unit with their powers; undefined when one of them is not finite. */
export function plainWeights(
  weights: readonly number[],
  storage: PowerStorage,
): { base: number[]; row: number[] } | undefined {
  const base = weights.map(rounding(storage.precision));
  const row = base.map((u) => plainPower(u, storage));
  return [...base, ...row].every(Number.isFinite) ? { base, row } : undefined;
}
