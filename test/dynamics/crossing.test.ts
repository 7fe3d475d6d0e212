import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossingTime } from '../../src/dynamics/crossing.ts';
import {
  FOREVER,
  beginSegment,
  createCourse,
  createSegment,
  followCourse,
} from '../../src/dynamics/segment.ts';
import type { Course, Segment } from '../../src/dynamics/segment.ts';
import { RUNS, inhibition } from './cases.ts';

/** A segment of units that are all active, and the course of one that may be another. */
interface Part {
  readonly segment: Segment;
  readonly course: Course;
}

function part(
  w: number,
  active: readonly { readonly current: number; readonly h: number }[],
  unit: { readonly active: boolean; readonly current: number; readonly h: number },
): Part {
  const count = active.length;
  const drive = active.reduce((sum, { current }) => sum + current, 0);
  const sum = active.reduce((total, { h }) => total + h, 0);
  const segment = createSegment(w);
  beginSegment(segment, count, drive, sum);
  const course = createCourse();
  course.active = unit.active;
  course.current = unit.current;
  course.start = unit.h;
  course.deviation = count === 0 ? 0 : unit.h - sum / count;
  course.excess = count === 0 ? 0 : unit.current - drive / count;
  return { segment, course };
}

const anyUnit = fc.record({
  current: fc.integer({ min: -300, max: 300 }).map((n) => n / 100),
  h: fc.integer({ min: 0, max: 300 }).map((n) => n / 100),
});

/** Segments with 0 to 5 active units, followed by one of them or by an inactive one. */
const anyPart: fc.Arbitrary<Part> = fc
  .tuple(inhibition, fc.array(anyUnit, { maxLength: 5 }), anyUnit, fc.boolean())
  .map(([w, others, unit, active]) =>
    active
      ? part(w, [...others, unit], { ...unit, active })
      : part(w, others, { active, current: unit.current, h: -unit.h }),
  );

const END = 6;
const GRID = 3000;

function at({ segment, course }: Part, t: number): { readonly h: number; readonly velocity: number } {
  followCourse(segment, course, t);
  return { h: course.activity, velocity: course.velocity };
}

describe('The course of a unit on a segment', () => {
  test('obeys its linear equation', () => {
    fc.assert(
      fc.property(anyPart, fc.integer({ min: 1, max: 300 }), (drawn, hundredths) => {
        const { segment, course } = drawn;
        const t = hundredths / 100;
        const step = 1e-5;
        const { h, velocity } = at(drawn, t);
        const slope = (at(drawn, t + step).h - at(drawn, t - step).h) / (2 * step);
        const sum = segment.limit + (segment.sum - segment.limit) * Math.exp(-segment.rate * t);
        const leak = course.active ? 1 - segment.inhibition : 1;
        const expected = course.current - segment.inhibition * sum - leak * h;
        // The scale of growing deviations, for w > 1.
        const scale = 10 * Math.exp(Math.max(0, segment.inhibition - 1) * t);
        expect(Math.abs(velocity - expected) / scale).toBeLessThan(1e-13);
        // Central differences: h‴ step²/6, with rates up to 1 + 5w, and rounding/step.
        expect(Math.abs(velocity - slope) / scale).toBeLessThan(1e-6);
      }),
      RUNS,
    );
  });

  test('starts from the unit’s activity', () => {
    fc.assert(
      fc.property(anyPart, (drawn) => {
        expect(at(drawn, 0).h).toBeCloseTo(drawn.course.start, 14);
      }),
      RUNS,
    );
  });

  test('has one extremum at most', () => {
    fc.assert(
      fc.property(anyPart, (drawn) => {
        let turns = 0;
        let rising = 0;
        for (let i = 0; i <= GRID; i++) {
          const { velocity } = at(drawn, (END * i) / GRID);
          // Velocities that are rounding have no sign.
          const sign = Math.abs(velocity) < 1e-12 ? rising : Math.sign(velocity);
          if (rising !== 0 && sign !== rising) turns++;
          rising = sign;
        }
        expect(turns).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
  });
});

describe('The crossing time', () => {
  test('is where a fine grid first sees the other side', () => {
    fc.assert(
      fc.property(anyPart, (drawn) => {
        const { segment, course } = drawn;
        const found = crossingTime(segment, course, END);
        const side = course.active ? 1 : -1;
        let first = Infinity;
        for (let i = GRID; i > 0; i--) {
          const t = (END * i) / GRID;
          if (side * at(drawn, t).h < -1e-12) first = t;
        }
        expect(found).toBeLessThanOrEqual(first);
        if (found < Infinity) {
          // On its side before, and at 0 to rounding then.
          expect(Math.abs(at(drawn, found).h)).toBeLessThan(1e-13);
          for (let i = 0; i < 50; i++) expect(side * at(drawn, (found * i) / 50).h).toBeGreaterThan(-1e-13);
          // And beyond 0 after, though perhaps for less than the grid resolves.
          const later = [1e-9, 1e-7, 1e-5, 1e-3].map((step) => side * at(drawn, found + step).h);
          expect(Math.min(...later)).toBeLessThan(1e-13);
        }
      }),
      RUNS,
    );
  });

  test('does not depend on a horizon beyond it', () => {
    fc.assert(
      fc.property(anyPart, ({ segment, course }) => {
        const found = crossingTime(segment, course, FOREVER);
        fc.pre(found < END - 1);
        // Both are the same zero, bracketed from different ends: h there is 0 to rounding.
        const again = crossingTime(segment, course, END);
        expect(again).toBeLessThan(Infinity);
        expect(Math.abs(at({ segment, course }, again).h)).toBeLessThan(1e-13);
        expect(Math.abs(again - found)).toBeLessThan(1e-6);
      }),
      RUNS,
    );
  });

  test('of a unit that decays alone is a logarithm', () => {
    // n = 0: h = I − (I − h₀) e^{−t}, for every w.
    for (const w of [0, 0.5, 1, 2, 1e6]) {
      const { segment, course } = part(w, [], { active: false, current: 1, h: -0.5 });
      expect(crossingTime(segment, course, FOREVER)).toBeCloseTo(Math.log(1.5), 15);
    }
  });

  test('next to one active unit follows t e^{−t}', () => {
    // n = 1 with S: 1 → 0 and I = 0: h = e^{−t} (h₀ − w t), never above 0; with I = 0.1: 0.1 − e^{−t} (0.1 − h₀ + w t).
    const one = [{ current: 0, h: 1 }];
    const never = part(0.5, one, { active: false, current: 0, h: -0.1 });
    expect(crossingTime(never.segment, never.course, FOREVER)).toBe(Infinity);
    const late = part(0.5, one, { active: false, current: 0.1, h: -0.1 });
    const t = crossingTime(late.segment, late.course, FOREVER);
    expect(0.1 * Math.exp(t) - (0.2 + 0.5 * t)).toBeCloseTo(0, 13);
  });

  test('at w = 1 grows with the inverse of the difference of currents', () => {
    for (const gap of [1, 1e-3, 1e-9]) {
      const units = [
        { current: 1 + gap / 2, h: 0.5 },
        { current: 1 - gap / 2, h: 0.5 },
      ];
      // h₂ = S/2 − gap t/2 with S = 1 throughout.
      const { segment, course } = part(1, units, { active: true, current: 1 - gap / 2, h: 0.5 });
      expect(crossingTime(segment, course, FOREVER) * gap).toBeCloseTo(1, 6);
    }
  });

  test('at h = 0 with zero slope is decided by the second derivative', () => {
    // One active unit, S: 1 → 0 or 1 → 2; a unit with I = wS has h = 0, h′ = 0 and h″ = −wS′.
    for (const [limit, crosses] of [
      [0, true],
      [2, false],
    ] as const) {
      const one = [{ current: limit, h: 1 }];
      const inactive = part(0.5, one, { active: false, current: 0.5, h: 0 });
      expect(crossingTime(inactive.segment, inactive.course, FOREVER)).toBe(crosses ? 0 : Infinity);
    }
  });

  test('of a unit that rests at 0 is never', () => {
    const one = [{ current: 1, h: 1 }];
    const { segment, course } = part(0.5, one, { active: false, current: 0.5, h: 0 });
    expect(crossingTime(segment, course, FOREVER)).toBe(Infinity);
  });

  test('needs a crossing beyond rounding, not a touch', () => {
    // A limit of exactly 0, from either side.
    const decaying = part(0, [{ current: 0, h: 1 }], { active: true, current: 0, h: 1 });
    expect(crossingTime(decaying.segment, decaying.course, FOREVER)).toBe(Infinity);
    const rising = part(0.5, [{ current: 1, h: 1 }], { active: false, current: 0.5, h: -1 });
    expect(crossingTime(rising.segment, rising.course, FOREVER)).toBe(Infinity);
  });
});
