import { describe, expect, it } from 'vitest';
import { randomStream } from '../../src/kernels/random.ts';
import type { CoupledUnit } from '../../src/learning/coupled-unit.ts';
import { createCoupledUnit } from '../../src/learning/coupled-unit.ts';
import { currentOf, normOf } from '../support/random-unit.ts';
import { sparseOf } from '../support/sparse-vectors.ts';

const RADIUS = 1.2;
const LENGTH = 6;
const stream = randomStream(3, 'test/coupled-unit');
/** No weight comes near 0 on the way: for p < 3 derivatives jump there. */
const start = Float64Array.from(
  { length: LENGTH },
  (_, i) => (i % 2 === 0 ? 1 : -1) * (0.4 + stream.uniform()),
);
const input = Float64Array.from({ length: LENGTH }, () => 0.1 + 0.4 * stream.uniform());

const on = (p: number): CoupledUnit => {
  const unit = createCoupledUnit(p, RADIUS);
  unit.w = start.slice();
  unit.start(sparseOf(input));
  return unit;
};
const weightsOf = ({ w, rho, amplitude }: CoupledUnit): Float64Array =>
  w.map((weight, i) => amplitude * (weight + rho * input[i]));

/** A few roundings of each of six terms. */
const ROUNDING = 1e-13;

describe.each([1.2, 1.5, 2, 2.5, 3, 4])('a unit on its line, p = %d', (p) => {
  it('has the norm of P = R^p M / (R^p + M − M(0)), the current and the speed of its weights', () => {
    const unit = on(p);
    const norm = normOf(start, p);
    for (const rho of [0, 0.1, -0.2, 0.5]) {
      unit.moveTo(rho);
      const weights = weightsOf(unit);
      const moved = normOf(
        start.map((w, i) => w + rho * input[i]),
        p,
      );
      const power = RADIUS ** p;
      expect(normOf(weights, p) / ((power * moved) / (power + moved - norm)) - 1).toBeCloseTo(0, 13);
      expect(Math.abs(unit.current - currentOf(weights, input, p))).toBeLessThan(ROUNDING);
      expect((unit.speed * unit.amplitude) / power).toBeCloseTo(1, 13);
    }
  });

  it('responds to the clock as its current does from one ρ to the next', () => {
    const unit = on(p);
    for (const rho of [0.05, -0.1]) {
      const step = 1e-5;
      const at = (to: number): number => {
        unit.moveTo(to);
        return unit.current;
      };
      const slope = (at(rho + step) - at(rho - step)) / (2 * step);
      unit.moveTo(rho);
      // Differences: step² and rounding / step.
      expect(unit.response() / (slope * unit.speed)).toBeCloseTo(1, 7);
    }
  });

  it('goes on from where it is on a new line, and knows the sum of both', () => {
    const unit = on(p);
    for (const rho of [0.2, -0.1, 0.3]) {
      unit.moveTo(rho);
      const weights = weightsOf(unit);
      const { current, speed } = unit;
      const response = unit.response();
      unit.restart();
      expect([unit.rho, unit.amplitude]).toEqual([0, 1]);
      for (let i = 0; i < LENGTH; i++) {
        expect(Math.abs(unit.w[i] - weights[i])).toBeLessThan(ROUNDING);
        expect(Math.abs(unit.earlier * (start[i] + unit.shift * input[i]) - weights[i])).toBeLessThan(
          ROUNDING,
        );
      }
      expect(unit.current).toBeCloseTo(current, 12);
      expect(unit.response()).toBeCloseTo(response, 11);
      // R^p/α of a line that begins.
      expect(unit.speed).toBeCloseTo(RADIUS ** p, 13);
      expect(unit.speed).not.toBe(speed);
    }
    unit.w.set(start);
    unit.start(sparseOf(input));
    expect([unit.earlier, unit.shift, unit.rho, unit.amplitude]).toEqual([1, 0, 0, 1]);
  });
});
