import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawPath, smoothCurve } from '../../src/data/pen.ts';

const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
const vertices = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 8 });

it('a smooth curve passes through its points', () => {
  fc.assert(
    fc.property(vertices, fc.integer({ min: 1, max: 6 }), (points, pieces) => {
      const curve = smoothCurve(points, pieces);
      expect(curve).toHaveLength((points.length - 1) * pieces + 1);
      points.forEach(({ x, y }, i) => {
        // Rounding of four products of numbers up to 50.
        expect(Math.abs(curve[i * pieces].x - x)).toBeLessThan(1e-13);
        expect(Math.abs(curve[i * pieces].y - y)).toBeLessThan(1e-13);
      });
    }),
    { seed: 1 },
  );
});

it('a smooth curve through points of a line at equal steps keeps to the steps', () => {
  const points = [0, 1, 2, 3].map((i) => ({ x: 2 * i, y: 5 - i }));
  smoothCurve(points, 4).forEach(({ x, y }, i) => {
    expect(x).toBeCloseTo(i / 2, 12);
    expect(y).toBeCloseTo(5 - i / 4, 12);
  });
});

it('ink falls from 255 inside the pen to 0 outside, half of it at the radius', () => {
  const raster = { width: 21, height: 9, ink: new Uint8Array(21 * 9) };
  const radius = 2;
  drawPath(
    raster,
    [
      { x: 5, y: 4, radius },
      { x: 15, y: 4, radius },
    ],
    2,
  );
  const column = Array.from({ length: 9 }, (_, y) => raster.ink[y * 21 + 10]);
  expect(column).toEqual([0, 0, 128, 255, 255, 255, 128, 0, 0]);
  const row = [...raster.ink.subarray(4 * 21, 5 * 21)];
  expect(row.slice(0, 7)).toEqual([0, 0, 0, 128, 255, 255, 255]);
});

it('drawing twice, or in pieces, changes nothing, and nothing is drawn outside', () => {
  fc.assert(
    fc.property(vertices, fc.double({ min: 0.1, max: 3, noNaN: true }), (points, radius) => {
      const path = points.map(({ x, y }) => ({ x, y, radius }));
      const whole = { width: 28, height: 28, ink: new Uint8Array(784) };
      const pieces = { width: 28, height: 28, ink: new Uint8Array(784) };
      drawPath(whole, path, 1);
      for (let i = 0; i + 1 < path.length; i++) drawPath(pieces, path.slice(i, i + 2), 1);
      drawPath(pieces, path, 1);
      expect(pieces.ink).toEqual(whole.ink);
    }),
    { seed: 1 },
  );
});
