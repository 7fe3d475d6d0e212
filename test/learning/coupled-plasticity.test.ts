import { describe, expect, it } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { randomStream } from '../../src/kernels/random.ts';
import type { CoupledPlasticityOptions } from '../../src/learning/coupled-plasticity.ts';
import { coupledPlasticity } from '../../src/learning/coupled-plasticity.ts';
import { switchedSmooth, switchedStep } from '../../src/learning/switched-activation.ts';
import { denseCurrents } from '../support/dense-layer.ts';
import { integratePlasticity } from '../support/integrated-plasticity.ts';
import { plainAdiabatic, plainFull } from '../support/plain-coupling.ts';
import { plainSteadyState } from '../support/plain-steady-state.ts';
import { layerDistance } from '../support/present-coupled.ts';
import { normOf, randomUnit } from '../support/random-unit.ts';

const stream = randomStream(5, 'test/coupled-plasticity');
const layer = Array.from({ length: 5 }, () => randomUnit(stream, 8, 1).weights);
const { input } = randomUnit(stream, 8, 1);
input[3] = 0;
const inhibition = 0.4;
const p = 3;
const radius = 1.1;
const duration = 0.3;
const g = (h: number): number => 3 * h * (h - 0.3);

const options = {
  ...{ weights: layer, input, inhibition, p, radius, duration, rtol: 1e-11, atol: 1e-12 },
  activation: switchedSmooth(g),
};
/** Some hundred steps of 1e-11, and kinks of the plain form where a unit becomes active. */
const TOLERANCE = 1e-9;

const weightsAfter = (choice: CoupledPlasticityOptions): Float64Array[] =>
  coupledPlasticity(choice).results.map(({ weights }) => weights);

describe('Eq. 2 with g(h) by eq. 4', () => {
  it('frozen: every unit by its own g at the steady state of the weights at the start', () => {
    const currents = denseCurrents(layer, input, p);
    const active = plainSteadyState(currents, inhibition);
    const firing = active.reduce((sum, { h }) => sum + h, 0);
    const h = Array.from(currents, (current) => current - inhibition * firing);
    for (const one of active) h[one.unit] = one.h;
    const found = coupledPlasticity({ ...options, coupling: 'frozen', method: 'reduced' });
    expect(found).toMatchObject({ coupling: 'frozen', method: 'reduced', inhibition, timescale: null });
    expect(active.length).toBeGreaterThan(0);
    expect(active.length).toBeLessThan(layer.length);
    found.results.forEach(({ weights, activity, heldFor, norm }, mu) => {
      const unit = { weights: layer[mu], input };
      const expected =
        h[mu] > 0
          ? integratePlasticity(unit, g(h[mu]) * duration, { p, radius, tolerance: 1e-12 })
          : layer[mu];
      expect(layerDistance([weights], [Float64Array.from(expected)])).toBeLessThan(TOLERANCE);
      expect(activity).toBeCloseTo(h[mu], 13);
      expect(norm).toBeCloseTo(normOf(weights, p), 13);
      expect(heldFor).toBe(0);
    });
  });

  it('adiabatic: all N weights integrated, with the steady state of every moment', () => {
    const found = coupledPlasticity({ ...options, coupling: 'adiabatic', method: 'dopri5' });
    const plain = plainAdiabatic({
      ...{ layer, input, p, radius, inhibition, duration },
      ...{ activation: g, tolerance: 1e-13 },
    });
    expect(
      layerDistance(
        found.results.map(({ weights }) => weights),
        plain,
      ),
    ).toBeLessThan(TOLERANCE);
    const active = plainSteadyState(denseCurrents(plain, input, p), inhibition);
    const firing = active.reduce((sum, { h }) => sum + h, 0);
    expect(active.length).toBeLessThan(layer.length);
    denseCurrents(plain, input, p).forEach((current, mu) => {
      const h = active.find(({ unit }) => unit === mu)?.h ?? current - inhibition * firing;
      expect(found.results[mu].activity).toBeCloseTo(h, 8);
    });
    found.results.forEach(({ rho, weights, norm }, mu) => {
      // W stays on the line W₀ + ρv, and outside the inputs of v only shrinks.
      const amplitude = weights[3] / layer[mu][3];
      weights.forEach((w, i) => {
        expect(w).toBeCloseTo(amplitude * (layer[mu][i] + (rho ?? NaN) * input[i]), 12);
      });
      expect(norm).toBeCloseTo(normOf(weights, p), 13);
    });
  });

  it('full: h and all weights integrated together', () => {
    const found = coupledPlasticity({ ...options, coupling: 'full', method: 'dopri5', timescale: 0.05 });
    expect(found.timescale).toBe(0.05);
    const problem = { layer, input, p, radius, inhibition, duration, activation: g, tolerance: 1e-13 };
    const plain = plainFull(problem, 0.05);
    expect(
      layerDistance(
        found.results.map(({ weights }) => weights),
        plain.layer,
      ),
    ).toBeLessThan(TOLERANCE);
    const followed = found.results.filter(({ activity }, mu) => {
      if (activity !== null) expect(activity).toBeCloseTo(plain.h[mu], 9);
      return activity !== null;
    });
    expect(followed.length).toBeGreaterThan(1);
  });

  it('says how long a unit was held at the jump of a step', () => {
    const step = { ...options, activation: switchedStep(0.3, 2), duration: 1 };
    const { results } = coupledPlasticity({ ...step, coupling: 'adiabatic', method: 'dopri5' });
    const held = results.filter(({ heldFor }) => heldFor > 0);
    expect(held.length).toBeGreaterThan(0);
    for (const { heldFor, activity } of held) {
      expect(heldFor).toBeLessThanOrEqual(1);
      expect([0, 0.3]).toContain(activity);
    }
  });

  it('a failure is one of all units, whose weights stay', () => {
    // Outside the sphere and anti-Hebbian: the weights diverge.
    const large = layer.map((unit) => unit.map((w) => 3 * w));
    const choice = { ...options, weights: large, activation: switchedSmooth(() => -1), duration: 50 };
    const { results } = coupledPlasticity({ ...choice, coupling: 'adiabatic', method: 'dopri5' });
    results.forEach((result, mu) => {
      expect(result).toMatchObject({ success: false, retcode: 'Unstable', rho: null, activity: null });
      expect(result.weights).toEqual(large[mu]);
      expect(result.weights).not.toBe(large[mu]);
      expect(result.heldFor).toBe(0);
    });
  });

  it.each(['frozen', 'adiabatic'] as const)('refuses units of another length: %s', (coupling) => {
    const weights = [layer[0], layer[1].subarray(1)];
    expect(() => weightsAfter({ ...options, weights, coupling, method: 'dopri5' })).toThrow(
      new ShapeError('weights: unit 1 has 7 values, the input 8; they must be equal'),
    );
  });
});
