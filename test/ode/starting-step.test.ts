/** The first step against the formula in the header of `starting-step.ts`, written out for one component by hand. */
import { describe, expect, it } from 'vitest';
import { createStartingStep } from '../../src/ode/starting-step.ts';
import type { RightHandSide } from '../../src/ode/types.ts';

const TOLERANCES = { rtol: 1e-3, atol: 1e-6 };
const Q = 5;

interface Chosen {
  readonly step: number;
  /** Where f was evaluated. */
  readonly probedAt: readonly number[];
}

/** One component with y′ = f(t, y) at t, and the longest step. */
function choose(f: (t: number, y: number) => number, at: { y: number; t: number; longest: number }): Chosen {
  const probedAt: number[] = [];
  const rhs: RightHandSide = (dydt, [y], t) => {
    probedAt.push(t);
    dydt[0] = f(t, y);
  };
  const chooser = createStartingStep(rhs, 1, TOLERANCES, Q);
  const step = chooser(Float64Array.of(at.y), Float64Array.of(f(at.t, at.y)), at.t, at.longest);
  return { step, probedAt };
}

/** |x| in units of the tolerance at y. */
const size = (x: number, y: number): number =>
  Math.abs(x) / (TOLERANCES.atol + TOLERANCES.rtol * Math.abs(y));

describe('the first step', () => {
  it.each([1, -1])(
    'is that whose error is 1% of the tolerance, by a probe in the direction %d',
    (direction) => {
      // y′ = cos 3t + y: what the probe sees depends on its time.
      const f = (t: number, y: number): number => Math.cos(3 * t) + y;
      const { step, probedAt } = choose(f, { y: 2, t: 0.7, longest: direction * 100 });
      const slope = f(0.7, 2);
      const h0 = (0.01 * size(2, 2)) / size(slope, 2);
      expect(probedAt).toEqual([0.7 + direction * h0]);
      const d2 = size(f(0.7 + direction * h0, 2 + direction * h0 * slope) - slope, 2) / h0;
      const speed = Math.max(size(slope, 2), d2 * h0);
      const expected = (speed / d2) * (0.01 / (speed * (speed / d2))) ** (1 / Q);
      // No bound is met: the formula decides.
      expect(Math.abs(step / (direction * expected) - 1)).toBeLessThan(1e-13);
      expect(Math.abs(step)).toBeLessThan(Math.max(100 * h0, speed / d2));
    },
  );

  it('is a hundred probes where y′ does not change', () => {
    const h0 = 0.01 / size(3, 0);
    expect(choose(() => 3, { y: 0, t: 0, longest: 10 }).step).toBeCloseTo(100 * h0, 15);
    expect(choose(() => 3, { y: 0, t: 0, longest: -10 }).step).toBeCloseTo(-100 * h0, 15);
    expect(choose(() => 3, { y: 0, t: 0, longest: 2 * h0 }).step).toBe(2 * h0);
  });

  it('where y′ = 0 is probed at a millionth of the interval, or of 1 where that is infinite', () => {
    for (const [longest, interval] of [
      [5, 5],
      [Infinity, 1],
    ]) {
      const { step, probedAt } = choose(() => 0, { y: 1, t: 0, longest });
      expect(probedAt).toEqual([1e-6 * interval]);
      expect(step).toBe(100 * (1e-6 * interval));
    }
  });

  it('is that blind one too where y′ is not a number, or infinite', () => {
    for (const slope of [NaN, Infinity]) {
      const { step } = choose(() => slope, { y: 1, t: 0, longest: 5 });
      expect(step).toBe(100 * (1e-6 * 5));
    }
  });

  it('is a hundred probes where the slope at the probe is infinite', () => {
    const h0 = (0.01 * size(2, 2)) / size(1, 2);
    const { step } = choose((t) => (t === 0 ? 1 : Infinity), { y: 2, t: 0, longest: 10 });
    expect(step).toBeCloseTo(100 * h0, 15);
  });
});
