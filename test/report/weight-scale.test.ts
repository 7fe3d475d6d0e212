import { describe, expect, it } from 'vitest';
import { weightScale } from '../../src/report/weight-scale.ts';

describe('the scale of the weight pictures', () => {
  it('is the lower quartile over the units of their largest |W|, rounded up to two digits', () => {
    const weights = Float64Array.of(0.1, -0.2, 0.301, 0.1, -0.9, 0.5, 0, 0.6);
    expect(weightScale([{ weights, hidden: 4, inputs: 2 }])).toEqual({ scale: 0.31, clipped: true });
  });

  it('leaves a number that has two digits as it is', () => {
    for (const largest of [0.31, 0.07, 5, 12, 0.0042]) {
      const weights = Float64Array.of(largest, 0);
      expect(weightScale([{ weights, hidden: 1, inputs: 2 }])).toEqual({ scale: largest, clipped: false });
    }
  });

  it('is not drawn away by units that never learned or diverged', () => {
    const weights = Float64Array.of(0.3, 0.2, 0.3, 0, 4, -4, 4, 3, 3, -4, NaN, 1);
    expect(weightScale([{ weights, hidden: 6, inputs: 2 }]).scale).toBe(0.3);
  });

  it('is one for all layers together', () => {
    const layer = (w: number): { weights: Float64Array; hidden: number; inputs: number } => ({
      weights: Float64Array.of(w),
      hidden: 1,
      inputs: 1,
    });
    expect(weightScale([layer(4), layer(1), layer(3), layer(2)])).toEqual({ scale: 2, clipped: true });
  });

  it('is 1 when every weight is zero', () => {
    expect(weightScale([{ weights: new Float32Array(4), hidden: 2, inputs: 2 }])).toEqual({
      scale: 1,
      clipped: false,
    });
  });
});
