import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { createHiddenLayer, layerWeights } from '../../src/learning/hidden-layer.ts';
import { readUnit } from '../../src/learning/unit-weights.ts';
import type { HiddenLayer } from '../../src/learning/hidden-layer.ts';
import { createUnitFlow } from '../../src/learning/unit-flow.ts';
import type { FlowKind, FlowOptions } from '../../src/learning/unit-flow.ts';
import { relativeDistance } from '../support/distance.ts';
import { integratePlasticity } from '../support/integrated-plasticity.ts';
import { currentOf } from '../support/random-unit.ts';
import { randomExample, sparseOf } from '../support/sparse-vectors.ts';

const INPUTS = 15;
const UNITS = 3;
const PRESENTATIONS = 40;

const OPTIONS: Omit<FlowOptions, 'kind'> = { method: 'dopri5', rtol: 1e-11, atol: 1e-13 };

/** Tolerance of the twin's integrator. */
const TOLERANCE = 1e-13;
/**
 * Short presentations, that forget: errors of the integrators do not grow with their number. Where a weight changes its
 * sign they lose two to three digits for p < 2.
 */
const INTEGRATED = 3e-9;
/** One sum in another order per presentation, and one rounding of the scale. */
const ROUNDING = 1e-13;

const KINDS: readonly FlowKind[] = ['reduced', 'integrate', 'euler'];

const unitOf = (layer: HiddenLayer, mu: number): Float64Array => {
  const w = new Float64Array(layer.inputs);
  readUnit(layer, mu, w);
  return w;
};

describe.each([1.5, 2, 3, 4])('for p = %d', (p) => {
  const radius = 0.8;
  const start = Float64Array.from({ length: UNITS * INPUTS }, () => 0);
  const random = randomStream(1, `unit flow/${p}`);
  for (let i = 0; i < start.length; i++) start[i] = 0.4 * random.normal();

  const twins: Readonly<
    Record<FlowKind, (w: Float64Array, input: Float64Array, clock: number) => ArrayLike<number>>
  > = {
    reduced: (weights, input, clock) =>
      integratePlasticity({ weights, input }, clock, { p, radius, tolerance: TOLERANCE }),
    integrate: (weights, input, clock) =>
      integratePlasticity({ weights, input }, clock, { p, radius, tolerance: TOLERANCE }),
    euler: (weights, input, clock) => {
      const current = currentOf(weights, input, p);
      return weights.map((w, i) => w + clock * (radius ** p * input[i] - current * w));
    },
  };

  it.each(KINDS)('the flow by %s moves a layer as it moves dense weights', (kind) => {
    const stream = randomStream(2, `unit flow/${p}`);
    const layer = createHiddenLayer(start, { units: UNITS, inputs: INPUTS, p, radius, precision: 'f64' });
    const flow = createUnitFlow(layer, { ...OPTIONS, kind });
    const dense = Array.from({ length: UNITS }, (_, mu) => start.slice(mu * INPUTS, (mu + 1) * INPUTS));
    for (let i = 0; i < PRESENTATIONS; i++) {
      const unit = stream.integer(UNITS);
      const input = randomExample(stream, INPUTS, 0.5);
      const clock = stream.uniform() < 0.8 ? 0.3 * stream.uniform() : -0.02 * stream.uniform();
      expect(flow(unit, sparseOf(input), clock)).toBe(true);
      dense[unit] = Float64Array.from(twins[kind](dense[unit], input, clock));
      for (let mu = 0; mu < UNITS; mu++) {
        expect(relativeDistance(unitOf(layer, mu), dense[mu])).toBeLessThan(
          kind === 'euler' ? ROUNDING : INTEGRATED,
        );
      }
    }
  });
});

describe.each(KINDS)('the flow by %s', (kind) => {
  /** The first unit is outside the sphere and against the input: it runs away from it. The second is inside. */
  const start = Float64Array.of(-3, 0.5, 0.2, -0.1);
  const away = sparseOf([1, 0]);
  const made = (): { layer: HiddenLayer; flow: ReturnType<typeof createUnitFlow> } => {
    const layer = createHiddenLayer(start, { units: 2, inputs: 2, p: 4, radius: 1, precision: 'f64' });
    return { layer, flow: createUnitFlow(layer, { ...OPTIONS, kind }) };
  };

  it('says that a unit diverges, and leaves it and all others as they were', () => {
    const { layer, flow } = made();
    // An Euler step is finite unless its length is not.
    expect(flow(0, away, kind === 'euler' ? 1e300 * 1e10 : 10)).toBe(false);
    expect([...layerWeights(layer)]).toEqual([...start]);
    expect(flow(1, away, 0.1)).toBe(true);
    expect([...unitOf(layer, 0)]).toEqual([-3, 0.5]);
    expect(unitOf(layer, 1)[0]).toBeGreaterThan(0.25);
  });

  it('does nothing in no time', () => {
    const { layer, flow } = made();
    expect(flow(0, away, 0)).toBe(true);
    expect([...layerWeights(layer)]).toEqual([...start]);
  });

  it('lets the weights of an example without inputs be', () => {
    const { layer, flow } = made();
    expect(flow(0, sparseOf([0, 0]), 1)).toBe(true);
    expect([...layerWeights(layer)]).toEqual([...start]);
  });
});

it('All three ways move a unit alike over a short presentation', () => {
  const stream = randomStream(3, 'unit flow');
  const weights = Float64Array.from({ length: INPUTS }, () => 0.4 * stream.normal());
  const input = randomExample(stream, INPUTS, 0.5);
  const after = (kind: FlowKind, clock: number): Float64Array => {
    const layer = createHiddenLayer(weights, { units: 1, inputs: INPUTS, p: 4, radius: 1, precision: 'f64' });
    createUnitFlow(layer, { ...OPTIONS, kind })(0, sparseOf(input), clock);
    return unitOf(layer, 0);
  };
  expect(relativeDistance(after('integrate', 0.01), after('reduced', 0.01))).toBeLessThan(1e-11);
  // Euler's step is of first order: half the presentation, a quarter of the error.
  const error = (clock: number): number => relativeDistance(after('euler', clock), after('reduced', clock));
  expect(error(0.01)).toBeLessThan(1e-3);
  expect(error(0.01) / error(0.005)).toBeCloseTo(4, 0);
});
