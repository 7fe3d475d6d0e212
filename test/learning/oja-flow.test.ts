import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { createHiddenLayer, layerWeights } from '../../src/learning/hidden-layer.ts';
import { durations, ojaFlow } from '../../src/learning/oja-flow.ts';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { randomExample, sparseOf } from '../support/sparse-vectors.ts';

const INPUTS = 9;

/** W after τ_L dW/dt = h (R² v − h W), h = ⟨W, v⟩ followed all the way, by an adaptive method. */
function integrated(
  weights: Float64Array,
  input: Float64Array,
  { radius, duration }: { radius: number; duration: number },
): Float64Array {
  const solver = createIntegrator(
    (dydt, y) => {
      const h = y.reduce((sum, w, i) => sum + w * input[i], 0);
      for (let i = 0; i < y.length; i++) dydt[i] = h * (radius * radius * input[i] - h * y[i]);
    },
    weights.length,
    { method: 'dopri5', rtol: 1e-12, atol: 1e-14 },
  );
  const y = weights.slice();
  expect(solver.advance(y, 0, duration)).toBe('Success');
  return y;
}

describe("Oja's rule over a presentation", () => {
  it.each([
    [0.1, 1],
    [2, 1],
    [0.5, 0.3],
    [0.5, 2],
  ])('is its differential equation, ε = %d and R = %d, whatever the sign of h', (duration, radius) => {
    const stream = randomStream(4, 'oja-flow');
    const signs = new Set<number>();
    for (let k = 0; k < 12; k++) {
      const weights = Float64Array.from({ length: INPUTS }, () => radius * stream.normal());
      const input = randomExample(stream, INPUTS, 0.7);
      signs.add(Math.sign(weights.reduce((sum, w, i) => sum + w * input[i], 0)));
      const shape = { units: 2, inputs: INPUTS, p: 2, radius, precision: 'f64' } as const;
      const other = new Float64Array(INPUTS).fill(0.5);
      const layer = createHiddenLayer([...other, ...weights], shape);
      expect(ojaFlow(layer)(1, sparseOf(input), duration)).toBe(true);
      const after = layerWeights(layer);
      expect([...after.subarray(0, INPUTS)]).toEqual([...other]);
      const expected = integrated(weights, input, { radius, duration });
      // Some hundred steps of 1e-12.
      for (let i = 0; i < INPUTS; i++) {
        expect(Math.abs(after[INPUTS + i] - expected[i])).toBeLessThan(1e-10 * radius);
      }
    }
    expect(signs).toEqual(new Set([-1, 1]));
  });

  it('ends at ±R v/‖v‖, and changes nothing for an input of zeros', () => {
    const shape = { units: 1, inputs: 2, p: 2, radius: 3, precision: 'f64' } as const;
    const layer = createHiddenLayer([-0.2, 0.1], shape);
    const flow = ojaFlow(layer);
    expect(flow(0, sparseOf([0, 0]), 1)).toBe(true);
    expect([...layerWeights(layer)]).toEqual([-0.2, 0.1]);
    expect(flow(0, sparseOf([0.6, 0.8]), 1e3)).toBe(true);
    // ⟨W, v⟩ is negative at the start.
    expect(layerWeights(layer)[0]).toBeCloseTo(-1.8, 14);
    expect(layerWeights(layer)[1]).toBeCloseTo(-2.4, 14);
  });

  it('has the time itself as its clock', () => {
    const clocks = durations();
    const decision = { units: new Int32Array(1), activation: Float64Array.of(-7), count: 1 };
    const rest = { active: 0, winner: 0, solved: true };
    const set = { count: 0, units: new Int32Array(0), activity: new Float64Array(0), tied: false };
    const whole = { ...decision, ...rest, set: { ...set, retcode: 'Success' as const } };
    expect([...clocks(whole, 0.25)]).toEqual([0.25]);
  });
});
