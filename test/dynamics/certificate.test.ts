import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCertificate } from '../../src/dynamics/certificate.ts';
import { createEventSolver } from '../../src/dynamics/events.ts';
import { RUNS, anyCase } from './cases.ts';
import { largestDifference } from './reference.ts';

/** The state with both units active, h = (I − wS)/(1 − w), which is unstable for w > 1. */
function saddle(first: number, second: number, inhibition: number): Float64Array {
  const sum = (first + second) / (1 + inhibition);
  return Float64Array.of(
    (first - inhibition * sum) / (1 - inhibition),
    (second - inhibition * sum) / (1 - inhibition),
  );
}

describe('The certificate', () => {
  test('proves no other end than the one that the trajectory has', () => {
    let proved = 0;
    fc.assert(
      fc.property(anyCase(7), (problem) => {
        const { currents, inhibition, initial } = problem;
        const times = Array.from({ length: 40 }, (_, i) => i / 4);
        const solution = createEventSolver({ units: currents.length, inhibition })(currents, {
          initial,
          times,
        });
        const certificate = createCertificate(currents.length, inhibition);
        const steady = new Float64Array(currents.length);
        for (const h of solution.activities) {
          if (!certificate.test(currents, h)) continue;
          proved++;
          certificate.write(steady);
          // Near w = 1, where rounding of h can move the end of equal units along the neutral line.
          const margin = Math.abs(1 - inhibition) < 1e-9 ? 1e-9 : 1e-12;
          expect(largestDifference(steady, solution.limit?.activity ?? [])).toBeLessThan(margin);
          expect(certificate.stability()).toBe(solution.limit?.stability);
        }
      }),
      RUNS,
    );
    expect(proved).toBeGreaterThan(1000);
  });

  test('succeeds once the last unit has switched', () => {
    fc.assert(
      fc.property(anyCase(7, fc.constantFrom(0, 0.2, 0.9, 1, 1.5)), ({ currents, inhibition, initial }) => {
        const solver = createEventSolver({ units: currents.length, inhibition });
        const { time } = solver(currents, { initial });
        const [h] = solver(currents, { initial, times: [time + 1], until: time + 1 }).activities;
        expect(createCertificate(currents.length, inhibition).test(currents, h)).toBe(true);
      }),
      RUNS,
    );
  });

  test('below w = 1 needs the final active units only, not the final activities', () => {
    const certificate = createCertificate(2, 0.5);
    const currents = Float64Array.of(1, 0.9);
    expect(certificate.test(currents, Float64Array.of(7, 0.001))).toBe(true);
    expect(certificate.test(currents, Float64Array.of(7, -0.001))).toBe(false);
  });

  test('above w = 1 is not fooled by a state next to the saddle of two winners', () => {
    for (const inhibition of [1.01, 1.5, 10]) {
      const certificate = createCertificate(2, inhibition);
      const currents = Float64Array.of(1, 0.999);
      const h = saddle(1, 0.999, inhibition);
      for (const offset of [1e-3, 1e-8, 1e-13, -1e-8]) {
        expect(certificate.test(currents, Float64Array.of(h[0] + offset, h[1] - offset))).toBe(false);
      }
    }
  });

  test('says of an exactly balanced saddle that it is unstable', () => {
    const certificate = createCertificate(2, 1.5);
    expect(certificate.test(Float64Array.of(1, 1), Float64Array.of(0.3, 0.3))).toBe(true);
    expect(certificate.stability()).toBe('unstable');
    const steady = new Float64Array(2);
    certificate.write(steady);
    expect([...steady]).toEqual([0.4, 0.4]);
  });

  test('asks at w ≥ 1 whether a loser can still rise before the winner holds it down', () => {
    // Unit 0 is active and alone would end at h = (1, 1.2 − 1.5); but while it is small, unit 1 rises above 0.
    const certificate = createCertificate(2, 1.5);
    const currents = Float64Array.of(1, 1.2);
    expect(certificate.test(currents, Float64Array.of(0.01, -0.1))).toBe(false);
    expect(certificate.test(currents, Float64Array.of(0.9, -0.1))).toBe(true);
    const solver = createEventSolver({ units: 2, inhibition: 1.5 });
    expect(solver(currents, { initial: Float64Array.of(0.01, -0.1) }).limit?.activity[1]).toBe(1.2);
    expect(solver(currents, { initial: Float64Array.of(0.9, -0.1) }).limit?.activity[0]).toBe(1);
  });

  test('reports a winner that just cannot hold a loser down', () => {
    const certificate = createCertificate(2, 1.5);
    expect(certificate.test(Float64Array.of(1, 1.5), Float64Array.of(1, -1))).toBe(true);
    expect(certificate.stability()).toBe('unstable');
  });

  test('at w = 1 keeps the division of activity between equal units', () => {
    const certificate = createCertificate(3, 1);
    const steady = new Float64Array(3);
    expect(certificate.test(Float64Array.of(1, 1, 0.5), Float64Array.of(0.7, 0.1, -0.3))).toBe(true);
    certificate.write(steady);
    expect(certificate.stability()).toBe('neutral');
    // S: 0.8 → 1, and both gain (1 − 0.8)/2.
    expect(largestDifference(steady, [0.8, 0.2, -0.5])).toBeLessThan(1e-15);
  });

  test('waits for a unit at 0 that is on its way up', () => {
    const certificate = createCertificate(2, 0.5);
    expect(certificate.test(Float64Array.of(1, -1), new Float64Array(2))).toBe(false);
    expect(certificate.test(Float64Array.of(-1, 0), new Float64Array(2))).toBe(true);
  });

  /** Whether the certificate holds, and the active units that it then promises, and those of the exact trajectory. */
  function verdict(inhibition: number, currents: number[], initial: number[]): [boolean, number[]] {
    const given = Float64Array.from(currents);
    const start = Float64Array.from(initial);
    const certificate = createCertificate(currents.length, inhibition);
    const holds = certificate.test(given, start);
    const { limit } = createEventSolver({ units: currents.length, inhibition })(given, { initial: start });
    const end = [...(limit?.activity ?? [])].map((h) => (h > 0 ? 1 : 0));
    if (holds) expect([...certificate.active]).toEqual(end);
    return [holds, end];
  }

  test('is not taken in by a unit at 0 that rises to share, or to balance on the saddle', () => {
    // The fixed point with unit 0 alone exists, and after this moment no unit crosses 0; but unit 1 leaves it now.
    expect(verdict(1, [1, 1], [0.5, 0])).toEqual([false, [1, 1]]);
    expect(verdict(1, [1, 1], [0, 0.5])).toEqual([false, [1, 1]]);
    expect(verdict(3, [0.5, 1], [0.25, 0])).toEqual([false, [1, 1]]);
    // Negative units do not inhibit, and do not help the one at 0 up.
    expect(verdict(3, [0.5, 1, -1], [0.25, 0, -5])).toEqual([false, [1, 1, 0]]);
    expect(verdict(1.5, [1, 0.9, -1], [1, 0, -5])).toEqual([true, [1, 0, 0]]);
  });

  test('does not wait for a unit at 0 that is held there, nor for one below 0 on its way up', () => {
    expect(verdict(1, [1, 0.5], [0.5, 0])).toEqual([true, [1, 0]]);
    expect(verdict(1.5, [1, 1.2], [0.7, -0.5])).toEqual([true, [1, 0]]);
    expect(verdict(0.9, [1, 0.5], [0.1, -0.5])).toEqual([true, [1, 0]]);
  });
});
