import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, logScale, scaleFromZero } from '../../src/report/axis-scale.ts';

describe('axes', () => {
  it('places ticks at round numbers inside a linear axis', () => {
    const { ticks, at } = linearScale(-0.45, 0.45, { ticks: 5 });
    expect(ticks.map(({ text }) => text)).toEqual(['−0.4', '−0.2', '0', '0.2', '0.4']);
    expect(at(-0.45)).toBe(0);
    expect(at(0.45)).toBe(1);
    expect(at(0)).toBeCloseTo(0.5, 14);
  });

  it('has ticks that increase, lie on the axis and are few, for any range', () => {
    const end = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(end, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (low, span) => {
        fc.pre(span > 1e-9 * Math.abs(low));
        const { ticks, at } = linearScale(low, low + span);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(8);
        ticks.forEach(({ value }, i) => {
          // Tick values are rounded to twelve digits.
          expect(at(value)).toBeGreaterThan(-1e-2);
          expect(at(value)).toBeLessThan(1 + 1e-2);
          if (i > 0) expect(value).toBeGreaterThan(ticks[i - 1].value);
        });
      }),
      { seed: 1 },
    );
  });

  it('tells ticks apart that lie far from zero', () => {
    const { ticks } = linearScale(1.801, 1.824);
    expect(ticks.map(({ text }) => text)).toEqual(['1.805', '1.81', '1.815', '1.82']);
  });

  it('has labels on an axis whose ends differ in their last digits only', () => {
    for (const low of [1, 1e15, -1e15]) {
      const { ticks } = linearScale(low, low + 2 ** -50 * Math.abs(low));
      for (const { text } of ticks) expect(text).toMatch(/\d/);
    }
  });

  it('begins at zero and ends at the tick that holds the largest value', () => {
    expect(scaleFromZero(0.47).ticks.map(({ text }) => text)).toEqual(['0', '0.2', '0.4', '0.6']);
    expect(scaleFromZero(0).ticks.length).toBeGreaterThan(1);
  });

  it('counts epochs and units in whole numbers only', () => {
    expect(linearScale(1, 3, { integers: true }).ticks.map(({ text }) => text)).toEqual(['1', '2', '3']);
    expect(scaleFromZero(2, { integers: true }).ticks.map(({ text }) => text)).toEqual(['0', '1', '2']);
    expect(linearScale(0.5, 1.5, { integers: true }).ticks.map(({ text }) => text)).toEqual(['1']);
  });

  it('covers whole decades on a logarithmic axis and has no place for what is not positive', () => {
    const { at, ticks } = logScale([0.002, 30, 0, NaN, Infinity]);
    expect(ticks.map(({ text }) => text)).toEqual(['10⁻³', '10⁻²', '10⁻¹', '10⁰', '10¹', '10²']);
    expect([at(1e-3), at(1e2)]).toEqual([0, 1]);
    expect(at(0)).toBeNaN();
    expect(at(-1)).toBeNaN();
  });

  it('has an axis even when nothing can be shown on it', () => {
    expect(logScale([]).ticks.length).toBe(2);
    expect(logScale([1]).ticks.length).toBe(2);
  });
});
