/**
 * The Lyapunov function of one presentation with g held at its start, L = Σ_μ g_μ Q_μ (claim (ii) of
 * `learning/lyapunov-claims.ts`), along the exact flow of eq. 2.
 */
import type { SparseVector } from '../kernels/sparse.ts';
import { createOverlapMeter } from '../learning/lyapunov-overlap.ts';
import { createReducedFlow } from '../learning/reduced-flow.ts';

/** A unit that learns, with its g ≠ 0. */
export interface LearningUnit {
  readonly unit: number;
  readonly g: number;
}

/** What L gains during the presentation. */
export interface PresentationGrowth {
  /** `[T]` from 0, in units of τ_L. */
  readonly times: readonly number[];
  /** `[T]` L(t) − L(0). */
  readonly total: readonly number[];
  /** The parts g_μ (Q_μ(t) − Q_μ(0)) of it. */
  readonly parts: readonly (LearningUnit & { readonly gain: readonly number[] })[];
}

const SAMPLES = 40;

/**
 * Follows the units that learn.
 * @param weightsOf `[N]` W of a unit, a copy
 * @param input the non-zero inputs of v
 * @param duration ε > 0, T/τ_L
 * @returns null where no unit learns, or one diverges
 * @remarks O(N) per unit and time.
 */
export function presentationGrowth(
  learning: readonly LearningUnit[],
  { weightsOf, input }: { weightsOf: (unit: number) => Float64Array; input: SparseVector },
  { p, radius, duration }: { p: number; radius: number; duration: number },
): PresentationGrowth | null {
  if (learning.length === 0 || input.length === 0) return null;
  const flow = createReducedFlow(p, radius);
  const meter = createOverlapMeter(p);
  const { index, value, length } = input;
  const times = Array.from({ length: SAMPLES + 1 }, (_, k) => (k * duration) / SAMPLES);
  const touched = new Float64Array(length);
  const parts: { unit: number; g: number; gain: number[] }[] = [];
  for (const { unit, g } of learning) {
    const start = weightsOf(unit);
    const v = new Float64Array(start.length);
    for (let j = 0; j < length; j++) v[index[j]] = value[j];
    meter.measure(start, v);
    const first = meter.overlap;
    const gain: number[] = [];
    for (const time of times) {
      for (let j = 0; j < length; j++) touched[j] = start[index[j]];
      if (!flow.present(touched, value, length, g * time)) return null;
      const moved = start.map((w) => flow.amplitude * w);
      for (let j = 0; j < length; j++) moved[index[j]] = touched[j];
      meter.measure(moved, v);
      gain.push(g * (meter.overlap - first));
    }
    parts.push({ unit, g, gain });
  }
  const total = times.map((_, k) => parts.reduce((sum, { gain }) => sum + gain[k], 0));
  return { times, total, parts };
}
