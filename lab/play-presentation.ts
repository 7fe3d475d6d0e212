/** One presentation as a movement of a moment: weights along the exact flow, and at its end those of `plasticity`. */
import { invalidate } from './frames.ts';
import type { PresentedUnits } from './presentation-steps.ts';
import { PIXELS } from './image.ts';

/** What is played. */
export interface Play {
  readonly present: (steps: number) => Promise<PresentedUnits>;
  /** `[K × N]` at the start. */
  readonly weights: Float64Array;
  readonly show: (weights: Float64Array, progress: number) => void;
}

const STEPS = 24;
/** Milliseconds. */
const DURATION = 480;

/** Plays it. @returns `[K × N]` at the end */
export async function playPresentation({ present, weights, show }: Play): Promise<Float64Array> {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const { units, steps } = await present(isCalm ? 1 : STEPS);
  const after = (k: number): Float64Array => {
    const next = weights.slice();
    const moved = steps[k];
    for (let i = 0; i * PIXELS < moved.length; i++) {
      next.set(moved.subarray(i * PIXELS, (i + 1) * PIXELS), units[i] * PIXELS);
    }
    return next;
  };
  if (steps.length === 0) return weights;
  const start = performance.now();
  while (!isCalm) {
    await new Promise<void>((go) => invalidate(go));
    const share = (performance.now() - start) / DURATION;
    if (share >= 1) break;
    const k = Math.floor(share * steps.length);
    show(after(k), (k + 1) / steps.length);
  }
  return after(steps.length - 1);
}
