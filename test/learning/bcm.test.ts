import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSteadyState } from '../../src/dynamics/steady-state.ts';
import { ArgumentError } from '../../src/errors.ts';
import { bcmRule } from '../../src/learning/bcm.ts';
import { createExactCompetition } from '../../src/learning/competition.ts';
import type { Competition } from '../../src/learning/competition.ts';
import { createHiddenLayer, layerWeights } from '../../src/learning/hidden-layer.ts';
import type { LearningRule } from '../../src/learning/learning-rule.ts';
import { createIntegrator } from '../../src/ode/integrator.ts';
import { sparseOf } from '../support/sparse-vectors.ts';

const INHIBITION = 0.4;

function competitionOf(units: number, rule: LearningRule): Competition {
  return createExactCompetition(units, createSteadyState({ units, inhibition: INHIBITION }), rule.activation);
}

describe('one presentation under BCM', () => {
  it('has the clock and the threshold that integrating both equations gives', () => {
    const theta = fc.double({ min: 0, max: 3, noNaN: true });
    const current = fc.double({ min: 0.01, max: 3, noNaN: true });
    const duration = fc.double({ min: 1e-3, max: 5, noNaN: true });
    const time = fc.double({ min: 0.01, max: 10, noNaN: true });
    fc.assert(
      fc.property(theta, current, duration, time, (theta0, h, epsilon, thresholdTime) => {
        const rule = bcmRule(1, { thresholdTime }, [theta0]);
        const decision = competitionOf(1, rule)(Float64Array.of(h));
        // Nothing is listed to learn where h = θ to the last bit.
        fc.pre(decision.count === 1);
        const clock = rule.clocks(decision, epsilon)[0];
        const integrator = createIntegrator(
          (d, [, threshold]) => {
            d[0] = h * (h - threshold);
            d[1] = (h * h - threshold) / thresholdTime;
          },
          2,
          { rtol: 1e-12, atol: 1e-13 },
        );
        const { y } = integrator.solve([0, theta0], [0, epsilon]);
        // Hundreds of steps of 1e-12; the terms of the closed form are up to h³ ε = 135.
        expect(Math.abs(clock - y[0])).toBeLessThan(1e-9);
        expect(Math.abs(rule.memory[0] - y[1])).toBeLessThan(1e-9);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('strengthens units above their threshold, weakens those below, and lets the thresholds of silent ones fall', () => {
    const rule = bcmRule(3, { thresholdTime: 0.5 }, [2, 0.1, 1]);
    const decision = competitionOf(3, rule)(Float64Array.of(1, 0.9, -1));
    // h = (I − wS)/(1 − w) with S = 1.9 / 1.4.
    const S = 1.9 / (1 + INHIBITION);
    const h = [1, 0.9].map((current) => (current - INHIBITION * S) / (1 - INHIBITION));
    expect([...decision.units.slice(0, decision.count)]).toEqual([0, 1]);
    [h[0] * (h[0] - 2), h[1] * (h[1] - 0.1)].forEach((phi, i) => {
      expect(decision.activation[i]).toBeCloseTo(phi, 12);
    });
    const [first, second] = rule.clocks(decision, 0.1);
    expect(first).toBeLessThan(0);
    expect(second).toBeGreaterThan(0);
    const faded = Math.exp(-0.1 / 0.5);
    [h[0] ** 2 + (2 - h[0] ** 2) * faded, h[1] ** 2 + (0.1 - h[1] ** 2) * faded, faded].forEach(
      (theta, mu) => {
        expect(rule.memory[mu]).toBeCloseTo(theta, 12);
      },
    );
  });

  it('leaves the thresholds as they are where eq. 4 was not solved', () => {
    const rule = bcmRule(2, { thresholdTime: 0.5 });
    const decision = competitionOf(2, rule)(Float64Array.of(NaN, 1));
    expect(decision.solved).toBe(false);
    rule.clocks(decision, 1);
    expect([...rule.memory]).toEqual([1, 1]);
  });

  it('adds the input to the weights without a decay', () => {
    const shape = { units: 2, inputs: 4, p: 2, radius: 1, precision: 'f64' } as const;
    const weights = [1, -2, 3, 0.5, 0, 0, 0, 0];
    const layer = createHiddenLayer(weights, shape);
    const flow = bcmRule(2, { thresholdTime: 1 }).flowOf(layer, {
      ...{ kind: 'reduced', method: 'dopri5', rtol: 1e-6, atol: 1e-9 },
    });
    expect(flow(0, sparseOf([0.5, 0, 0.25, 0]), -2)).toBe(true);
    expect([...layerWeights(layer)]).toEqual([0, -2, 2.5, 0.5, 0, 0, 0, 0]);
  });

  it('refuses a time constant that is not positive', () => {
    expect(() => bcmRule(1, { thresholdTime: 0 })).toThrow(
      new ArgumentError('threshold-time: must be > 0 and finite (got 0); it is τ_θ/τ_L'),
    );
  });
});
