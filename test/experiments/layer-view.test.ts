import { describe, expect, it } from 'vitest';
import { energy } from '../../src/dynamics/energy.ts';
import { relax } from '../../src/dynamics/relax.ts';
import { activityCourse } from '../../src/experiments/activity-course.ts';
import { viewLayer } from '../../src/experiments/layer-view.ts';
import type { ViewedLayer } from '../../src/experiments/layer-view.ts';
import { presentationGrowth } from '../../src/experiments/presentation-growth.ts';
import { TRAINING_DEFAULTS } from '../../src/experiments/training-defaults.ts';
import { randomStream } from '../../src/kernels/random.ts';
import { createSparseVector } from '../../src/kernels/sparse.ts';
import type { ExampleSource } from '../../src/kernels/sparse.ts';

const units = 7;
const inputs = 9;
const stream = randomStream(3, 'layer-view');
const weights = Float64Array.from({ length: units * inputs }, () => stream.normal());
const rows = Array.from({ length: 5 }, () => Float64Array.from({ length: inputs }, () => stream.uniform()));

const source: ExampleSource = {
  count: rows.length,
  inputs,
  load: (example, out) => {
    rows[example].forEach((value, i) => {
      out.index[i] = i;
      out.value[i] = value;
    });
    out.length = inputs;
  },
};

const layer: ViewedLayer = {
  ...{ weights, units, source, p: 3, radius: 1, precision: 'f64', diverged: [] },
  learning: { ...TRAINING_DEFAULTS, inhibition: 0.6, threshold: 0.5 },
};

/** Σ sgn(W)|W|^(p−1) v, written out. */
function currentsOf(example: number, p: number): Float64Array {
  return Float64Array.from({ length: units }, (_, mu) =>
    rows[example].reduce((sum, v, i) => {
      const w = weights[mu * inputs + i];
      return sum + Math.sign(w) * Math.abs(w) ** (p - 1) * v;
    }, 0),
  );
}

describe('the view of a layer', () => {
  it('shows the currents, the steady state and the learning units of each example asked for', () => {
    const { examples, active } = viewLayer(layer, { examples: [4, 1], counted: 100 });
    expect(examples.map(({ example }) => example)).toEqual([4, 1]);
    expect(active).toHaveLength(5);
    for (const { example, currents, course, learning } of examples) {
      const expected = currentsOf(example, 3);
      // Sums of nine terms in another order: some units of rounding of the largest.
      currents.forEach((current, mu) => expect(current).toBeCloseTo(expected[mu], 12));
      const { steadyState } = relax({ currents: expected, inhibition: 0.6, method: 'closed-form' })
        .results[0];
      course.steady.forEach((h, mu) => expect(h).toBeCloseTo(steadyState?.[mu] ?? NaN, 11));
      const above = Array.from(course.steady.keys()).filter((mu) => course.steady[mu] > 0);
      expect(active[example]).toBe(above.length);
      expect(learning.map(({ unit }) => unit).sort()).toEqual(above);
      for (const { unit, g } of learning) expect(g).toBe(course.steady[unit] >= 0.5 ? 1 : -0.2);
    }
  });

  it('gives units that diverged no current', () => {
    const [{ currents }] = viewLayer({ ...layer, diverged: [2] }, { examples: [0], counted: 0 }).examples;
    expect(currents[2]).toBe(0);
    expect(currents[3]).not.toBe(0);
  });

  it('shows no activities for the ranking shortcut, which knows none', () => {
    const learning = { ...layer.learning, algorithm: 'ranking' as const };
    const view = viewLayer({ ...layer, learning }, { examples: [0], counted: 3 });
    expect(view.examples).toEqual([]);
    expect(Array.from(view.active)).toEqual([2, 2, 2]);
  });
});

describe('the course of an example', () => {
  const currents = Float64Array.from([0.9, 0.8, 0.85, 0.1, -0.2]);

  it('agrees with an integrator at its own times', () => {
    const course = activityCourse(currents, { inhibition: 0.8, mostFollowed: 5 });
    if (course === null) throw new Error('no course');
    const tolerance = 1e-10;
    const integrated = relax({
      ...{ currents, inhibition: 0.8, times: course.times, rtol: tolerance, atol: tolerance },
      until: course.times[course.times.length - 1],
      method: 'dopri5',
    }).results[0];
    for (const { unit, activity } of course.followed) {
      activity.forEach((h, k) =>
        // Global errors of an integration of some hundred steps.
        expect(Math.abs(h - integrated.activities[k][unit])).toBeLessThan(100 * tolerance),
      );
    }
  });

  it('follows the largest currents, has their switches among its times, and lowers the energy', () => {
    const course = activityCourse(currents, { inhibition: 0.95, mostFollowed: 3 });
    expect(course?.followed.map(({ unit }) => unit)).toEqual([0, 2, 1]);
    const own = course?.switches.filter(({ unit }) => unit !== 3 && unit !== 4) ?? [];
    expect(own.length).toBeGreaterThan(0);
    for (const { time } of own) expect(course?.times).toContain(time);
    const all = activityCourse(currents, { inhibition: 0.95, mostFollowed: 5 });
    const energies = all?.times.map((_, k) => {
      const h = new Float64Array(5);
      for (const { unit, activity } of all.followed) h[unit] = activity[k];
      return energy(h, currents, 0.95);
    });
    energies?.slice(1).forEach((E, k) => expect(E).toBeLessThanOrEqual(energies[k] + 1e-14));
  });

  it('ends where a winner takes all, and where nothing is active', () => {
    const winner = activityCourse(currents, { inhibition: 1.5, mostFollowed: 5 });
    expect(Array.from(winner?.steady ?? []).filter((h) => h > 0)).toEqual([0.9]);
    const none = activityCourse(Float64Array.from([-1, -2]), { inhibition: 1.5, mostFollowed: 5 });
    expect(Array.from(none?.steady ?? [])).toEqual([-1, -2]);
    expect(none?.switches).toEqual([]);
  });
});

describe('the growth of L in a presentation', () => {
  const input = createSparseVector(inputs);
  source.load(0, input);
  const start = weights.slice(0, inputs);

  it('begins with eq. 5 and never falls, Hebbian or not', () => {
    const learning = [
      { unit: 0, g: 1 },
      { unit: 1, g: -0.3 },
    ];
    const inside = (unit: number): Float64Array => {
      const row = weights.slice(unit * inputs, (unit + 1) * inputs);
      const norm = row.reduce((sum, w) => sum + Math.abs(w) ** 3, 0);
      return row.map((w) => w / Math.cbrt(norm));
    };
    const growth = presentationGrowth(
      learning,
      { weightsOf: inside, input },
      { p: 3, radius: 1, duration: 1e-3 },
    );
    if (growth === null) throw new Error('no growth');
    expect(growth.total[0]).toBe(0);
    growth.total.slice(1).forEach((L, k) => expect(L).toBeGreaterThanOrEqual(growth.total[k]));
    for (const { unit, g, gain } of growth.parts) {
      // dQ/ds on the sphere, eq. 5: (p−1) Σ|W|^(p−2) (v − I W)².
      const w = inside(unit);
      const current = w.reduce((sum, x, i) => sum + Math.sign(x) * x * x * rows[0][i], 0);
      const rate = 2 * w.reduce((sum, x, i) => sum + Math.abs(x) * (rows[0][i] - current * x) ** 2, 0);
      const step = growth.times[1];
      // First order: the second is about a step, 2.5e-5, of it.
      expect(gain[1] / (g * g * step)).toBeCloseTo(rate, 2);
    }
  });

  it('is not there where nothing learns or a unit diverges', () => {
    const rule = { p: 3, radius: 1, duration: 1 };
    expect(presentationGrowth([], { weightsOf: () => start, input }, rule)).toBeNull();
    const outside = { weightsOf: () => start.map((w) => 50 * w), input };
    expect(presentationGrowth([{ unit: 0, g: -1 }], outside, rule)).toBeNull();
  });
});
