import { describe, expect, test } from 'vitest';
import { ArgumentError } from '../../src/errors.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { createCoupledPresentation } from '../../src/learning/coupled-presentation.ts';
import { switchedSmooth, switchedStep } from '../../src/learning/switched-activation.ts';
import type { DenseLayer } from '../support/dense-layer.ts';
import { denseCurrents } from '../support/dense-layer.ts';
import { plainAdiabatic, plainFull } from '../support/plain-coupling.ts';
import { layerDistance, presentCoupled } from '../support/present-coupled.ts';
import { present } from '../support/present.ts';
import { currentOf, randomUnit, scaledToNorm } from '../support/random-unit.ts';
import { sparseOf } from '../support/sparse-vectors.ts';

interface Case {
  readonly layer: DenseLayer;
  readonly input: Float64Array;
}

function randomCase(seed: number, { units = 5, inputs = 9, size = 1 } = {}): Case {
  const stream = randomStream(seed, 'test/coupled');
  return {
    layer: Array.from({ length: units }, () => randomUnit(stream, inputs, size).weights),
    input: randomUnit(stream, inputs, 1).input,
  };
}

const SEEDS = [0, 1, 2, 3, 4, 5];

describe('with a smooth g, the form with one number per unit agrees with all N weights integrated', () => {
  // Continuous at h = 0, where the plain form does not look for switches.
  const activation = (h: number): number => 3 * h * (h - 0.3) * Math.exp(-h);
  const duration = 0.4;
  // The reduced form at 1e-11 per step, some hundred steps; the plain form at 1e-13, for at kinks it loses two digits.
  const tolerance = 1e-9;

  test.each([1.5, 2, 3, 4])('p = %d', (p) => {
    for (const seed of SEEDS) {
      const { layer, input } = randomCase(seed, { size: seed % 2 === 0 ? 0.3 : 1 });
      const rule = { p, radius: 1.1, inhibition: 0.6 };
      const problem = { layer, input, duration, activation, tolerance: 1e-13, ...rule };
      const coupled = { ...rule, activation: switchedSmooth(activation) };
      const adiabatic = presentCoupled({ layer, input, duration }, { coupling: 'adiabatic', ...coupled });
      expect(adiabatic.outcome.retcode).toBe('Success');
      expect(layerDistance(adiabatic.layer, plainAdiabatic(problem))).toBeLessThan(tolerance);
      const timescale = 0.05;
      const full = presentCoupled({ layer, input, duration }, { coupling: 'full', timescale, ...coupled });
      const plain = plainFull(problem, timescale);
      expect(layerDistance(full.layer, plain.layer)).toBeLessThan(tolerance);
      full.h.forEach((h, mu) => {
        if (h !== null) expect(Math.abs(h - plain.h[mu])).toBeLessThan(tolerance);
        else expect(plain.h[mu]).toBeLessThanOrEqual(0);
      });
    }
  });
});

describe('with the step', () => {
  const ramp = (h: number, threshold: number, delta: number, width: number): number => {
    const share = (x: number): number => Math.min(1, Math.max(0, x / width));
    return -delta * share(h) + (1 + delta) * share(h - threshold);
  };

  test.each([
    { p: 4, inhibition: 0.6, threshold: 0.8, delta: 0.3 },
    { p: 3, inhibition: 0.2, threshold: 1, delta: 0.8 },
    { p: 2, inhibition: 0.3, threshold: 0.6, delta: 1 },
  ])('a g that rises over a width η leads there as η → 0, through held units too: %o', (rule) => {
    const { threshold, delta, ...geometry } = rule;
    const coupled = {
      ...geometry,
      radius: 1,
      coupling: 'adiabatic',
      activation: switchedStep(threshold, delta),
    } as const;
    let held = 0;
    let switches = 0;
    for (let seed = 0; seed < 8; seed++) {
      const shown = { ...randomCase(seed, { units: 4, inputs: 8 }), duration: 0.3 };
      const end = presentCoupled(shown, coupled);
      expect(end.outcome.retcode).toBe('Success');
      held += end.heldFor.filter((time) => time > 0).length;
      switches += end.outcome.stats.events;
      const width = 1e-4;
      const activation = (h: number): number => ramp(h, threshold, delta, width);
      const plain = plainAdiabatic({ ...shown, ...geometry, radius: 1, activation, tolerance: 1e-8 });
      // A switch comes later by η over the speed of h, which is of the order of 1, and then grows with the flow.
      expect(layerDistance(end.layer, plain)).toBeLessThan(20 * width);
    }
    expect(switches).toBeGreaterThan(2);
    expect(held).toBeGreaterThan(0);
  });

  test('the full coupling is what a g that rises over a width η leads to', () => {
    const rule = { p: 4, radius: 1, inhibition: 0.6 };
    for (const seed of [0, 1, 4, 7, 8]) {
      const shown = { ...randomCase(seed, { units: 4, inputs: 8 }), duration: 0.3 };
      const end = presentCoupled(shown, {
        coupling: 'full',
        ...rule,
        timescale: 0.02,
        activation: switchedStep(0.8, 0.3),
      });
      expect(end.outcome.retcode).toBe('Success');
      const width = 1e-6;
      const activation = (h: number): number => ramp(h, 0.8, 0.3, width);
      const plain = plainFull({ ...shown, ...rule, activation, tolerance: 1e-9 }, 0.02);
      expect(layerDistance(end.layer, plain.layer)).toBeLessThan(20 * width);
    }
  });

  test.each([
    { coupling: 'adiabatic', threshold: 0.6, delta: 1, inhibition: 0.3, seed: 58, width: 1e-4 },
    { coupling: 'full', threshold: 0.8, delta: 0.3, inhibition: 0.6, seed: 20, timescale: 0.005 },
    { coupling: 'full', threshold: 0.6, delta: 1, inhibition: 0.3, seed: 20 },
    { coupling: 'full', threshold: 0.6, delta: 1, inhibition: 0.3, seed: 43 },
    { coupling: 'full', threshold: 0.5, delta: 2, inhibition: 0.9, seed: 2 },
    { coupling: 'full', threshold: 0.3, delta: 0.5, inhibition: 0.8, seed: 2 },
  ] as const)('units are held, move while they are, and are let go, as by a steep g: %o', (options) => {
    const { coupling, threshold, delta, inhibition, seed } = options;
    const { timescale = 0.02, width = 1e-5 } = { timescale: undefined, width: undefined, ...options };
    const shown = { ...randomCase(seed, { units: 4, inputs: 8 }), duration: 1 };
    const rule = { p: 4, radius: 1, inhibition };
    const end = presentCoupled(shown, {
      ...{ coupling, ...rule, timescale, rtol: 1e-6, atol: 1e-9 },
      activation: switchedStep(threshold, delta),
    });
    expect(end.outcome.retcode).toBe('Success');
    expect(end.heldFor.some((time) => time > 0.01)).toBe(true);
    const activation = (h: number): number => ramp(h, threshold, delta, width);
    const problem = { ...shown, ...rule, activation, tolerance: 1e-8 };
    const plain = coupling === 'full' ? plainFull(problem, timescale).layer : plainAdiabatic(problem);
    // Measured: 0.06 to 3.5 widths.
    expect(layerDistance(end.layer, plain)).toBeLessThan(5 * width);
  });

  test('between switches, adiabatic is the exact flow with g frozen', () => {
    // One unit below h* all the time, one inhibited.
    const { layer, input } = randomCase(3, { units: 1, size: 0.5 });
    const unit = scaledToNorm(layer[0], 4, 1);
    const sign = Math.sign(currentOf(unit, input, 4));
    const weights = unit.map((w) => sign * w);
    const shown = { layer: [weights, weights.map((w) => -w)], input, duration: 0.2 };
    const rule = { p: 4, radius: 1, inhibition: 0.5, activation: switchedStep(0, 0) };
    const end = presentCoupled(shown, { coupling: 'adiabatic', ...rule });
    const exact = present({ weights, input }, 0.2, { p: 4, radius: 1 });
    // The tolerance of a step.
    expect(layerDistance([end.layer[0]], [exact.weights])).toBeLessThan(1e-10);
    expect(end.layer[1]).toEqual(shown.layer[1]);
  });

  test('a unit far outside the sphere falls to h* and is held there, its weights at rest', () => {
    // p = 2: dI/ds = |v|² − I² < 0 at I = 1.1, so that I falls above h* and, as learning runs backwards, rises below.
    const input = Float64Array.of(1, 0);
    const layer = [Float64Array.of(1.2, 3)];
    const rule = {
      coupling: 'adiabatic',
      p: 2,
      radius: 1,
      inhibition: 0.4,
      activation: switchedStep(1.1, 0.5),
    } as const;
    const short = presentCoupled({ layer, input, duration: 1 }, rule);
    const long = presentCoupled({ layer, input, duration: 3 }, rule);
    expect(short.heldFor[0]).toBeGreaterThan(0);
    expect(long.heldFor[0] - short.heldFor[0]).toBeCloseTo(2, 12);
    expect(layerDistance(short.layer, long.layer)).toBe(0);
    // Where it is held, to rounding.
    expect(denseCurrents(long.layer, input, 2)[0]).toBeCloseTo(1.1, 13);
    expect(long.h[0]).toBe(1.1);
  });

  test('the full coupling comes to be held at the same place, after finitely many switches', () => {
    const input = Float64Array.of(1, 0);
    const layer = [Float64Array.of(1.2, 3)];
    const rule = {
      p: 2,
      radius: 1,
      inhibition: 0.4,
      activation: switchedStep(1.1, 0.5),
      rtol: 1e-6,
      atol: 1e-9,
    };
    const adiabatic = presentCoupled({ layer, input, duration: 2 }, { coupling: 'adiabatic', ...rule });
    const full = presentCoupled(
      { layer, input, duration: 2 },
      { coupling: 'full', timescale: 0.01, ...rule },
    );
    expect(full.heldFor[0]).toBeGreaterThan(1);
    expect(full.outcome.stats.events).toBeGreaterThan(4);
    // The constraint h = h* fixes the one number of the unit; the swing that is left when it is held is 1e-6.
    expect(layerDistance(full.layer, adiabatic.layer)).toBeLessThan(1e-5);
  });
});

describe('for w ≥ 1', () => {
  test('the winner stays until w I_win falls below another current, as the full coupling does for τ → 0', () => {
    const input = Float64Array.of(1, 0.5);
    // p = 2 inside the sphere, anti-Hebbian: the winner's current falls; the other's stays until it wins.
    const layer = [Float64Array.of(0.5, 0.2), Float64Array.of(0.1, 0.9)];
    const rule = { p: 2, radius: 1, inhibition: 1.2, activation: switchedStep(5, 1) };
    const [first, second] = denseCurrents(layer, input, 2);
    expect(first).toBeGreaterThan(second);
    const runs = [0.05, 0.3].map((duration) =>
      presentCoupled({ layer, input, duration }, { coupling: 'adiabatic', ...rule }),
    );
    expect(runs[0].layer[1]).toEqual(layer[1]);
    const switched = denseCurrents(runs[1].layer, input, 2);
    // At the switch w I_win is the other's current; neither grows afterwards.
    expect(switched[0]).toBeCloseTo(second / 1.2, 12);
    expect(switched[1]).toBeLessThan(second);
    const distances = [1e-3, 1e-4].map((timescale) =>
      layerDistance(
        presentCoupled({ layer, input, duration: 0.3 }, { coupling: 'full', timescale, ...rule }).layer,
        runs[1].layer,
      ),
    );
    expect(distances[1]).toBeLessThan(1e-2);
    expect(distances[1]).toBeLessThan(distances[0] / 5);
  });

  test('at w = 1 an anti-Hebbian winner that comes down to another is a failure of adiabatic, and of it alone', () => {
    const layer = [Float64Array.of(0.5, 0.2), Float64Array.of(0.1, 0.9)];
    const shown = { layer, input: [1, 0.5], duration: 0.3 };
    const rule = { p: 2, radius: 1, inhibition: 1, activation: switchedStep(5, 1), rtol: 1e-6, atol: 1e-9 };
    const end = presentCoupled(shown, { coupling: 'adiabatic', ...rule });
    expect(end.outcome).toMatchObject({ retcode: 'Unstable', success: false, divergence: null });
    expect(end.outcome.message).toMatch(/^at t = 0\.\d+ two largest currents become equal/);
    const full = presentCoupled(shown, { coupling: 'full', timescale: 0.01, ...rule });
    expect(full.outcome.retcode).toBe('Success');
  });

  test('an exact tie at the top is a failure of adiabatic, and leaves the weights', () => {
    const layer = [Float64Array.of(0.5, 0.2), Float64Array.of(0.5, 0.2)];
    const rule = { p: 2, radius: 1, inhibition: 1.2, activation: switchedStep(0, 0) };
    const end = presentCoupled({ layer, input: [1, 0.5], duration: 0.1 }, { coupling: 'adiabatic', ...rule });
    expect(end.outcome).toMatchObject({ retcode: 'Unstable', success: false });
    expect(end.outcome.message).toMatch(/^only an exact tie/);
    expect(end.layer).toEqual(layer);
  });
});

describe('what cannot be solved', () => {
  test.each(['adiabatic', 'full'] as const)(
    'a unit that diverges is named, with its time (%s)',
    (coupling) => {
      // Anti-Hebbian for every h, outside the sphere, alone: the flow of a constant g.
      const input = Float64Array.of(1, 0.4, -0.3);
      const weights = Float64Array.of(1.5, 0.2, 0.9);
      const rule = {
        p: 4,
        radius: 1,
        inhibition: 0.3,
        activation: switchedSmooth(() => -1),
        timescale: 1e-4,
        rtol: 1e-8,
        atol: 1e-10,
      };
      const exact = present({ weights, input }, -5, { p: 4, radius: 1 });
      expect(exact.blowUpAt).not.toBeNull();
      const { outcome, layer } = presentCoupled(
        { layer: [weights.map((w) => -w), weights], input, duration: 5 },
        { coupling, ...rule },
      );
      expect(outcome.retcode).toBe('Unstable');
      expect(outcome.divergence?.unit).toBe(1);
      // 1e-8 per step; g is −1 from the first moment on, whatever h > 0 is.
      expect(Math.abs((outcome.divergence?.at ?? NaN) + (exact.blowUpAt ?? NaN))).toBeLessThan(1e-6);
      expect(layer[1]).toEqual(weights);
    },
  );

  test('too many steps are a failure with a message', () => {
    const { layer, input } = randomCase(1);
    const rule = { p: 4, radius: 1, inhibition: 0.3, activation: switchedStep(0.1, 0.2), timescale: 1e-4 };
    const { outcome } = presentCoupled(
      { layer, input, duration: 1 },
      { coupling: 'full', maxSteps: 10, ...rule },
    );
    expect(outcome).toMatchObject({ retcode: 'MaxIters', success: false, divergence: null });
    expect(outcome.message).toMatch(/^MaxIters at t = /);
  });

  test('so are too many steps from switch to switch, none of which takes as many', () => {
    const shown = { ...randomCase(6, { units: 4, inputs: 8 }), duration: 0.3 };
    const rule = { p: 4, radius: 1, inhibition: 0.6, activation: switchedStep(0.8, 0.3), timescale: 0.005 };
    const tolerances = { rtol: 1e-6, atol: 1e-9 };
    const { stats } = presentCoupled(shown, { coupling: 'full', ...rule, ...tolerances }).outcome;
    const maxSteps = stats.events + 10;
    expect(stats.accepted).toBeGreaterThan(maxSteps + 10);
    const { outcome } = presentCoupled(shown, { coupling: 'full', ...rule, ...tolerances, maxSteps });
    expect(outcome).toMatchObject({ retcode: 'MaxIters', success: false });
    expect(outcome.message).toMatch(new RegExp(`more than ${maxSteps} steps`));
  });

  test.each([
    [{ p: 1 }, /^p: must be > 1 where h follows/],
    [{ radius: 0 }, /^radius: must be > 0 \(got 0\)/],
    [{ inhibition: -1 }, /^inhibition: must be >= 0 \(got -1\)/],
    [{ timescale: 0 }, /^timescale: must be > 0; it is τ\/τ_L \(got 0\)/],
  ])('refuses %o', (wrong, message) => {
    const { layer, input } = randomCase(1);
    const rule = {
      coupling: 'full',
      p: 4,
      radius: 1,
      inhibition: 0.3,
      activation: switchedStep(0.1, 0.2),
    } as const;
    const attempt = (): unknown => presentCoupled({ layer, input, duration: 1 }, { ...rule, ...wrong });
    expect(attempt).toThrow(ArgumentError);
    expect(attempt).toThrow(message);
  });
});

test.each(['adiabatic', 'full'] as const)(
  'a presentation does not depend on those before it: %s',
  (coupling) => {
    const rule = {
      ...{ coupling, p: 4, radius: 1, inhibition: 0.6, units: 4, timescale: 0.02, rtol: 1e-6, atol: 1e-9 },
      method: 'dopri5',
      activation: switchedStep(0.8, 0.3),
    } as const;
    const reused = createCoupledPresentation(rule);
    for (let seed = 0; seed < 20; seed++) {
      const { layer, input } = randomCase(seed, { units: 4, inputs: 8 });
      const vector = sparseOf(input);
      const gather = (mu: number, { index, length }: typeof vector, w: Float64Array): void => {
        for (let j = 0; j < length; j++) w[j] = layer[mu][index[j]];
      };
      const ends = [createCoupledPresentation(rule), reused].map((presentation) => {
        const { retcode, stats } = presentation.present({ gather }, vector, 0.5);
        const moved = presentation.moved().map(({ unit, w, amplitude, rho, heldFor }) => ({
          ...{ unit, amplitude, rho, heldFor },
          w: w.slice(0, vector.length),
        }));
        return { retcode, stats, moved, h: layer.map((_, mu) => presentation.activityOf(mu)) };
      });
      expect(ends[1]).toEqual(ends[0]);
    }
  },
);
