/** The reduced flow against solutions of eq. 2 that are known in closed form. */
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import { relativeDistance } from '../support/distance.ts';
import { euclideanFlow } from '../support/euclidean-flow.ts';
import { present } from '../support/present.ts';
import { currentOf, normOf, randomUnit } from '../support/random-unit.ts';
import { taxicabFlow } from '../support/taxicab-flow.ts';

/** Some fifty segments, each rounding a few units, times the condition of the closed form. */
const ROUNDING = 3e-14;

/** Learning clocks from 10^-3 to 10^3, of either sign. */
const anyClock = (uniform: () => number): number => (uniform() < 0.5 ? -1 : 1) * 10 ** (6 * uniform() - 3);

describe('for p = 2 the reduced flow is the closed form', () => {
  it('to rounding, for short and long clocks of either sign, and says where y has a zero', () => {
    const stream = randomStream(1, 'p = 2');
    let diverged = 0;
    for (let i = 0; i < 2000; i++) {
      const radius = [0.5, 1, 2][i % 3];
      const unit = randomUnit(stream, 1 + stream.integer(12), radius * [0.3, 1, 3][stream.integer(3)]);
      if (unit.input.every((v) => v === 0)) continue;
      const clock = anyClock(stream.uniform);
      const found = present(unit, clock, { p: 2, radius });
      const exact = euclideanFlow(unit, clock, radius);
      const diverges = exact.blowUpAt !== null && Math.abs(exact.blowUpAt) <= Math.abs(clock);
      expect(found.succeeded).toBe(!diverges);
      if (diverges) {
        diverged++;
        expect(relativeDistance([found.blowUpAt ?? NaN], [exact.blowUpAt])).toBeLessThan(ROUNDING);
        expect(found.weights).toEqual(unit.weights);
      } else {
        expect(relativeDistance(found.weights, exact.weights)).toBeLessThan(ROUNDING * exact.condition);
      }
    }
    expect(diverged).toBeGreaterThan(100);
  });

  it('for κs so large that cosh κs overflows', () => {
    const stream = randomStream(2, 'p = 2');
    for (const clock of [1e3, 1e5, 1e10, 1e100]) {
      const unit = randomUnit(stream, 10, 0.5);
      const exact = euclideanFlow(unit, clock, 1);
      const found = present(unit, clock, { p: 2, radius: 1 });
      expect(relativeDistance(found.weights, exact.weights)).toBeLessThan(ROUNDING * exact.condition);
    }
  });

  it('for weights and inputs of any scale', () => {
    const stream = randomStream(3, 'p = 2');
    for (const size of [1e-30, 1, 1e30]) {
      for (const scale of [1e-30, 1, 1e30]) {
        const { weights, input } = randomUnit(stream, 10, size);
        const unit = { weights, input: input.map((v) => scale * v) };
        // Weights of 1e30 shrink within s ~ 1/⟨W,v⟩, or have a pole there.
        for (const clock of [0.3 / scale, 1e-30 / scale, -1e-31 / scale]) {
          const exact = euclideanFlow(unit, clock, 1);
          if (exact.blowUpAt !== null && Math.abs(exact.blowUpAt) <= Math.abs(clock)) continue;
          const found = present(unit, clock, { p: 2, radius: 1 });
          expect(found.succeeded).toBe(true);
          expect(relativeDistance(found.weights, exact.weights)).toBeLessThan(ROUNDING * exact.condition);
        }
      }
    }
  });
});

it('For p = 1 the reduced flow is the closed form, piece by piece', () => {
  const stream = randomStream(1, 'p = 1');
  for (let i = 0; i < 1000; i++) {
    const radius = [0.5, 1, 2][i % 3];
    const unit = randomUnit(stream, 1 + stream.integer(12), radius * [0.1, 0.3, 1][stream.integer(3)]);
    const clock = anyClock(stream.uniform);
    // Outside the sphere |W| grows as e^(‖v‖₁|s|): beyond e^700 no number holds it.
    if (unit.input.every((v) => v === 0) || Math.abs(clock) > 100) continue;
    const exact = taxicabFlow(unit, clock, radius);
    const found = present(unit, clock, { p: 1, radius });
    expect(found.succeeded).toBe(true);
    expect(relativeDistance(found.weights, exact.weights)).toBeLessThan(ROUNDING * exact.condition);
  }
});

/**
 * W = u v/‖v‖_p moves along v: du/ds = ‖v‖_p (R^p − |u|^p). With x = u/R, T(x) = ∫ dx/(1 − |x|^p) grows by
 * ‖v‖_p R^(p−1) s; T is odd, and these are its two branches, |x| < 1 and |x| > 1.
 */
const TIME: Readonly<Record<number, (x: number) => number>> = {
  1: (x) => -Math.sign(x) * Math.log(Math.abs(1 - Math.abs(x))),
  2: (x) => (Math.abs(x) < 1 ? Math.atanh(x) : Math.atanh(1 / x)),
  4: (x) => ((Math.abs(x) < 1 ? Math.atanh(x) : Math.atanh(1 / x)) + Math.atan(x)) / 2,
};

describe.each([1, 2, 4])('weights along v, for p = %d,', (p) => {
  const input = Float64Array.of(0.5, -0.25, 0.75, 0, 0.125);
  const size = normOf(input, p) ** (1 / p);
  const along = (u: number): Float64Array => input.map((v) => (u * v) / size);

  it.each([
    [0.3, 0.4],
    [0.3, -0.2],
    [-0.3, 0.7],
    [-0.9, 0.5],
    [-0.3, -0.7],
    [1.7, 0.2],
    [1.7, -0.02],
    [-1.7, 0.02],
    [-1.7, -0.2],
    [50, 1],
    [-50, -1],
    [1e30, 1],
    [-1e30, -1],
  ])('from u = %d R follow the scalar equation over R^(p−1) s = %d', (start, elapsed) => {
    for (const radius of [0.5, 1, 2]) {
      const clock = elapsed / radius ** (p - 1);
      const found = present({ weights: along(start * radius), input }, clock, { p, radius });
      expect(found.succeeded).toBe(true);
      const end = (found.weights[0] * size) / input[0] / radius;
      expect(relativeDistance(found.weights, along(end * radius))).toBeLessThan(ROUNDING);
      const time = TIME[p];
      // A rounding of x is one of T by x T′: much near the sphere, where T is infinite.
      const scale = [start, end].reduce((sum, x) => sum + Math.abs(x / (1 - Math.abs(x) ** p)), 1);
      expect(Math.abs(time(end) - time(start) - elapsed * size)).toBeLessThan(ROUNDING * scale);
    }
  });

  it('stay where they are on the sphere, the stable point and the unstable one', () => {
    for (const radius of [0.5, 1, 2]) {
      for (const u of [radius, -radius]) {
        for (const clock of [0.01, 1, 1000, -0.01, -1, -1000]) {
          const { weights, succeeded } = present({ weights: along(u), input }, clock, { p, radius });
          expect(succeeded).toBe(true);
          expect(relativeDistance(weights, along(u))).toBeLessThan(ROUNDING);
        }
      }
    }
  });
});

describe.each([1, 1.2, 1.5, 2, 2.5, 3, 3.7, 4, 6, 8])('for p = %d', (p) => {
  const cases = Array.from({ length: 30 }, (_, i) => {
    const stream = randomStream(i, 'closed forms');
    const radius = [0.5, 1, 2][i % 3];
    const unit = randomUnit(stream, 8, radius * [0.3, 0.8, 1.2][stream.integer(3)]);
    const clock = ((stream.uniform() < 0.5 ? -1 : 1) * 3 * stream.uniform()) / radius ** (p - 1);
    return { unit, radius, clock, found: present(unit, clock, { p, radius }) };
  }).filter(({ found }) => found.succeeded);

  it('there are cases', () => {
    expect(cases.length).toBeGreaterThan(15);
  });

  it('the solution is α (W₀ + ρv), with α from the closed form', () => {
    for (const { unit, radius, found } of cases) {
      const { amplitude, rho, weights } = found;
      const line = unit.weights.map((w, i) => w + rho * unit.input[i]);
      expect(
        relativeDistance(
          weights,
          line.map((x) => amplitude * x),
        ),
      ).toBeLessThan(ROUNDING * Math.max(1, 1 / amplitude));
      const rise = (normOf(line, p) - normOf(unit.weights, p)) / radius ** p;
      // α^−p is 1 plus a difference of norms: it rounds relative to the larger of them.
      const scale = 1 + (normOf(line, p) + normOf(unit.weights, p)) / radius ** p;
      expect(Math.abs(amplitude ** -p - (1 + rise))).toBeLessThan(ROUNDING * scale);
    }
  });

  it('the norm is R^p M/(R^p + M − M(0)), and dP/ds = p ⟨W,v⟩ (R^p − P)', () => {
    for (const { unit, radius, clock, found } of cases) {
      const drive = radius ** p;
      const line = normOf(
        unit.weights.map((w, i) => w + found.rho * unit.input[i]),
        p,
      );
      const before = normOf(unit.weights, p);
      const law = (drive * line) / (drive + line - before);
      const cancelled = (drive + line + before) / (drive + line - before);
      expect(Math.abs(normOf(found.weights, p) / law - 1)).toBeLessThan(ROUNDING * cancelled);

      const step = 1e-4 * Math.abs(clock);
      const at = (s: number): number => normOf(present(unit, s, { p, radius }).weights, p);
      const rate = (at(clock + step) - at(clock - step)) / (2 * step);
      const expected = p * currentOf(found.weights, unit.input, p) * (drive - normOf(found.weights, p));
      // Central differences of a function that changes within |s|: relative error ~ (1e-4)², more near a kink of p = 1.
      const scale = Math.abs(expected) + drive / Math.abs(clock);
      expect(Math.abs(rate - expected)).toBeLessThan((p < 2 ? 1e-3 : 1e-5) * scale);
    }
  });
});

it('Without an input nothing moves', () => {
  const unit = { weights: Float64Array.of(1, -2), input: Float64Array.of(0, 0) };
  for (const clock of [5, -5]) {
    expect(present(unit, clock, { p: 4, radius: 1 })).toEqual({
      succeeded: true,
      weights: unit.weights,
      amplitude: 1,
      rho: 0,
      blowUpAt: null,
    });
  }
});

it('Without time nothing moves', () => {
  const unit = { weights: Float64Array.of(1, -2), input: Float64Array.of(0.3, 0.5) };
  expect(present(unit, 0, { p: 3, radius: 1 }).weights).toEqual(unit.weights);
});
