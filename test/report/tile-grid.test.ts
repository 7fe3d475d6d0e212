import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnShape, nearSquareColumns, tileGrid, tileOrigin } from '../../src/report/tile-grid.ts';

const square = { height: 28, width: 28, channels: 1 };

describe('a grid of tiles', () => {
  it.each([
    [1, 1],
    [2, 2],
    [16, 4],
    [20, 5],
    [50, 10],
    [100, 10],
    [97, 10],
  ])('lays %i square tiles out in %i columns', (count, columns) => {
    expect(nearSquareColumns(count, square)).toBe(columns);
  });

  it('keeps tiles apart and inside, whatever their number and shape', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), size, size, (count, height, width) => {
        const shape = { height, width, channels: 1 };
        const columns = nearSquareColumns(count, shape);
        const grid = tileGrid(columns, Math.ceil(count / columns), shape);
        const taken = new Uint8Array(grid.width * grid.height);
        for (let cell = 0; cell < count; cell++) {
          const origin = tileOrigin(grid, cell);
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) taken[origin + y * grid.width + x]++;
          }
        }
        expect(Math.max(...taken)).toBe(1);
        expect(taken.reduce((sum, one) => sum + one, 0)).toBe(count * height * width);
      }),
      { seed: 1 },
    );
  });

  it('draws inputs without a shape, or with two channels, as a near-square tile that holds them all', () => {
    expect(drawnShape(10, null)).toEqual({ height: 3, width: 4, channels: 1 });
    expect(drawnShape(8, { height: 2, width: 2, channels: 2 })).toEqual({ height: 3, width: 3, channels: 1 });
    expect(drawnShape(784, square)).toBe(square);
  });
});
