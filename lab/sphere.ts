/** Weights moved onto the sphere that eq. 2 leads them to. */
import { absolutePower } from '../src/kernels/power.ts';
import { PIXELS } from './image.ts';
import { RADIUS } from './settings.ts';

/** W ← R W / ‖W‖_p for every unit with weights other than 0. */
export function projectOntoSphere(weights: Float64Array, p: number): void {
  const power = absolutePower(p);
  for (let start = 0; start < weights.length; start += PIXELS) {
    const w = weights.subarray(start, start + PIXELS);
    const norm = w.reduce((sum, value) => sum + power(value), 0);
    if (norm === 0) continue;
    const factor = RADIUS / Math.pow(norm, 1 / p);
    for (let i = 0; i < PIXELS; i++) w[i] *= factor;
  }
}
